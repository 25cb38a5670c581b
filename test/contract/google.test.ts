import { googleContender } from "./google-subject.ts";
import { providerContract } from "./provider-contract.ts";

providerContract(googleContender);
