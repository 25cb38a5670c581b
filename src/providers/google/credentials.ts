import type { admin_directory_v1, AuthPlus } from "googleapis/build/src/apis/admin/index.js";
import { again, credentialFile, unusable } from "./credential-file.ts";

/** An existing access token, or the path of a credential file. */
export type GoogleCredentials =
  { readonly kind: "access-token"; readonly token: string } | { readonly kind: "file"; readonly path: string };

/** The access that a token is requested for. Planning uses read-only scopes, so that its credential cannot write. */
export type GoogleAccess = "read" | "write";

const kinds = ["user", "group", "group.member"];

export const scopesFor = (access: GoogleAccess): string[] =>
  kinds.map((kind) => `https://www.googleapis.com/auth/admin.directory.${kind}${access === "read" ? ".readonly" : ""}`);

export interface GoogleAuth {
  readonly client: Exclude<NonNullable<admin_directory_v1.Options["auth"]>, string>;
  /** Texts that must never be part of a message. */
  readonly secrets: readonly string[];
  readonly identity: GoogleIdentity;
}

/** Which credential is used, without its secrets. */
export type GoogleIdentity =
  | { readonly kind: "access-token" }
  | { readonly kind: "external-account"; readonly path: string }
  | {
      readonly kind: "service-account";
      readonly path: string;
      readonly email: string;
      /** The administrator that the account acts for; null: the account acts for itself. */
      readonly subject: string | null;
    };

/**
 * Creates only the given credential. The library's default search would read files, variables and the metadata server of the
 * machine.
 * A `service_account` file may have a `subject`: the administrator that it acts for (domain-wide delegation).
 * @throws InvalidCredential with the file and the problem, never its content
 */
export async function authFor(auth: AuthPlus, credentials: GoogleCredentials, scopes: string[]): Promise<GoogleAuth> {
  if (credentials.kind === "access-token") {
    const client = new auth.OAuth2();
    client.setCredentials({ access_token: credentials.token });
    return { client, secrets: [credentials.token], identity: { kind: "access-token" } };
  }
  const { path } = credentials;
  const file = await credentialFile(path);
  if (file.kind === "external-account") {
    const client = federated(auth, path, file.content);
    (client as { scopes?: string[] }).scopes = scopes;
    return { client, secrets: [], identity: { kind: "external-account", path } };
  }
  const { email, key, subject } = file;
  const client = new auth.JWT({ email, key, scopes, ...(subject === null ? {} : { subject }) });
  return { client, secrets: [key], identity: { kind: "service-account", path, email, subject } };
}

function federated(auth: AuthPlus, path: string, content: Readonly<Record<string, unknown>>): GoogleAuth["client"] {
  try {
    return auth.fromJSON(content) as GoogleAuth["client"];
  } catch {
    throw unusable(path, "is a configuration of an external account that is not complete", again);
  }
}
