import type { AuthPlus } from "googleapis/build/src/apis/admin/index.js";
import { privateKeyOf } from "../signed-jwt.ts";
import { type AssertionRequest, tokenByKey, tokenBySigning } from "./assertions.ts";
import { again, credentialFile } from "./credential-file.ts";
import { type AuthClient, tokenClient, type TokenOptions, tokenUrlOf } from "./token-client.ts";
import { unusable } from "./unusable-file.ts";

/** An existing access token, or the path of a credential file. */
export type GoogleCredentials =
  | { readonly kind: "access-token"; readonly token: string }
  | {
      readonly kind: "file";
      readonly path: string;
      /** The administrator to act for, which the file does not have to name; absent: the one in the file, or none. */
      readonly subject?: string;
    };

/** The access that a token is requested for. Planning uses read-only scopes, so that its credential cannot write. */
export type GoogleAccess = "read" | "write";

const kinds = ["user", "group", "group.member"];

export const scopesFor = (access: GoogleAccess): string[] =>
  kinds.map((kind) => `https://www.googleapis.com/auth/admin.directory.${kind}${access === "read" ? ".readonly" : ""}`);

export interface GoogleAuth {
  readonly client: AuthClient;
  /** Texts that must never be part of a message. */
  readonly secrets: readonly string[];
  readonly identity: GoogleIdentity;
}

/** Which credential is used, without its secrets. */
export type GoogleIdentity =
  | { readonly kind: "access-token" }
  | {
      readonly kind: "external-account";
      readonly path: string;
      /** The service account that the external account acts as; null: none. */
      readonly email: string | null;
      /** The administrator that the service account acts for; null: it acts for itself. */
      readonly subject: string | null;
      /** Where the administrator is named, for messages. */
      readonly subjectPlace: string;
    }
  | {
      readonly kind: "service-account";
      readonly path: string;
      readonly email: string;
      /** The administrator that the account acts for; null: the account acts for itself. */
      readonly subject: string | null;
      /** Where the administrator is named, for messages. */
      readonly subjectPlace: string;
    };

/**
 * Creates only the given credential. The library's default search would read files, variables and the metadata server of the
 * machine.
 * @throws InvalidCredential with the file and the problem, never its content
 */
export async function authFor(
  auth: AuthPlus,
  credentials: GoogleCredentials,
  scopes: string[],
  options: TokenOptions,
): Promise<GoogleAuth> {
  if (credentials.kind === "access-token") {
    const client = new auth.OAuth2();
    client.setCredentials({ access_token: credentials.token });
    return { client, secrets: [credentials.token], identity: { kind: "access-token" } };
  }
  const { path } = credentials;
  const subjectPlace = credentials.subject === undefined ? `\`subject\` in ${path}` : "ROLECALL_GOOGLE_SUBJECT";
  const file = await credentialFile(path, credentials.subject ?? null);
  const request = (email: string, subject: string | null): AssertionRequest => ({
    email,
    subject,
    scopes,
    tokenUrl: tokenUrlOf(options),
    now: options.clock.now(),
  });
  if (file.kind === "service-account") {
    const { email, subject } = file;
    const key = privateKeyOf(file.key);
    const client = tokenClient(auth, (send) => tokenByKey(key, request(email, subject), send), { options });
    return { client, secrets: [file.key], identity: { kind: "service-account", path, email, subject, subjectPlace } };
  }
  const { content, delegation } = file;
  const subject = delegation?.subject ?? null;
  const identity = { kind: "external-account", path, email: file.email, subject, subjectPlace } as const;
  if (delegation === null) return { client: federated(auth, path, { content, scopes }), secrets: [], identity };
  // The library's clients of external accounts cannot act for an administrator.
  const { service_account_impersonation_url: _, ...direct } = content;
  const source = federated(auth, path, { content: direct, scopes: [platformScope] });
  const { email, signUrl } = delegation;
  const client = tokenClient(
    auth,
    async (send) => {
      const given = await source.getAccessToken();
      const bearer = (typeof given === "object" ? given?.token : given) ?? "";
      return tokenBySigning({ signUrl, bearer }, request(email, subject), send);
    },
    { options, source },
  );
  return { client, secrets: [], identity };
}

/** The scope of the IAM Service Account Credentials API. What the identity may do there is decided by its IAM roles. */
const platformScope = "https://www.googleapis.com/auth/cloud-platform";

function federated(
  auth: AuthPlus,
  path: string,
  { content, scopes }: { readonly content: Readonly<Record<string, unknown>>; readonly scopes: string[] },
): AuthClient {
  try {
    const client = auth.fromJSON(content) as AuthClient;
    (client as { scopes?: string[] }).scopes = scopes;
    return client;
  } catch {
    throw unusable(path, "is a configuration of an external account that is not complete", again);
  }
}
