import type { ConnectedProvider } from "../../src/model/provider.ts";
import { candidateTable } from "./candidates.generated.ts";
import { memoryCandidate } from "./memory-subject.ts";
import { providerContract } from "./provider-contract.ts";

for (const provider of Object.keys(candidateTable) as readonly ConnectedProvider[])
  providerContract(memoryCandidate(provider));
