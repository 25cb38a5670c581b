import type { UserId } from "../model/documents.ts";
import type { GithubAccount } from "../ports/github.ts";
import type { approvalPages } from "./pages.ts";
import type { Approver, Need, Stage } from "./need.ts";

/** Why the reviews of a pull request cannot be judged. No review counts then. */
export type ApprovalProblemRule = "approval/unknown-history" | "approval/unknown-pusher";

/** Why a review does not count. */
export type ApprovalRule = Exclude<keyof typeof approvalPages, ApprovalProblemRule>;

export interface RefusedReview {
  readonly review: number;
  readonly by: GithubAccount;
  readonly rule: ApprovalRule;
  readonly message: string;
}

export interface ApprovalProblem {
  readonly rule: ApprovalProblemRule;
  readonly message: string;
}

/** The review that serves a stage. */
export interface ServedBy {
  readonly review: number;
  readonly by: GithubAccount;
  /** The user of the account; null for a member of a team whom no file of the base commit pins. */
  readonly user: UserId | null;
  readonly commit: string;
  readonly at: string;
  readonly comment: string;
}

export interface StageVerdict {
  readonly stage: Stage;
  /**
   * The approvers who can serve the stage in this pull request: its own, and the fallback's if those are conflicted.
   */
  readonly approvers: readonly Approver[];
  readonly isFallback: boolean;
  readonly servedBy: ServedBy | null;
  /** What is missing, as a sentence; null once the stage is served. */
  readonly missing: string | null;
  /** True: no review by the approvers can serve the stage now, for the reason in `missing`. */
  readonly isStuck: boolean;
}

export interface NeedVerdict {
  readonly need: Need;
  readonly approved: boolean;
  readonly stages: readonly StageVerdict[];
  /** Reviews that count for other needs, but not for this one. */
  readonly refused: readonly RefusedReview[];
}

export interface ApprovalVerdict {
  readonly approved: boolean;
  /** The digest of the judged change. */
  readonly digest: string;
  readonly needs: readonly NeedVerdict[];
  /** Reviews that count for no need. */
  readonly refused: readonly RefusedReview[];
  readonly problems: readonly ApprovalProblem[];
}
