import type { UserId } from "../model/documents.ts";
import type { GithubAccount } from "../ports/github.ts";
import type { approvalPages } from "./pages.ts";
import type { Approver, Need, Stage } from "./need.ts";

/** Why nothing that was read of a pull request can be judged; no review counts then. */
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
  /** The user whose account it is; null for a member of a team whom no file of the base commit pins. */
  readonly user: UserId | null;
  readonly commit: string;
  readonly at: string;
  readonly comment: string;
}

export interface StageVerdict {
  readonly stage: Stage;
  /** Who can serve it in this pull request: the stage's approvers, and the fallback's where those are conflicted. */
  readonly approvers: readonly Approver[];
  readonly isFallback: boolean;
  readonly servedBy: ServedBy | null;
  /** What is still to be done, in a sentence; null once it is served. */
  readonly missing: string | null;
}

export interface NeedVerdict {
  readonly need: Need;
  readonly approved: boolean;
  readonly stages: readonly StageVerdict[];
  /** Reviews that count elsewhere, and not for this need. */
  readonly refused: readonly RefusedReview[];
}

export interface ApprovalVerdict {
  readonly approved: boolean;
  /** What was judged: the digest of the change to be merged. */
  readonly digest: string;
  readonly needs: readonly NeedVerdict[];
  /** Reviews that count for nothing. */
  readonly refused: readonly RefusedReview[];
  readonly problems: readonly ApprovalProblem[];
}
