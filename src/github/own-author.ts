import { accountField } from "./accounts.ts";
import type { GithubApi } from "./github-api.ts";
import { isGithubFailure } from "../ports/github-failure.ts";
import { isJson, numberField, textField } from "./json.ts";
import type { Json } from "./json.ts";

/** The account that GitHub shows as the author of Rolecall's own writes. */
export type OwnAuthor =
  | { readonly kind: "account"; readonly id: number; readonly name: string }
  /** `slug`: the app's name in its address. Its bot's login is the slug with `[bot]`, which no person can register. */
  | { readonly kind: "app"; readonly slug: string; readonly name: string };

/** The app that GitHub shows as the author of writes with a workflow's own token. All workflows share it. */
export const workflowApp = "github-actions";

/**
 * Finds the author of Rolecall's own comments. GitHub refuses `GET /user` to the tokens of apps, including a workflow's
 * own token; their prefix `ghs_` identifies them:
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

/** Matches a comment of this author: by account id; for an app by its bot, and by the app where GitHub names it. */
export function isBy(comment: Json, self: OwnAuthor): boolean {
  const user = accountField(comment, "user", "a comment");
  if (user === null) return false;
  if (self.kind === "account") return user.id === self.id;
  const via = comment["performed_via_github_app"];
  return user.kind === "bot" && user.login === self.name && (!isJson(via) || via["slug"] === self.slug);
}
