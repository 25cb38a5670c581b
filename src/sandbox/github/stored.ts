import type { GithubAccount } from "./seed.ts";

/** A commit as the caller describes it; accounts of author and committer are named by login. */
export interface CommitInput {
  readonly sha: string;
  readonly by: string | null;
  readonly committer?: string | null;
  readonly message?: string;
  /** The author's name in the commit; default: the author's login. */
  readonly claimedName?: string;
  /** The author's and committer's address in the commit; default: one that does not belong to an account. */
  readonly claimedAddress?: string;
}

/** A commit as the sandbox stores it; the sandbox stores no git objects. */
export interface StoredCommit {
  readonly sha: string;
  readonly message: string;
  /** The accounts that the commit's addresses are linked to; null: none. */
  readonly author: GithubAccount | null;
  readonly committer: GithubAccount | null;
  /** The author's name in the commit. */
  readonly authorName: string;
  readonly committerName: string;
  readonly address: string;
  readonly at: number;
}

export interface StoredIssue {
  readonly number: number;
  readonly author: GithubAccount;
  readonly createdAt: number;
  title: string;
  body: string;
  state: "open" | "closed";
  labels: readonly string[];
  assignees: readonly GithubAccount[];
  updatedAt: number;
  closedAt: number | null;
  /** The pull request of an issue; issues and pull requests share their numbers. */
  readonly pull: StoredPull | null;
}

export interface StoredPull {
  readonly isFork: boolean;
  readonly branch: string;
  readonly base: string;
  baseSha: string;
  commits: readonly StoredCommit[];
  merged: { readonly sha: string; readonly by: GithubAccount; readonly at: number } | null;
  reviewers: readonly GithubAccount[];
  /** Slugs. */
  teamReviewers: readonly string[];
  readonly reviews: StoredReview[];
}

export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";

export interface StoredReview {
  readonly id: number;
  readonly by: GithubAccount;
  readonly commit: string;
  readonly body: string;
  readonly at: number;
  state: ReviewState;
}

export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly by: GithubAccount;
  readonly app: StoredApp | null;
  readonly createdAt: number;
  body: string;
  updatedAt: number;
}

export interface StoredApp {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
}

export interface StoredAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: string;
  readonly message: string;
  readonly title: string | null;
}

export interface StoredCheckRun {
  readonly id: number;
  readonly commit: string;
  readonly app: StoredApp;
  readonly startedAt: number;
  readonly externalId: string;
  name: string;
  status: string;
  conclusion: string | null;
  completedAt: number | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: StoredAnnotation[];
}

export interface StoredActivity {
  readonly id: number;
  readonly branch: string;
  readonly by: GithubAccount | null;
  readonly before: string;
  readonly after: string;
  readonly at: number;
  readonly type: "push" | "force_push" | "branch_deletion" | "branch_creation" | "pr_merge";
}

export interface StoredTeam {
  readonly id: number;
  slug: string;
  name: string;
  /** Account ids: a login can be renamed. */
  members: readonly number[];
}
