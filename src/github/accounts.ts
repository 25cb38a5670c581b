import type { GithubAccount } from "../ports/github.ts";
import { GithubFailure } from "../ports/github-failure.ts";
import { isJson, numberField, textField } from "./json.ts";
import type { Json } from "./json.ts";

/**
 * Returns the account in a field. Only type `User` is a person: bots, apps and organizations count as bots.
 * Returns null for a deleted account, which GitHub gives as null. GitHub's account "ghost" stands in for deleted ones.
 */
export function accountField(from: Json, field: string, what: string): GithubAccount | null {
  const value = from[field];
  // A commit whose author is linked to no account can carry an empty object.
  if (value === undefined || value === null || (isJson(value) && Object.keys(value).length === 0)) return null;
  return isJson(value) ? accountIn(value, what) : null;
}

export function accountIn(value: Json, what: string): GithubAccount {
  const kind = textField(value, "type", what) === "User" ? "human" : "bot";
  return { id: numberField(value, "id", what), login: textField(value, "login", what), kind };
}

/** Returns the account in a field that must have one. @throws GithubFailure when it has none */
export function knownAccount(from: Json, field: string, what: string): GithubAccount {
  const account = accountField(from, field, what);
  if (account === null)
    throw new GithubFailure(
      "unexpected",
      `GitHub does not name the account of ${what}; the account may have been deleted. Push the branch again from an existing account.`,
    );
  return account;
}

/** Represents a deleted account. No account has the id 0, so a review by it counts for no approver. */
export const deletedAccount: GithubAccount = { id: 0, login: "ghost", kind: "human" };
