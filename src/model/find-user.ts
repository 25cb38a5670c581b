import type { AccessModel, User } from "./documents.ts";

/** The user with this address or alias, letter case aside; addresses are unique in a model without errors. */
export function userByAddress(address: string, model: AccessModel): User | undefined {
  const wanted = address.toLowerCase();
  return [...model.users.values()].find(({ email, aliases }) =>
    [email, ...aliases].some((known) => known.toLowerCase() === wanted),
  );
}

/**
 * The user whose GitHub account has this immutable id. A login is not looked at: it can be renamed and then registered by
 * somebody else (threat G10), so a user without a pinned id is found by nobody. Two users of one account are nobody.
 */
export function userByAccount(id: number, model: AccessModel): User | undefined {
  const found = [...model.users.values()].filter(({ github }) => github?.id === id);
  return found.length === 1 ? found[0] : undefined;
}
