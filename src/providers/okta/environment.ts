import { UsageError } from "../../diagnostics/user-error.ts";
import { type ConnectorContext, variableOf } from "../connector.ts";
import type { OktaCredentials } from "./client.ts";

/**
 * Returns the credential for Okta, only from the variables that Okta's tools use.
 * @throws UsageError with the variables to set
 */
export function credentialsFrom(env: ConnectorContext["env"]): OktaCredentials {
  const token = variableOf(env, "OKTA_CLIENT_TOKEN");
  if (token !== undefined) return { kind: "token", token };
  const clientId = variableOf(env, "OKTA_CLIENT_CLIENTID");
  const privateKey = variableOf(env, "OKTA_CLIENT_PRIVATEKEY");
  if (clientId === undefined || privateKey === undefined)
    throw new UsageError(
      "no credential for Okta: set OKTA_CLIENT_TOKEN, or OKTA_CLIENT_CLIENTID with OKTA_CLIENT_PRIVATEKEY.",
    );
  const scopes = (env["OKTA_CLIENT_SCOPES"] ?? "okta.users.manage okta.groups.manage").split(/[\s,]+/);
  return { kind: "private-key", clientId, privateKey, scopes };
}
