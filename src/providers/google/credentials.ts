import { readFile } from "node:fs/promises";
import type { admin_directory_v1, AuthPlus } from "googleapis/build/src/apis/admin/index.js";
import { CredentialRefused } from "../../http/transport-failure.ts";

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
}

/**
 * Creates only the given credential. The library's default search would read files, variables and the metadata server of the
 * machine.
 * A `service_account` file may have a `subject`: the administrator that it acts for (domain-wide delegation).
 * @throws CredentialRefused with the file and the problem, never its content
 */
export async function authFor(
  auth: AuthPlus,
  credentials: GoogleCredentials,
  access: GoogleAccess,
): Promise<GoogleAuth> {
  if (credentials.kind === "access-token") {
    const client = new auth.OAuth2();
    client.setCredentials({ access_token: credentials.token });
    return { client, secrets: [credentials.token] };
  }
  const { path } = credentials;
  const file = await contentOf(path);
  const { type, client_email: email, private_key: key, subject } = file;
  if (type === "external_account") {
    const client = auth.fromJSON(file);
    (client as { scopes?: string[] }).scopes = scopesFor(access);
    return { client: client as GoogleAuth["client"], secrets: [] };
  }
  if (type !== "service_account")
    throw new CredentialRefused(`${path} is of type "${String(type)}": expected service_account or external_account`);
  if (typeof email !== "string" || typeof key !== "string" || email === "" || key === "")
    throw new CredentialRefused(`${path} does not have client_email and private_key`);
  const isDelegated = typeof subject === "string" && subject !== "";
  const client = new auth.JWT({ email, key, scopes: scopesFor(access), ...(isDelegated ? { subject } : {}) });
  return { client, secrets: [key] };
}

async function contentOf(path: string): Promise<Readonly<Record<string, unknown>>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new CredentialRefused(`${path} cannot be read (${String((error as { code?: unknown }).code)})`);
  }
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === "object" && content !== null) return content as Readonly<Record<string, unknown>>;
  } catch {
    // The parser's message quotes the text, which can be a key.
  }
  throw new CredentialRefused(`${path} is not a valid JSON credential file`);
}
