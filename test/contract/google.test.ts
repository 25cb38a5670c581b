import { googleCandidate } from "./google-subject.ts";
import { providerContract } from "./provider-contract.ts";

providerContract(googleCandidate);
