import type { AccessModel } from "../../model/documents.ts";
import type { GithubSeed, GithubToken } from "../github/seed.ts";

export interface GithubCompany {
  /** `organization/name`. */
  readonly repository: string;
  readonly defaultBranch: string;
  /** The commit at the tip of the default branch. */
  readonly tip: string;
  /** The members of each team: user ids, by team name. */
  readonly teamMembers: Readonly<Record<string, readonly string[]>>;
  /** Personal tokens: user id, by token. */
  readonly personalTokens: Readonly<Record<string, string>>;
  /** The token of the installed app; the workflows use it. */
  readonly appToken: string;
}

/** Returns the company's repository on GitHub: accounts of people with pinned ids, teams and tokens. */
export function githubSeed(model: AccessModel, company: GithubCompany): GithubSeed {
  const [owner = "", name = ""] = company.repository.split("/");
  const accounts = new Map<string, { readonly id: number; readonly login: string }>();
  for (const { id, github } of model.users.values())
    if (github !== null && github.id !== null) accounts.set(id, { id: github.id, login: github.login });
  const loginsOf = (team: string): readonly string[] =>
    (company.teamMembers[team] ?? []).flatMap((user) => accounts.get(user)?.login ?? []);
  const tokens = new Map<string, GithubToken>([[company.appToken, { kind: "app" }]]);
  for (const [token, user] of Object.entries(company.personalTokens)) {
    const account = accounts.get(user);
    if (account === undefined) throw new Error(`User ${user} has no GitHub account: expected a pinned id and login.`);
    tokens.set(token, { kind: "person", account: account.id });
  }
  return {
    repository: {
      id: 70_001,
      name,
      owner: { id: 70_000, login: owner },
      defaultBranch: company.defaultBranch,
      tip: company.tip,
    },
    accounts: [...accounts.values()],
    teams: [...model.organization.teams].map(([team, id]) => ({
      id,
      slug: team.slice(team.indexOf("/") + 1),
      members: loginsOf(team),
    })),
    settings: { environments: [] },
    tokens: Object.fromEntries(tokens),
  };
}
