import { UsageError } from "../../diagnostics/user-error.ts";
import type { CliEnvironment } from "../environment.ts";

/** What a person without a credential can do all the same; said once, after everything that is missing. */
export const withoutOne =
  "Without a credential: rolecall plan --observed snapshot.json, or try it against rolecall sandbox.";

/**
 * The credential for Okta, by the ecosystem's own variables; from nowhere else.
 * @throws UsageError naming the variables to set
 */
export function oktaCredentials({ env }: CliEnvironment) {
  const token = env["OKTA_CLIENT_TOKEN"];
  if (isSet(token)) return { kind: "token" as const, token };
  const clientId = env["OKTA_CLIENT_CLIENTID"];
  const privateKey = env["OKTA_CLIENT_PRIVATEKEY"];
  if (isSet(clientId) && isSet(privateKey))
    return {
      kind: "private-key" as const,
      clientId,
      privateKey,
      scopes: (env["OKTA_CLIENT_SCOPES"] ?? "okta.users.manage okta.groups.manage").split(/[\s,]+/),
    };
  throw new UsageError(
    "no credential for Okta: set OKTA_CLIENT_TOKEN, or OKTA_CLIENT_CLIENTID with OKTA_CLIENT_PRIVATEKEY.",
  );
}

/**
 * The credential for Google Workspace.
 * @throws UsageError naming the variables to set
 */
export function googleCredentials({ env }: CliEnvironment) {
  const token = env["GOOGLE_OAUTH_ACCESS_TOKEN"];
  if (isSet(token)) return { kind: "access-token" as const, token };
  const path = env["GOOGLE_APPLICATION_CREDENTIALS"];
  if (isSet(path)) return { kind: "file" as const, path };
  throw new UsageError(
    "no credential for Google: set GOOGLE_APPLICATION_CREDENTIALS to a credential file, or GOOGLE_OAUTH_ACCESS_TOKEN.",
  );
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== "";
