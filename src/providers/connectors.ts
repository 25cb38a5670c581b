import type { ConnectedProvider } from "../model/provider.ts";
import type { Connector } from "./connector.ts";
import { connectorTable } from "./connectors.generated.ts";

/** The connector of each provider. */
export const connectors: Readonly<Record<ConnectedProvider, Connector>> = connectorTable;
