import type { SandboxClock } from "../core/exchange.ts";
import { mergePull, openPull, pushCommits } from "./pull-verbs.ts";
import { accountOf, headOf, issueOf, pullOf } from "./repository.ts";
import type { Repository } from "./repository.ts";
import type { GithubAccount, GithubSettings } from "./seed.ts";
import type { CommitInput, ReviewState, StoredApp, StoredCheckRun, StoredComment, StoredIssue } from "./stored.ts";

export interface PullRequestInput {
  readonly author: string;
  readonly title?: string;
  readonly body?: string;
  readonly branch: string;
  /** Default: the default branch. */
  readonly base?: string;
  /** Oldest first. The author pushes them to the branch, unless its tip is already the last one. */
  readonly commits: readonly CommitInput[];
  readonly isFork?: boolean;
}

/** Actions of people on GitHub, and the actual state behind the API. Accounts are named by login. */
export interface GithubState {
  /** Returns the number. */
  openPullRequest(input: PullRequestInput): number;
  push(
    branch: string,
    push: { readonly by: string | null; readonly commits: readonly CommitInput[]; readonly isForced?: boolean },
  ): void;
  /** Adds a review of the head or of another commit; returns its id. */
  review(
    number: number,
    input: { readonly by: string; readonly state: ReviewState; readonly commit?: string; readonly body?: string },
  ): number;
  dismiss(number: number, review: number): void;
  /** Merges as one new commit with this id, which exists in the caller's git (a squash or a merge commit). */
  merge(number: number, input: { readonly by: string; readonly sha: string }): void;
  close(number: number): void;
  /** Adds a comment by an account; with `app`, written through that app. Returns its id. */
  comment(
    number: number,
    input: { readonly by: string | GithubAccount; readonly body: string; readonly app?: StoredApp },
  ): number;
  openIssue(input: {
    readonly by: string;
    readonly title: string;
    readonly body?: string;
    readonly labels?: readonly string[];
  }): number;
  setTeam(id: number, members: readonly string[]): void;
  /** Renames an account. It keeps its id; the old login is free again. */
  renameAccount(id: number, login: string): void;
  addAccount(account: GithubAccount): void;
  changeSettings(change: Partial<GithubSettings>): void;
  issue(number: number): StoredIssue;
  /** Whether an open pull request has this number. */
  isOpenPull(number: number): boolean;
  comments(number: number): readonly StoredComment[];
  /** In the order of creation. */
  checkRuns(commit: string): readonly StoredCheckRun[];
  tip(branch: string): string | undefined;
}

export function stateOf(repository: Repository, clock: SandboxClock): GithubState {
  const account = (login: string): GithubAccount => accountOf(repository, login);
  const change = (number: number): StoredIssue => {
    const issue = issueOf(repository, number);
    issue.updatedAt = clock.now();
    return issue;
  };
  return {
    openPullRequest(input) {
      const { author, branch, commits, base = repository.seed.defaultBranch, isFork = false } = input;
      const { title = branch, body = "" } = input;
      if (!isFork && repository.tips.get(branch) !== commits.at(-1)?.sha)
        pushCommits(repository, { branch, by: account(author), commits, now: clock.now() });
      const opening = { title, body, branch, base, author: account(author), commits, isFork };
      return openPull(repository, opening, clock.now());
    },
    push(branch, { by, commits, isForced = false }) {
      const who = by === null ? null : account(by);
      pushCommits(repository, { branch, by: who, commits, isForced, now: clock.now() });
    },
    review(number, { by, state, commit, body = "" }) {
      const { pull } = pullOf(repository, number);
      const id = repository.nextId();
      pull.reviews.push({ id, by: account(by), commit: commit ?? headOf(pull), body, at: clock.now(), state });
      change(number);
      return id;
    },
    dismiss(number, review) {
      const found = pullOf(repository, number).pull.reviews.find(({ id }) => id === review);
      if (found !== undefined) found.state = "DISMISSED";
    },
    merge: (number, { by, sha }) => mergePull(repository, number, { by: account(by), sha, now: clock.now() }),
    close(number) {
      const issue = change(number);
      issue.state = "closed";
      issue.closedAt = clock.now();
    },
    comment(number, { by, body, app = null }) {
      const id = repository.nextId();
      const now = clock.now();
      const who = typeof by === "string" ? account(by) : by;
      repository.comments.set(id, { id, issue: number, by: who, app, body, createdAt: now, updatedAt: now });
      return id;
    },
    openIssue({ by, title, body = "", labels = [] }) {
      const number = repository.issues.size + 1;
      const now = clock.now();
      const times = { createdAt: now, updatedAt: now, closedAt: null };
      const issue = { number, author: account(by), title, body, labels, assignees: [], pull: null, ...times };
      repository.issues.set(number, { ...issue, state: "open" });
      return number;
    },
    setTeam(id, members) {
      const team = repository.teams.get(id);
      if (team === undefined) throw new Error(`Unknown team ${id} in the GitHub sandbox.`);
      team.members = members.map((login) => account(login).id);
    },
    renameAccount(id, login) {
      const found = repository.accounts.get(id);
      if (found === undefined) throw new Error(`Unknown account ${id} in the GitHub sandbox.`);
      repository.accounts.set(id, { ...found, login });
    },
    addAccount: (added) => void repository.accounts.set(added.id, added),
    changeSettings: (changes) => void (repository.settings = { ...repository.settings, ...changes }),
    issue: (number) => issueOf(repository, number),
    isOpenPull(number) {
      const found = repository.issues.get(number);
      return found?.state === "open" && found.pull !== null;
    },
    comments: (number) => [...repository.comments.values()].filter(({ issue }) => issue === number),
    checkRuns: (commit) => [...repository.checkRuns.values()].filter((run) => run.commit === commit),
    tip: (branch) => repository.tips.get(branch),
  };
}
