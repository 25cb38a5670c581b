import { approvalsNeeded } from "../../src/approval/needs.ts";
import { judgeApprovals, type ReviewedPullRequest } from "../../src/approval/judge.ts";
import type { Need } from "../../src/approval/need.ts";
import type { ApprovalVerdict } from "../../src/approval/verdict.ts";
import type { AccessModel, User, UserId } from "../../src/model/documents.ts";
import { changeBetween } from "../../src/plan/change.ts";
import type {
  GithubAccount,
  GithubCommit,
  GithubPullRequest,
  GithubPush,
  GithubReview,
} from "../../src/ports/github.ts";
import { now } from "./model.ts";
import { sideOf } from "./planned.ts";

/** A GitHub account. The id is derived from the login, so that tests need only the login. */
export function account(login: string, changes: Partial<GithubAccount> = {}): GithubAccount {
  return { id: accountId(login), login, kind: "human", ...changes };
}

export function accountId(login: string): number {
  let sum = 7;
  for (let index = 0; index < login.length; index += 1) sum = (sum * 31 + login.charCodeAt(index)) % 1_000_003;
  return sum;
}

/** Returns a user's pinned account, for `aUser(id, pinned(id))`. */
export const pinned = (login: string): Pick<User, "github"> => ({ github: { login, id: accountId(login) } });

/** Returns the needs of a change between two models. `files`: additional paths that the change touches. */
export function needsBetween(base: AccessModel, head: AccessModel, files: readonly string[] = []): readonly Need[] {
  const { accessChanges, modelChanges } = changeBetween(sideOf(base), sideOf(head), now);
  return approvalsNeeded({
    base,
    head,
    accessChanges,
    modelChanges,
    changedFiles: files,
    at: now,
  });
}

export function digestBetween(base: AccessModel, head: AccessModel): string {
  return changeBetween(sideOf(base), sideOf(head), now).digest;
}

export const headCommit = "c0ffee0000000000000000000000000000000002";
export const firstCommit = "c0ffee0000000000000000000000000000000001";

/** One pull request and its reviews, built step by step. Every method returns a new scenario. */
export interface PullRequestScenario {
  readonly base: AccessModel;
  readonly head: AccessModel;
  readonly files: readonly string[];
  readonly pullRequest: GithubPullRequest;
  readonly reviews: readonly GithubReview[];
  readonly commits: readonly GithubCommit[];
  readonly pushes: readonly GithubPush[];
  /** Logins of the members, by team id. */
  readonly teams: Readonly<Record<number, readonly string[]>>;
  /** Digests by commit, when they differ from the head's. */
  readonly digestAt: Readonly<Record<string, string | null>>;
  readonly beneficiaries: readonly UserId[];
}

export function aPullRequest(
  base: AccessModel,
  head: AccessModel,
  {
    author,
    teams,
    files = [],
  }: { author: string; teams: Record<number, readonly string[]>; files?: readonly string[] },
): PullRequestScenario {
  return {
    base,
    head,
    files,
    pullRequest: {
      number: 7,
      url: "https://github.example/acme/access/pull/7",
      title: "A change",
      author: account(author),
      state: "open",
      isFork: false,
      head: { commit: headCommit, branch: "change" },
      base: { commit: "ba5e000000000000000000000000000000000001", branch: "main" },
      mergeCommit: null,
      mergedBy: null,
    },
    reviews: [],
    commits: [aCommit(firstCommit, author), aCommit(headCommit, author)],
    pushes: [aPush(author, headCommit)],
    teams,
    digestAt: {},
    beneficiaries: [],
  };
}

export function aCommit(sha: string, by: string | null, changes: Partial<GithubCommit> = {}): GithubCommit {
  const author = by === null ? null : account(by);
  return {
    sha,
    author,
    committer: author,
    authorAddress: null,
    committerAddress: null,
    message: "Change access",
    ...changes,
  };
}

export function aPush(by: string, after: string): GithubPush {
  return { by: account(by), after, at: "2026-11-20T09:00:00Z" };
}

/** Returns the scenario with one more review, later than the others. */
export function reviewed(
  scenario: PullRequestScenario,
  login: string,
  changes: Partial<GithubReview> = {},
): PullRequestScenario {
  const position = scenario.reviews.length + 1;
  const review: GithubReview = {
    id: 100 + position,
    by: account(login),
    state: "approved",
    commit: headCommit,
    at: new Date(Date.parse("2026-11-20T10:00:00Z") + position * 60_000).toISOString(),
    body: "Fine, agreed with the team",
    ...changes,
  };
  return { ...scenario, reviews: [...scenario.reviews, review] };
}

export function factsOf(scenario: PullRequestScenario): ReviewedPullRequest {
  const digest = digestBetween(scenario.base, scenario.head);
  return {
    needs: needsBetween(scenario.base, scenario.head, scenario.files),
    pullRequest: scenario.pullRequest,
    reviews: scenario.reviews,
    commits: scenario.commits,
    pushes: scenario.pushes,
    teams: new Map(Object.entries(scenario.teams).map(([id, logins]) => [Number(id), logins.map(accountId)])),
    digest,
    meanings: new Map(
      Object.entries({ [headCommit]: digest, ...scenario.digestAt }).map(([commit, value]) => [
        commit,
        value === null ? { kind: "unreadable" } : { kind: "same-content", digest: value },
      ]),
    ),
    base: scenario.base,
    beneficiaries: scenario.beneficiaries,
    at: now,
  };
}

export function judge(scenario: PullRequestScenario): ApprovalVerdict {
  return judgeApprovals(factsOf(scenario));
}

/** Returns every rule that a verdict names: of reviews that do not count, of reviews that fail a need, and of problems. */
export function rulesIn(verdict: ApprovalVerdict): readonly string[] {
  return [
    ...new Set([
      ...verdict.problems.map(({ rule }) => rule),
      ...verdict.refused.map(({ rule }) => rule),
      ...verdict.needs.flatMap(({ refused }) => refused.map(({ rule }) => rule)),
    ]),
  ].sort();
}
