import { memoryCandidate } from "./memory-subject.ts";
import { providerContract } from "./provider-contract.ts";

providerContract(memoryCandidate("okta"));
providerContract(memoryCandidate("google"));
