import type { AccessModel, User } from "./documents.ts";

/**
 * Returns the user with this address or alias, ignoring letter case. Addresses are unique in a model without errors.
 */
export function userByAddress(address: string, model: AccessModel): User | undefined {
  const wanted = address.toLowerCase();
  return [...model.users.values()].find(({ email, aliases }) =>
    [email, ...aliases].some((known) => known.toLowerCase() === wanted),
  );
}

/**
 * Returns the user whose GitHub account has this immutable id. Logins are not compared, because a login can be renamed
 * and registered by another person (threat G10). A user without a pinned id is not found, and neither are two users
 * with the same account.
 */
export function userByAccount(id: number, model: AccessModel): User | undefined {
  const found = [...model.users.values()].filter(({ github }) => github?.id === id);
  return found.length === 1 ? found[0] : undefined;
}
