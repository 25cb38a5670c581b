import { oktaCandidate } from "./okta-subject.ts";
import { providerContract } from "./provider-contract.ts";

providerContract(oktaCandidate);
