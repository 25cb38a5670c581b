import type { CommitMeaning } from "../../approval/commit-meaning.ts";
import { judgeApprovals } from "../../approval/judge.ts";
import type { ApprovalVerdict } from "../../approval/verdict.ts";
import type { GithubPullRequest, GithubReader } from "../../ports/github.ts";
import { isGithubFailure } from "../../ports/github-failure.ts";
import type { Diffed } from "../diff.ts";
import { type Commits, meaningAt } from "./change.ts";

export interface ReviewedChange {
  readonly pullRequest: GithubPullRequest;
  /** From `base`, whose policies, owners and teams decide, to what is, or would be, merged. */
  readonly diffed: Diffed;
  /** The commit on the base branch that the change comes on top of. */
  readonly base: string;
}

export interface ReviewSources {
  readonly reader: GithubReader;
  readonly commits: Commits;
  /** Is told what could not be read and counts for nothing because of it. */
  readonly warn: (text: string) => void;
}

/**
 * Judges a pull request's reviews (engine.md 6). Who approved, who wrote and who pushed is asked of GitHub; what each
 * review looked at is worked out again from git. Four requests at the most without further pages, and one for each team that
 * an approval could come from.
 * @throws GithubFailure when a list cannot be read whole
 */
export async function judgeReviews(change: ReviewedChange, sources: ReviewSources): Promise<ApprovalVerdict> {
  const { pullRequest, diffed, base } = change;
  const { reader, commits } = sources;
  const reviews = await reader.reviews(pullRequest.number);
  const history = await reader.commits(pullRequest.number);
  // A fork's pushes are not to be seen here: its pusher stays unknown, and nothing is approved.
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

/** Asks for the members of a team only where a stage is open that one of them could serve. */
async function judgeWithTeams(
  judge: (teams: ReadonlyMap<number, readonly number[]>) => ApprovalVerdict,
  { reader, warn }: ReviewSources,
): Promise<ApprovalVerdict> {
  const members = new Map<number, readonly number[]>();
  const asked = new Set<number>();
  for (;;) {
    const verdict = judge(members);
    const open = verdict.needs
      .flatMap(({ stages }) => stages)
      .filter(({ servedBy }) => servedBy === null)
      .flatMap(({ approvers }) => approvers)
      .find((approver) => approver.kind === "team" && !asked.has(approver.id));
    if (open?.kind !== "team") return verdict;
    asked.add(open.id);
    try {
      members.set(
        open.id,
        (await reader.teamMembers(open.id)).map(({ id }) => id),
      );
    } catch (problem) {
      if (!isGithubFailure(problem, "denied", "not-found")) throw problem;
      // Not in the map: unknown, so that nobody of it approves. A workflow's own token may not see teams.
      warn(`The members of ${open.team} cannot be read, so no approval counts for it. ${problem.message}`);
    }
  }
}
