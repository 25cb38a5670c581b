import type { AssignableKind } from "../../model/direct-assignment.ts";
import { type ConnectorContext, variableOf } from "../connector.ts";
import { checkedToken, InvalidCredential, privateKeyProblem } from "../invalid-credential.ts";
import type { OktaCredentials } from "./client.ts";

/** The scopes that a service app requests by default, where the files declare apps or administrator roles also those. */
function scopesByDefault(kinds: ReadonlySet<AssignableKind>): string {
  const scopes = ["okta.users.manage", "okta.groups.manage"];
  if (kinds.has("app")) scopes.push("okta.apps.manage");
  if (kinds.has("adminRole")) scopes.push("okta.roles.manage");
  return scopes.join(" ");
}

/**
 * Returns the credential for Okta, only from the variables that Okta's tools use.
 * @param kinds what the files let accounts hold directly
 * @throws InvalidCredential with the variable, the problem and the fix
 */
export function credentialsFrom(
  env: ConnectorContext["env"],
  kinds: ReadonlySet<AssignableKind> = new Set(),
): OktaCredentials {
  const token = variableOf(env, "OKTA_CLIENT_TOKEN");
  if (token !== undefined) return { kind: "token", token: checkedToken("OKTA_CLIENT_TOKEN", token) };
  const clientId = variableOf(env, "OKTA_CLIENT_CLIENTID");
  const privateKey = variableOf(env, "OKTA_CLIENT_PRIVATEKEY");
  if (clientId === undefined || privateKey === undefined) throw missing(clientId, privateKey);
  const problem = privateKeyProblem(privateKey);
  if (problem !== null)
    throw new InvalidCredential(
      `OKTA_CLIENT_PRIVATEKEY ${problem}: expected the private key of the service app ${clientId}.`,
      "Set it to the complete key, with its line breaks: a PEM text that begins with -----BEGIN PRIVATE KEY-----, or the private JSON Web Key that Okta showed once. If the key is lost, create a new one in Okta under Applications > the app > General > Public Keys.",
    );
  const scopes = (variableOf(env, "OKTA_CLIENT_SCOPES") ?? scopesByDefault(kinds)).split(/[\s,]+/);
  const keyId = variableOf(env, "OKTA_CLIENT_KEYID");
  return { kind: "private-key", clientId, privateKey, scopes, ...(keyId === undefined ? {} : { keyId }) };
}

function missing(clientId: string | undefined, privateKey: string | undefined): InvalidCredential {
  if (clientId === undefined && privateKey === undefined)
    return new InvalidCredential(
      "no credential for Okta: OKTA_CLIENT_TOKEN is not set, and neither are OKTA_CLIENT_CLIENTID and OKTA_CLIENT_PRIVATEKEY.",
      "Create an API token in Okta under Security > API > Tokens and set OKTA_CLIENT_TOKEN to it, or set OKTA_CLIENT_CLIENTID and OKTA_CLIENT_PRIVATEKEY to the client id and the private key of a service app.",
    );
  const [set, absent, what] =
    clientId === undefined
      ? ["OKTA_CLIENT_PRIVATEKEY", "OKTA_CLIENT_CLIENTID", "the client id of the service app"]
      : ["OKTA_CLIENT_CLIENTID", "OKTA_CLIENT_PRIVATEKEY", "the private key of the service app"];
  return new InvalidCredential(
    `incomplete credential for Okta: ${set} is set, and ${absent} is not.`,
    `Set ${absent} to ${what}, or set OKTA_CLIENT_TOKEN instead of both.`,
  );
}
