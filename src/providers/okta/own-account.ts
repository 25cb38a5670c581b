import type { OktaClient } from "./client.ts";
import { isOktaId } from "./ids.ts";

/**
 * Returns the id of the account whose credential is used, as a list: empty for a service app, which is not an account.
 * Null: Okta does not show it.
 */
export async function readOwnAccounts(client: OktaClient): Promise<readonly string[] | null> {
  try {
    const { id } = (await client.read(() => client.raw("GET", "/api/v1/users/me"))) as { readonly id?: unknown };
    return typeof id === "string" && isOktaId(id) ? [id] : null;
  } catch (error) {
    return client.failureOf(error, false).kind === "not-found" ? [] : null;
  }
}
