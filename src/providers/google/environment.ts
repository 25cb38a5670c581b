import { UsageError } from "../../diagnostics/user-error.ts";
import { type ConnectorContext, variableOf } from "../connector.ts";
import type { GoogleCredentials } from "./credentials.ts";

/**
 * Returns the credential for Google Workspace.
 * @throws UsageError with the variables to set
 */
export function credentialsFrom(env: ConnectorContext["env"]): GoogleCredentials {
  const token = variableOf(env, "GOOGLE_OAUTH_ACCESS_TOKEN");
  if (token !== undefined) return { kind: "access-token", token };
  const path = variableOf(env, "GOOGLE_APPLICATION_CREDENTIALS");
  if (path !== undefined) return { kind: "file", path };
  throw new UsageError(
    "no credential for Google: set GOOGLE_APPLICATION_CREDENTIALS to a credential file, or GOOGLE_OAUTH_ACCESS_TOKEN.",
  );
}
