import type { ConnectedProvider } from "../model/provider.ts";
import type { Connector } from "./connector.ts";
import { connectGoogle } from "./google/connect.ts";
import { connectOkta } from "./okta/connect.ts";

/** The connector of each provider. */
export const connectors: Readonly<Record<ConnectedProvider, Connector>> = {
  okta: connectOkta,
  google: connectGoogle,
};
