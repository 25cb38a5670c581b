import { oktaContender } from "./okta-subject.ts";
import { providerContract } from "./provider-contract.ts";

providerContract(oktaContender);
