// Generated from src/model/provider.ts by `npm run generate`; do not edit.
import { oktaCandidate } from "./okta-subject.ts";
import { googleCandidate } from "./google-subject.ts";

/** The row of each provider with an API in the contract tests. */
export const candidateTable = {
  "okta": oktaCandidate,
  "google": googleCandidate,
} as const;
