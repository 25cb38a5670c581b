import { memoryContender } from "./memory-subject.ts";
import { providerContract } from "./provider-contract.ts";

providerContract(memoryContender("okta"));
providerContract(memoryContender("google"));
