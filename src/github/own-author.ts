import { accountField } from "./accounts.ts";
import type { GithubApi } from "./github-api.ts";
import { isGithubFailure } from "../ports/github-failure.ts";
import { isJson, numberField, textField } from "./json.ts";
import type { Json } from "./json.ts";

/** Under which account our own writes appear. */
export type OwnAuthor =
  | { readonly kind: "account"; readonly id: number; readonly name: string }
  /** `slug`: the app's name in its address; its bot's login is the slug with `[bot]`, which no person can register. */
  | { readonly kind: "app"; readonly slug: string; readonly name: string };

/** What a workflow's own token writes appears under this app, which all workflows of a repository share. */
export const workflowApp = "github-actions";

/**
 * Whose comments are ours. Tokens of apps, a workflow's own among them, may not ask who they are
 * (`GET /user` is refused to them); GitHub's prefix `ghs_` tells them without asking:
 * https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
 */
export async function findOwnAuthor(
  api: GithubApi,
  { token, app }: { readonly token: string; readonly app: string },
): Promise<OwnAuthor> {
  const asApp: OwnAuthor = { kind: "app", slug: app, name: `${app}[bot]` };
  if (token.startsWith("ghs_")) return asApp;
  try {
    const doing = "read the account behind the token";
    const user = await api.get({ route: "GET /user", doing });
    return { kind: "account", id: numberField(user, "id", doing), name: textField(user, "login", doing) };
  } catch (error) {
    if (isGithubFailure(error, "denied", "not-found") && !error.message.includes("does not accept the token"))
      return asApp;
    throw error;
  }
}

/** Whether the comment was written by us: by account id; for an app by its bot, and through that app where this is said. */
export function isBy(comment: Json, self: OwnAuthor): boolean {
  const user = accountField(comment, "user", "a comment");
  if (user === null) return false;
  if (self.kind === "account") return user.id === self.id;
  const via = comment["performed_via_github_app"];
  return user.kind === "bot" && user.login === self.name && (!isJson(via) || via["slug"] === self.slug);
}
