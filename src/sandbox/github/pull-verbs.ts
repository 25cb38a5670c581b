import { accountOf, hasPull, nextNumber, pullOf } from "./repository.ts";
import type { Repository } from "./repository.ts";
import type { GithubAccount } from "./seed.ts";
import type { CommitInput, StoredActivity, StoredCommit, StoredIssue } from "./stored.ts";

export interface Opening {
  readonly title: string;
  readonly body: string;
  readonly branch: string;
  readonly base: string;
  readonly author: GithubAccount;
  readonly commits: readonly CommitInput[];
  readonly isFork?: boolean;
}

/** Opens a pull request for a branch with these commits; returns its number. */
export function openPull(repository: Repository, opening: Opening, now: number): number {
  const { branch, base, author, commits, isFork = false } = opening;
  const number = nextNumber(repository);
  const baseSha = repository.tips.get(base) ?? "";
  const issue: StoredIssue = {
    number,
    author,
    createdAt: now,
    title: opening.title,
    body: opening.body,
    state: "open",
    labels: [],
    assignees: [],
    updatedAt: now,
    closedAt: null,
    pull: {
      isFork,
      branch,
      base,
      baseSha,
      commits: commits.map((commit) => storedCommit(repository, commit, now)),
      merged: null,
      reviewers: [],
      teamReviewers: [],
      reviews: [],
    },
  };
  repository.issues.set(number, issue);
  return number;
}

export interface Push {
  readonly branch: string;
  readonly by: GithubAccount | null;
  /** The new commits, oldest first. */
  readonly commits: readonly CommitInput[];
  /** A forced push replaces the branch's commits. */
  readonly isForced?: boolean;
  readonly now: number;
}

/** Pushes to a branch: records the push and adds the commits to open pull requests from the branch. */
export function pushCommits(repository: Repository, push: Push): void {
  const { branch, by, commits, isForced = false, now } = push;
  const before = repository.tips.get(branch);
  const after = commits.at(-1)?.sha ?? before ?? "";
  const type = before === undefined ? "branch_creation" : isForced ? "force_push" : "push";
  record(repository, { branch, by, before: before ?? "0".repeat(40), after, at: now, type });
  repository.tips.set(branch, after);
  repository.pushed.set(branch, [...(isForced ? [] : (repository.pushed.get(branch) ?? [])), ...commits]);
  for (const issue of [...repository.issues.values()].filter(hasPull)) {
    if (issue.state !== "open" || issue.pull.isFork || issue.pull.branch !== branch) continue;
    const added = commits.map((commit) => storedCommit(repository, commit, now));
    issue.pull.commits = isForced ? added : [...issue.pull.commits, ...added];
    issue.updatedAt = now;
  }
}

/** Merges a pull request as one new commit of its base branch. */
export function mergePull(
  repository: Repository,
  number: number,
  { by, sha, now }: { readonly by: GithubAccount; readonly sha: string; readonly now: number },
): void {
  const issue = pullOf(repository, number);
  const { base } = issue.pull;
  record(repository, {
    branch: base,
    by,
    before: repository.tips.get(base) ?? "",
    after: sha,
    at: now,
    type: "pr_merge",
  });
  repository.tips.set(base, sha);
  issue.pull.merged = { sha, by, at: now };
  issue.state = "closed";
  issue.closedAt = now;
  issue.updatedAt = now;
}

function record(repository: Repository, entry: Omit<StoredActivity, "id">): void {
  repository.activity.push({ id: repository.nextId(), ...entry });
}

function storedCommit(repository: Repository, input: CommitInput, now: number): StoredCommit {
  const account = (login: string | null): GithubAccount | null => (login === null ? null : known(repository, login));
  const { sha, by, committer = by, message = `Change ${sha.slice(0, 7)}` } = input;
  const authorName = input.claimedName ?? by ?? "unknown";
  return {
    sha,
    message,
    author: account(by),
    committer: account(committer),
    authorName,
    committerName: committer ?? "unknown",
    address: input.claimedAddress ?? "name@acme.example",
    at: now,
  };
}

/** Returns the account of a login. Bots are not in the seed. */
function known(repository: Repository, login: string): GithubAccount | null {
  return login.endsWith("[bot]") ? null : accountOf(repository, login);
}
