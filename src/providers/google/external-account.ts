import { isLoopback } from "../../support/loopback.ts";
import { unusable } from "./unusable-file.ts";

/** Delegation without a key: Google signs for the service account. */
export interface Delegation {
  readonly email: string;
  readonly subject: string;
  /** The address of `signJwt` for the service account. */
  readonly signUrl: string;
}

/**
 * Returns the service account of an external account, and how it acts for an administrator.
 * @param subject the administrator; null: the service account acts for itself
 * @throws InvalidCredential for an address that is not Google's, and for a subject without a service account
 */
export function externalAccount(
  path: string,
  content: Readonly<Record<string, unknown>>,
  subject: string | null,
): { readonly email: string | null; readonly delegation: Delegation | null } {
  const urls = { token_url: content["token_url"], [impersonation]: content[impersonation] };
  for (const [name, url] of Object.entries(urls))
    if (typeof url === "string" && !isOfGoogle(url))
      throw unusable(
        path,
        `has a \`${name}\` that is not an address of Google: expected https and a host that ends in .googleapis.com`,
        "Create the file again with `gcloud iam workload-identity-pools create-cred-config`. The credential is not sent.",
      );
  const account = accountIn(urls[impersonation]);
  if (subject === null) return { email: account?.email ?? null, delegation: null };
  if (account === null)
    throw unusable(
      path,
      `does not have the \`${impersonation}\` of a service account, which acts for ${subject}`,
      "Create the file again with `gcloud iam workload-identity-pools create-cred-config` and the option --service-account.",
    );
  return { email: account.email, delegation: { ...account, subject } };
}

const impersonation = "service_account_impersonation_url";

/** Returns the service account of an impersonation address, and its address of `signJwt`; null: not such an address. */
function accountIn(url: unknown): Omit<Delegation, "subject"> | null {
  const parts = /^(\S+\/serviceAccounts\/([^/:]+)):generateAccessToken$/.exec(typeof url === "string" ? url : "");
  const [, base, email] = parts ?? [];
  return base === undefined || email === undefined
    ? null
    : { email: decodeURIComponent(email), signUrl: `${base}:signJwt` };
}

/** Returns whether a token of the runner may be sent to an address: Google's, or a server on this machine, for tests. */
function isOfGoogle(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return isLoopback(url) || (url.protocol === "https:" && url.hostname.endsWith(".googleapis.com"));
}
