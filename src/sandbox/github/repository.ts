import { createHash } from "node:crypto";
import { GithubRefusal, notFound } from "./refusal.ts";
import { actionsBot, rolecallBot, soundSettings } from "./seed.ts";
import type { GithubAccount, GithubSeed, GithubSettings } from "./seed.ts";
import type {
  CommitTold,
  StoredActivity,
  StoredCheckRun,
  StoredComment,
  StoredIssue,
  StoredPull,
  StoredTeam,
} from "./stored.ts";

/** All that the sandbox remembers. */
export interface Repository {
  readonly seed: GithubSeed["repository"];
  readonly accounts: Map<number, GithubAccount>;
  readonly teams: Map<number, StoredTeam>;
  /** Pull requests among them, by number. */
  readonly issues: Map<number, StoredIssue>;
  readonly comments: Map<number, StoredComment>;
  readonly checkRuns: Map<number, StoredCheckRun>;
  /** Newest last. */
  readonly activity: StoredActivity[];
  /** Branch to its tip. */
  readonly tips: Map<string, string>;
  /** Branch to what was pushed to it, oldest first, since it was made or rewritten. */
  readonly pushed: Map<string, readonly CommitTold[]>;
  /** Path to text, on the default branch. */
  readonly files: Map<string, string>;
  settings: GithubSettings;
  /** The next id of anything but issues. */
  nextId(): number;
  /** A commit id that the sandbox makes up: forty hex digits, the same in every run. */
  nextSha(): string;
}

export function createRepository({ repository, accounts, teams, files = {}, settings }: GithubSeed): Repository {
  let lastId = 70_000;
  const byLogin = new Map(accounts.map((account) => [account.login, account.id]));
  const idOf = (login: string): number => {
    const id = byLogin.get(login);
    if (id === undefined) throw new Error(`the sandbox's seed has no account ${login}`);
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

/** The account with this login; the two bots have theirs without being in the seed. */
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

/** Issues and pull requests share one row of numbers. */
export const nextNumber = ({ issues }: Repository): number => issues.size + 1;

/** The commit a pull request's branch stands at. */
export const headOf = (pull: StoredPull): string => pull.commits.at(-1)?.sha ?? pull.baseSha;
