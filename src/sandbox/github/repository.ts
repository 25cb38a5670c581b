import { createHash } from "node:crypto";
import { GithubRefusal, notFound } from "./refusal.ts";
import { actionsBot, rolecallBot, soundSettings } from "./seed.ts";
import type { GithubAccount, GithubSeed, GithubSettings } from "./seed.ts";
import type {
  CommitInput,
  StoredActivity,
  StoredCheckRun,
  StoredComment,
  StoredIssue,
  StoredPull,
  StoredTeam,
} from "./stored.ts";

/** The complete state of the sandbox. */
export interface Repository {
  readonly seed: GithubSeed["repository"];
  readonly accounts: Map<number, GithubAccount>;
  readonly teams: Map<number, StoredTeam>;
  /** Issues and pull requests, by number. */
  readonly issues: Map<number, StoredIssue>;
  readonly comments: Map<number, StoredComment>;
  readonly checkRuns: Map<number, StoredCheckRun>;
  /** Newest last. */
  readonly activity: StoredActivity[];
  /** The tip of each branch. */
  readonly tips: Map<string, string>;
  /** The pushed commits of each branch, oldest first, since it was created or rewritten. */
  readonly pushed: Map<string, readonly CommitInput[]>;
  /** The text of each path, on the default branch. */
  readonly files: Map<string, string>;
  settings: GithubSettings;
  /** Returns the next id for objects other than issues. */
  nextId(): number;
  /** Returns a generated commit id: forty hex digits, the same in every run. */
  nextSha(): string;
}

export function createRepository({ repository, accounts, teams, files = {}, settings }: GithubSeed): Repository {
  let lastId = 70_000;
  const byLogin = new Map(accounts.map((account) => [account.login, account.id]));
  const idOf = (login: string): number => {
    const id = byLogin.get(login);
    if (id === undefined) throw new Error(`Unknown account ${login}: it is not in the seed of the GitHub sandbox.`);
    return id;
  };
  const nextId = (): number => (lastId += 1);
  return {
    seed: repository,
    accounts: new Map(accounts.map((account) => [account.id, account])),
    teams: new Map(
      teams.map(({ id, slug, name = slug, members }) => [id, { id, slug, name, members: members.map(idOf) }]),
    ),
    issues: new Map(),
    comments: new Map(),
    checkRuns: new Map(),
    activity: [],
    tips: new Map([[repository.defaultBranch, repository.tip]]),
    pushed: new Map(),
    files: new Map(Object.entries(files)),
    settings: { ...soundSettings(repository.defaultBranch), ...settings },
    nextId,
    nextSha: () => createHash("sha1").update(`made up ${nextId()}`).digest("hex"),
  };
}

/** Returns the account with this login; the two bots need no seed. */
export function accountOf({ accounts }: Repository, login: string): GithubAccount {
  for (const account of [...accounts.values(), rolecallBot, actionsBot])
    if (account.login.toLowerCase() === login.toLowerCase()) return account;
  throw new GithubRefusal(404, "Not Found");
}

export function issueOf({ issues }: Repository, number: number): StoredIssue {
  const issue = issues.get(number);
  if (issue === undefined) throw notFound();
  return issue;
}

export function pullOf(repository: Repository, number: number): StoredIssue & { readonly pull: StoredPull } {
  const issue = issueOf(repository, number);
  if (!hasPull(issue)) throw notFound();
  return issue;
}

export function hasPull(issue: StoredIssue): issue is StoredIssue & { readonly pull: StoredPull } {
  return issue.pull !== null;
}

/** Returns the next number, which issues and pull requests share. */
export const nextNumber = ({ issues }: Repository): number => issues.size + 1;

/** Returns the last commit of a pull request's branch. */
export const headOf = (pull: StoredPull): string => pull.commits.at(-1)?.sha ?? pull.baseSha;
