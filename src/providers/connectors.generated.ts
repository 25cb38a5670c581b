// Generated from src/model/provider.ts by `npm run generate`; do not edit.
import { connectOkta } from "./okta/connect.ts";
import { connectGoogle } from "./google/connect.ts";

/** The function that connects each provider with an API. */
export const connectorTable = {
  "okta": connectOkta,
  "google": connectGoogle,
} as const;
