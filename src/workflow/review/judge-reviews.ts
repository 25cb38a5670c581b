import type { CommitMeaning } from "../../approval/commit-meaning.ts";
import { judgeApprovals } from "../../approval/judge.ts";
import type { ApprovalVerdict } from "../../approval/verdict.ts";
import type { GithubPullRequest, GithubReader } from "../../ports/github.ts";
import { isGithubFailure } from "../../ports/github-failure.ts";
import type { Diffed } from "../diff.ts";
import { type Commits, meaningAt } from "./change.ts";

export interface ReviewedChange {
  readonly pullRequest: GithubPullRequest;
  /** The change from `base`, whose policies, owners and teams decide, to the merged result. */
  readonly diffed: Diffed;
  /** The commit on the base branch that the change is merged into. */
  readonly base: string;
}

export interface ReviewSources {
  readonly reader: GithubReader;
  readonly commits: Commits;
  /** Receives failures to read teams, whose approvals then do not count. */
  readonly warn: (text: string) => void;
}

/**
 * Judges a pull request's reviews (engine.md 6). Approvers, authors and pushers come from GitHub; the change that each
 * review covers is computed from git. Sends at most four requests without further pages, and one for each team that could
 * approve.
 * @throws GithubFailure when a list cannot be read completely
 */
export async function judgeReviews(change: ReviewedChange, sources: ReviewSources): Promise<ApprovalVerdict> {
  const { pullRequest, diffed, base } = change;
  const { reader, commits } = sources;
  const reviews = await reader.reviews(pullRequest.number);
  const history = await reader.commits(pullRequest.number);
  // The pushes of a fork are not visible: the pusher stays unknown, and the change is not approved.
  const pushes = pullRequest.isFork ? [] : await reader.pushes(pullRequest.head.branch);
  const approvals = reviews.filter(({ state }) => state === "approved");
  const meanings = new Map<string, CommitMeaning>();
  const merged = diffed.sides.head.commit ?? "";
  for (const { commit } of approvals)
    if (!meanings.has(commit)) meanings.set(commit, await meaningAt(commits, commit, { base, merged }));
  const judge = (teams: ReadonlyMap<number, readonly number[]>): ApprovalVerdict =>
    judgeApprovals({
      needs: diffed.needs,
      pullRequest,
      reviews,
      commits: history,
      pushes,
      teams,
      digest: diffed.report.diff.digest,
      meanings,
      base: diffed.sides.base.model,
      at: diffed.at,
    });
  if (approvals.length === 0) return judge(new Map());
  return judgeWithTeams(judge, sources);
}

/** Reads the members of a team only when one of them could approve a pending stage. */
async function judgeWithTeams(
  judge: (teams: ReadonlyMap<number, readonly number[]>) => ApprovalVerdict,
  { reader, warn }: ReviewSources,
): Promise<ApprovalVerdict> {
  const members = new Map<number, readonly number[]>();
  const requested = new Set<number>();
  for (;;) {
    const verdict = judge(members);
    const open = verdict.needs
      .flatMap(({ stages }) => stages)
      .filter(({ servedBy }) => servedBy === null)
      .flatMap(({ approvers }) => approvers)
      .find((approver) => approver.kind === "team" && !requested.has(approver.id));
    if (open?.kind !== "team") return verdict;
    requested.add(open.id);
    try {
      members.set(
        open.id,
        (await reader.teamMembers(open.id)).map(({ id }) => id),
      );
    } catch (problem) {
      if (!isGithubFailure(problem, "denied", "not-found")) throw problem;
      // A team that is not in the map is unknown and cannot approve. The token of a workflow may not read teams.
      warn(`The members of ${open.team} cannot be read, so no approval counts for it. ${problem.message}`);
    }
  }
}
