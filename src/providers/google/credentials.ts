import { readFile } from "node:fs/promises";
import type { admin_directory_v1, AuthPlus } from "googleapis/build/src/apis/admin/index.js";
import { CredentialRefused } from "../../http/transport-failure.ts";

/** An access token made elsewhere, or the path of a credential file. */
export type GoogleCredentials =
  { readonly kind: "access-token"; readonly token: string } | { readonly kind: "file"; readonly path: string };

/** What a token is asked for: the read-only scopes for planning, so that a plan's credential cannot write. */
export type GoogleAccess = "read" | "write";

const kinds = ["user", "group", "group.member"];

export const scopesFor = (access: GoogleAccess): string[] =>
  kinds.map((kind) => `https://www.googleapis.com/auth/admin.directory.${kind}${access === "read" ? ".readonly" : ""}`);

export interface GoogleAuth {
  readonly client: Exclude<NonNullable<admin_directory_v1.Options["auth"]>, string>;
  /** Texts that must never stand in a message. */
  readonly secrets: readonly string[];
}

/**
 * Makes the credential that was named and no other: the library's own search would look into files, variables and the
 * metadata server of whatever machine this is.
 * A `service_account` file may name, as `subject`, the administrator it acts for (domain-wide delegation).
 * @throws CredentialRefused naming the file and what is wrong with it, never its content
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
    throw new CredentialRefused(`${path} is of type "${String(type)}"; service_account and external_account are known`);
  if (typeof email !== "string" || typeof key !== "string" || email === "" || key === "")
    throw new CredentialRefused(`${path} has no client_email or no private_key`);
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
    // The parser's own message quotes the text, which can be a key.
  }
  throw new CredentialRefused(`${path} is not a credential file in JSON`);
}
