/** An account of GitHub. `id` is immutable; a login can be renamed and registered again by somebody else (threat G10). */
export interface GithubAccount {
  readonly id: number;
  readonly login: string;
  readonly kind: "human" | "bot";
}

export interface GithubReview {
  readonly id: number;
  readonly by: GithubAccount;
  readonly state: "approved" | "changes-requested" | "commented" | "dismissed" | "pending";
  /** The commit that was looked at. */
  readonly commit: string;
  readonly at: string;
  readonly body: string;
}

export interface GithubPullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly author: GithubAccount;
  readonly state: "open" | "closed" | "merged";
  readonly isFork: boolean;
  readonly head: { readonly commit: string; readonly branch: string };
  readonly base: { readonly commit: string; readonly branch: string };
  /** The commit on the base branch that the merge made; null while it is not merged. */
  readonly mergeCommit: string | null;
  readonly mergedBy: GithubAccount | null;
}

/** A commit of a pull request. Its free-text names are claims; only linked accounts say who (threat G17). */
export interface GithubCommit {
  readonly sha: string;
  readonly author: GithubAccount | null;
  readonly committer: GithubAccount | null;
  readonly message: string;
}

/** One push to the pull request's branch. */
export interface GithubPush {
  readonly by: GithubAccount;
  readonly after: string;
  readonly at: string;
}

/** What GitHub enforces on a branch, as far as the credential may see it; null: not visible. */
export interface BranchRules {
  readonly pullRequestRequired: boolean | null;
  readonly codeOwnerReview: boolean | null;
  readonly staleReviewsDismissed: boolean | null;
  readonly lastPushApproval: boolean | null;
  readonly forcePushBlocked: boolean | null;
  readonly deletionBlocked: boolean | null;
  readonly upToDate: boolean | null;
  /** Names of required checks, with the app that has to report each; null: any may. */
  readonly requiredChecks: readonly { readonly name: string; readonly app: number | null }[] | null;
  readonly bypassActors: number | null;
}

/** Where a branch stands, and whether GitHub lets nobody push to it without a pull request. */
export interface GithubBranch {
  readonly commit: string;
  readonly isProtected: boolean;
}

/** Reads GitHub; every list is whole, or the call throws: unknown never counts as approved. */
export interface GithubReader {
  pullRequest(number: number): Promise<GithubPullRequest>;
  /** The pull requests that brought a commit to the branch. */
  pullRequestsOfCommit(sha: string): Promise<readonly GithubPullRequest[]>;
  /** In the order in which they were given. */
  reviews(number: number): Promise<readonly GithubReview[]>;
  commits(number: number): Promise<readonly GithubCommit[]>;
  /** Who pushed to a branch, newest first. */
  pushes(branch: string): Promise<readonly GithubPush[]>;
  /** The accounts in a team, by the team's immutable id. */
  teamMembers(team: number): Promise<readonly GithubAccount[]>;
  branchRules(branch: string): Promise<BranchRules>;
  branch(name: string): Promise<GithubBranch>;
}

export interface CheckAnnotation {
  readonly file: string;
  readonly line: number;
  readonly level: "failure" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
}

export interface CheckResult {
  readonly name: string;
  readonly commit: string;
  readonly conclusion: "success" | "failure" | "neutral" | "action_required";
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
}

export interface NewPullRequest {
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  /** Logins. */
  readonly reviewers: readonly string[];
  /** Team slugs, without the organization. */
  readonly teamReviewers: readonly string[];
}

/** Writes to GitHub; it cannot read what approvals are judged by. */
export interface GithubWriter {
  /** Makes our one comment with this marker say `body`: found by author and marker, updated in place, left alone when equal. */
  upsertComment(pullRequest: number, marker: string, body: string): Promise<"created" | "updated" | "unchanged">;
  publishCheck(result: CheckResult): Promise<void>;
  openPullRequest(request: NewPullRequest): Promise<{ readonly number: number; readonly url: string }>;
}
