/** A GitHub account. `id` is immutable; a login can be renamed and registered again by another person (threat G10). */
export interface GithubAccount {
  readonly id: number;
  readonly login: string;
  readonly kind: "human" | "bot";
}

export interface GithubReview {
  readonly id: number;
  readonly by: GithubAccount;
  readonly state: "approved" | "changes-requested" | "commented" | "dismissed" | "pending";
  /** The reviewed commit. */
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
  /** The merge commit on the base branch; null: not merged. */
  readonly mergeCommit: string | null;
  readonly mergedBy: GithubAccount | null;
}

/** A commit of a pull request. Names in its text are claims; only linked accounts identify people (threat G17). */
export interface GithubCommit {
  readonly sha: string;
  readonly author: GithubAccount | null;
  readonly committer: GithubAccount | null;
  /** The addresses in the commit, which its author can choose; GitHub links an account only to an address that it knows. */
  readonly authorAddress: string | null;
  readonly committerAddress: string | null;
  readonly message: string;
}

/** One push to the pull request's branch. */
export interface GithubPush {
  readonly by: GithubAccount;
  readonly after: string;
  readonly at: string;
}

/** The rules that GitHub enforces on a branch; null: not visible to the credential. */
export interface BranchRules {
  readonly pullRequestRequired: boolean | null;
  readonly codeOwnerReview: boolean | null;
  readonly staleReviewsDismissed: boolean | null;
  readonly lastPushApproval: boolean | null;
  readonly forcePushBlocked: boolean | null;
  readonly deletionBlocked: boolean | null;
  readonly upToDate: boolean | null;
  /** Whether a pull request cannot be merged by rebase. */
  readonly rebaseBlocked: boolean | null;
  /** Whether only accounts on a list can push to the branch. */
  readonly pushesRestricted: boolean | null;
  /** Whether only accounts on a list can create the branch. */
  readonly creationRestricted: boolean | null;
  /** The number of approvals that GitHub requires. */
  readonly requiredApprovals: number | null;
  /** Names of required checks with the app that must report each; null: any app. */
  readonly requiredChecks: readonly { readonly name: string; readonly app: number | null }[] | null;
  readonly bypassActors: number | null;
}

/** The commit of a branch, and whether GitHub requires a pull request for every change. */
export interface GithubBranch {
  readonly commit: string;
  readonly isProtected: boolean;
}

/** Reads GitHub. Every list is complete, or the call throws: unknown never counts as approved. */
export interface GithubReader {
  pullRequest(number: number): Promise<GithubPullRequest>;
  /** Returns the pull requests of a commit on the branch. */
  pullRequestsOfCommit(sha: string): Promise<readonly GithubPullRequest[]>;
  /** Returns the numbers of the open pull requests whose head is this commit, also those of forks. */
  openPullRequestsAt(commit: string): Promise<readonly number[]>;
  /** Returns the reviews, oldest first. */
  reviews(number: number): Promise<readonly GithubReview[]>;
  commits(number: number): Promise<readonly GithubCommit[]>;
  /** Returns the pushes to a branch, newest first. */
  pushes(branch: string): Promise<readonly GithubPush[]>;
  /** Returns the accounts of a team, by the immutable team id. */
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
  /** The base branch and the number of the pull request, for people and other tools: `main#12`. */
  readonly externalId?: string;
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

/** A comment that Rolecall wrote. */
export interface OwnComment {
  readonly body: string;
  /** The address of the comment's page. */
  readonly url: string;
}

/** Writes to GitHub; it cannot read the data that approvals are evaluated from. */
export interface GithubWriter {
  /** Creates or updates the comment with this marker. The comment is identified by author and marker; an equal body is not written. */
  upsertComment(pullRequest: number, marker: string, body: string): Promise<"created" | "updated" | "unchanged">;
  /** Returns the own comment with this marker, as `upsertComment` finds it; null: there is none. */
  ownComment(pullRequest: number, marker: string): Promise<OwnComment | null>;
  publishCheck(result: CheckResult): Promise<void>;
  openPullRequest(request: NewPullRequest): Promise<{ readonly number: number; readonly url: string }>;
}
