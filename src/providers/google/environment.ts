import { type ConnectorContext, variableOf } from "../connector.ts";
import { checkedToken, InvalidCredential } from "../invalid-credential.ts";
import type { GoogleCredentials } from "./credentials.ts";

/**
 * Returns the credential for Google Workspace. The file is read when Google is connected.
 * @throws InvalidCredential with the variables to set
 */
export function credentialsFrom(env: ConnectorContext["env"]): GoogleCredentials {
  const token = variableOf(env, "GOOGLE_OAUTH_ACCESS_TOKEN");
  if (token !== undefined) return { kind: "access-token", token: checkedToken("GOOGLE_OAUTH_ACCESS_TOKEN", token) };
  const path = variableOf(env, "GOOGLE_APPLICATION_CREDENTIALS");
  const subject = variableOf(env, "ROLECALL_GOOGLE_SUBJECT");
  if (subject !== undefined && !/^[^\s@]+@[^\s@]+$/.test(subject))
    throw new InvalidCredential(
      "ROLECALL_GOOGLE_SUBJECT is not an email address.",
      "Set it to the address of the administrator that the service account acts for.",
    );
  if (path !== undefined) return { kind: "file", path, ...(subject === undefined ? {} : { subject }) };
  throw new InvalidCredential(
    "no credential for Google: GOOGLE_APPLICATION_CREDENTIALS and GOOGLE_OAUTH_ACCESS_TOKEN are not set.",
    "Set GOOGLE_APPLICATION_CREDENTIALS to the path of the JSON key of a service account, or GOOGLE_OAUTH_ACCESS_TOKEN to an access token.",
  );
}
