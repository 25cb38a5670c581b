import type { ConnectedProvider } from "../../src/model/provider.ts";
import { candidateTable } from "./candidates.generated.ts";
import { providerContract } from "./provider-contract.ts";
import type { Candidate } from "./world.ts";

const candidates: Readonly<Record<ConnectedProvider, Candidate>> = candidateTable;

for (const candidate of Object.values(candidates)) providerContract(candidate);
