import type { GithubAccount } from "../ports/github.ts";
import { GithubFailure } from "../ports/github-failure.ts";
import { isJson, numberField, textField } from "./json.ts";
import type { Json } from "./json.ts";

/**
 * The account in a field. Only type `User` is a person: bots, apps and organizations count as bots.
 * An account that was deleted is null, or GitHub's stand-in "ghost", which is nobody's either.
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

/** An account without which nothing can be judged. */
export function knownAccount(from: Json, field: string, what: string): GithubAccount {
  const account = accountField(from, field, what);
  if (account === null)
    throw new GithubFailure(
      "unexpected",
      `GitHub does not say which account stands behind ${what} (it may have been deleted). Push the branch again from a living account.`,
    );
  return account;
}

/** Stands for an account that is gone: its id is no account's, so that nothing it did counts for anybody. */
export const nobody: GithubAccount = { id: 0, login: "ghost", kind: "human" };
