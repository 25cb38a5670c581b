import type { Edit } from "./edit.ts";

/** A review that exists when the comment is written. */
export interface ExistingReview {
  /** The user who submitted it. */
  readonly by: string;
  /** The comment of the review. */
  readonly body: string;
}

/** A typical change of the sample company, whose pull request gets a comment. */
export interface CommentScenario {
  /** The name of the branch and of the written files. */
  readonly id: string;
  readonly title: string;
  /** The user who opens the pull request. */
  readonly author: string;
  /** What the company has before the change, and the sample does not. */
  readonly before?: readonly Edit[];
  readonly edits: readonly Edit[];
  /** Approvals of the head; default: none. */
  readonly approvals?: readonly ExistingReview[];
}
