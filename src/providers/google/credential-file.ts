import { access, readFile } from "node:fs/promises";
import { privateKeyProblem } from "../invalid-credential.ts";
import { type Delegation, externalAccount } from "./external-account.ts";
import { unusable } from "./unusable-file.ts";

type Content = Readonly<Record<string, unknown>>;

/** The content of a credential file. */
export type CredentialFile =
  | {
      readonly kind: "service-account";
      readonly email: string;
      readonly key: string;
      readonly subject: string | null;
    }
  | {
      readonly kind: "external-account";
      readonly content: Content;
      /** The service account that the external account acts as; null: none. */
      readonly email: string | null;
      /** How the service account acts for an administrator; null: it acts for itself. */
      readonly delegation: Delegation | null;
    };

/** How to get a key file. */
const create =
  "In the Google Cloud console, open IAM & Admin > Service Accounts, create a key of type JSON for the service account, and set GOOGLE_APPLICATION_CREDENTIALS to the path of that file.";
/** What to do with a file that is damaged. */
export const again =
  "Download or create the file again, and do not edit it, except to add `subject`, the address of the administrator that the service account acts for.";

/**
 * Reads a credential file.
 * @param subject the administrator that the environment names; null: none
 * @throws InvalidCredential with the file, the problem and the fix, never the content
 */
export async function credentialFile(path: string, subject: string | null = null): Promise<CredentialFile> {
  const content = await contentOf(path);
  const { type } = content;
  switch (type) {
    case "service_account":
      return serviceAccount(path, content, subject);
    case "external_account":
      await checkTokenFile(path, content);
      return {
        kind: "external-account",
        content,
        ...externalAccount(path, content, subjectOf(path, content, subject)),
      };
    case "authorized_user":
      throw unusable(
        path,
        'is of type "authorized_user", the credential of a person (from `gcloud auth application-default login`), which does not have the scopes of the Directory API: expected service_account or external_account',
        create,
      );
    case undefined:
      throw unusable(
        path,
        "does not have a `type`: expected service_account or external_account",
        "installed" in content || "web" in content ? `The file is an OAuth client. ${create}` : create,
      );
    default:
      throw unusable(
        path,
        `is of type "${String(type).slice(0, 40)}": expected service_account or external_account`,
        create,
      );
  }
}

function serviceAccount(path: string, content: Content, named: string | null): CredentialFile {
  const { client_email: email, private_key: key } = content;
  const absent = Object.entries({ client_email: email, private_key: key })
    .filter(([, value]) => typeof value !== "string" || value === "")
    .map(([name]) => name);
  if (typeof email !== "string" || typeof key !== "string" || absent.length > 0)
    throw unusable(path, `does not have ${absent.join(" and ")}`, again);
  const problem = privateKeyProblem(key);
  if (problem !== null) throw unusable(path, `has a private_key that ${problem}`, again);
  return { kind: "service-account", email, key, subject: subjectOf(path, content, named) };
}

/**
 * Returns the administrator to act for: from the environment, or from the file; null: none.
 * @throws InvalidCredential when both name one, and they differ
 */
function subjectOf(path: string, { subject }: Content, named: string | null): string | null {
  if (subject === undefined || subject === null || subject === "") return named;
  const fix = "Set `subject` to the address of the administrator that the service account acts for.";
  if (typeof subject !== "string" || !/^[^\s@]+@[^\s@]+$/.test(subject))
    throw unusable(path, "has a `subject` that is not an email address", fix);
  if (named !== null && named !== subject)
    throw unusable(
      path,
      `has the \`subject\` ${subject}, but ROLECALL_GOOGLE_SUBJECT is ${named}`,
      "Remove one of them.",
    );
  return subject;
}

/** The runner writes the identity token to a file, which exists only while the job runs. */
async function checkTokenFile(path: string, { credential_source: source }: Content): Promise<void> {
  const file = (source as { readonly file?: unknown } | null | undefined)?.file;
  if (typeof file !== "string") return;
  try {
    await access(file);
  } catch (error) {
    throw unusable(
      path,
      `names the token file ${file}, which cannot be read (${codeOf(error)})`,
      "Get the identity token again, in the step before, or correct `credential_source.file`.",
    );
  }
}

async function contentOf(path: string): Promise<Content> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw unusable(path, `cannot be read (${codeOf(error)})`, `Correct the path. If you do not have a file: ${create}`);
  }
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === "object" && content !== null) return content as Content;
  } catch {
    // The parser's message quotes the text, which can be a key.
  }
  throw unusable(path, "is not a valid JSON credential file", text.includes("-----BEGIN") ? create : again);
}

const codeOf = (error: unknown): string => String((error as { readonly code?: unknown }).code);
