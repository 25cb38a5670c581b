import type { ObservedAccount } from "../../model/observation.ts";
import type { GoogleClient } from "./client.ts";

/** What identifies the account of a credential. Without an address or an id, Google does not show it. */
export interface OwnIdentity {
  readonly address: string | null;
  /** The id of a service account, to which an administrator role can be assigned. */
  readonly serviceAccount: string | null;
}

/**
 * Returns who the credential acts for; null: Google does not show it. With a `subject`, the roles of the subject count.
 * Other credentials are shown by their token.
 */
export async function ownIdentity(client: GoogleClient): Promise<OwnIdentity | null> {
  const { identity } = client;
  if (identity.kind === "service-account" && identity.subject !== null)
    return { address: identity.subject, serviceAccount: null };
  try {
    const { email, clientId } = await client.tokenInfo();
    // A token of a person names an application, whose id is not a number.
    const serviceAccount = clientId !== null && /^\d+$/.test(clientId) ? clientId : null;
    return email === null && serviceAccount === null ? null : { address: email, serviceAccount };
  } catch {
    return null;
  }
}

/** Returns the ids of the accounts that the credential acts for; null: not known. */
export async function readOwnAccounts(
  client: GoogleClient,
  accounts: readonly Pick<ObservedAccount, "id" | "address" | "aliases">[],
): Promise<readonly string[] | null> {
  const own = await ownIdentity(client);
  if (own === null) return null;
  const address = own.address?.toLowerCase();
  const found = accounts.filter((account) =>
    [account.address, ...(account.aliases ?? [])].some((one) => one.toLowerCase() === address),
  );
  return [...found.map(({ id }) => id), ...(own.serviceAccount === null ? [] : [own.serviceAccount])];
}
