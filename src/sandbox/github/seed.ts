/** An account of GitHub: a person, or an app's bot. */
export interface GithubAccount {
  readonly id: number;
  readonly login: string;
  /** Default: human. */
  readonly kind?: "human" | "bot";
}

export interface GithubSeedTeam {
  readonly id: number;
  readonly slug: string;
  readonly name?: string;
  /** Logins. */
  readonly members: readonly string[];
}

/** The kinds of bearer tokens, by what they may do. */
export type TokenKind = "job" | "fork-job" | "app" | "person";

export interface GithubToken {
  /**
   * - `job`: the token of a workflow run of the repository: writes comments, checks and pull requests, reads no settings
   * - `fork-job`: the same for a pull request from a fork: only reads
   * - `app`: an installed app with every permission that Rolecall can use
   * - `person`: a personal access token with every permission, except for check runs, which GitHub refuses
   */
  readonly kind: TokenKind;
  /** The id of the person behind a personal token: the token stays valid when the login changes. */
  readonly account?: number;
}

/** A rule of a ruleset, as the API writes it. */
export interface GithubRule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface GithubRuleset {
  readonly id: number;
  readonly name: string;
  /** The branches that it covers. */
  readonly branches: readonly string[];
  readonly rules: readonly GithubRule[];
  readonly bypass: readonly { readonly id: number | null; readonly type: string }[];
}

/** Classic protection of a branch. */
export interface GithubProtection {
  readonly branch: string;
  /** Null: no pull request is required. */
  readonly reviews: {
    readonly codeOwners: boolean;
    readonly dismissStale: boolean;
    readonly lastPush: boolean;
    /** The number of required approvals. Default: 1. */
    readonly approvals?: number;
    /** Logins that may bypass the reviews. */
    readonly bypass: readonly string[];
  } | null;
  readonly checks: {
    readonly strict: boolean;
    readonly required: readonly { readonly name: string; readonly app: number | null }[];
  } | null;
  readonly enforceAdmins: boolean;
  readonly allowForcePushes: boolean;
  readonly allowDeletions: boolean;
}

export interface GithubEnvironment {
  readonly name: string;
  /** `any`: every branch may deploy; `protected`: every protected branch; a list: these branches. */
  readonly branches: "any" | "protected" | readonly string[];
  readonly adminsMayBypass: boolean;
  readonly preventSelfReview: boolean;
  /** Logins of the required reviewers of a job; empty: none. */
  readonly reviewers: readonly string[];
  /** Names of its secrets. */
  readonly secrets: readonly string[];
}

export interface GithubCodeownersError {
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly message: string;
  readonly source: string;
  readonly path: string;
}

/** The settings of the repository. */
export interface GithubSettings {
  readonly visibility: "private" | "internal" | "public";
  /** Whether the repository allows rebase merges; a ruleset can block them for a branch. */
  readonly rebaseMerges: boolean;
  readonly rulesets: readonly GithubRuleset[];
  readonly protections: readonly GithubProtection[];
  readonly environments: readonly GithubEnvironment[];
  /** Names. */
  readonly repositorySecrets: readonly string[];
  /** Names of the organization's secrets that the repository may use. */
  readonly organizationSecrets: readonly string[];
  readonly actions: {
    readonly allowed: "all" | "local_only" | "selected";
    readonly pinningRequired: boolean;
    readonly defaultPermissions: "read" | "write";
    readonly mayApprove: boolean;
  };
  readonly codeownersErrors: readonly GithubCodeownersError[];
  /** Names of the self-hosted runners. */
  readonly runners: readonly string[];
  readonly deployKeys: readonly { readonly title: string; readonly readOnly: boolean }[];
  /** What a pull request from a fork may do. */
  readonly forks: {
    readonly runWorkflows: boolean;
    readonly sendWriteTokens: boolean;
    readonly sendSecrets: boolean;
    readonly requireApproval: boolean;
  };
  /** The claims of the subject of identity tokens; null: GitHub's own template. */
  readonly subjectClaims: readonly string[] | null;
  readonly workflows: readonly { readonly path: string; readonly state: string }[];
  /** Names. */
  readonly dependabotSecrets: readonly string[];
  readonly codespacesSecrets: readonly string[];
}

export interface GithubSeed {
  readonly repository: {
    readonly id: number;
    readonly name: string;
    readonly owner: { readonly id: number; readonly login: string };
    readonly defaultBranch: string;
    /** The commit at the tip of the default branch. */
    readonly tip: string;
  };
  readonly accounts: readonly GithubAccount[];
  readonly teams: readonly GithubSeedTeam[];
  /** The text of each path, on the default branch. */
  readonly files?: Readonly<Record<string, string>>;
  /** Differences from `soundSettings`. */
  readonly settings?: Partial<GithubSettings>;
  /** The kind of each bearer token; other tokens are of the kind `job`. */
  readonly tokens?: Readonly<Record<string, GithubToken>>;
}

/** The app of GitHub Actions: its bot is the author of writes with a job's token. */
export const actionsApp = { id: 15368, slug: "github-actions", name: "GitHub Actions" } as const;
export const actionsBot: GithubAccount = { id: 41898282, login: "github-actions[bot]", kind: "bot" };

/** The installed app of the `app` tokens. */
export const rolecallApp = { id: 900100, slug: "rolecall", name: "Rolecall" } as const;
export const rolecallBot: GithubAccount = { id: 900101, login: "rolecall[bot]", kind: "bot" };

/** Returns the settings that Rolecall needs: rulesets for the default branch and the journal's, and four environments. */
export function soundSettings(branch = "main"): GithubSettings {
  return {
    visibility: "private",
    rebaseMerges: true,
    rulesets: [
      { id: 501, name: "Access is reviewed", branches: [branch], rules: soundRules, bypass: [] },
      { id: 502, name: "The journal stays", branches: ["rolecall-journal"], rules: onlyForward, bypass: [] },
      {
        id: 503,
        name: "Apply writes the journal",
        branches: ["rolecall-journal"],
        rules: [{ type: "update" }],
        bypass: [appsBypass],
      },
      {
        id: 504,
        name: "Administrators freeze",
        branches: ["rolecall-freeze"],
        rules: [{ type: "creation" }, { type: "update" }, { type: "deletion" }],
        bypass: [{ id: 5, type: "RepositoryRole" }],
      },
    ],
    protections: [],
    environments: [
      {
        ...soundEnvironment,
        name: "plan-read",
        branches: [branch, "refs/pull/*/merge"],
        secrets: ["OKTA_CLIENT_PRIVATEKEY"],
      },
      {
        ...soundEnvironment,
        name: "apply-write",
        branches: [branch],
        reviewers: ["olga"],
        secrets: ["OKTA_CLIENT_PRIVATEKEY"],
      },
      {
        ...soundEnvironment,
        name: "review-write",
        branches: [branch, "refs/pull/*/merge", `gh-readonly-queue/${branch}/*`],
        secrets: ["ROLECALL_APP_PRIVATE_KEY"],
      },
      { ...soundEnvironment, name: "request-write", branches: [branch], secrets: ["ROLECALL_APP_PRIVATE_KEY"] },
    ],
    repositorySecrets: [],
    organizationSecrets: [],
    actions: { allowed: "selected", pinningRequired: true, defaultPermissions: "read", mayApprove: false },
    codeownersErrors: [],
    runners: [],
    deployKeys: [{ title: "Mirror", readOnly: true }],
    forks: { runWorkflows: true, sendWriteTokens: false, sendSecrets: false, requireApproval: true },
    subjectClaims: null,
    workflows: ["apply", "approvals", "ci", "plan", "request", "scheduled"].map((name) => ({
      path: `.github/workflows/${name}.yml`,
      state: "active",
    })),
    dependabotSecrets: [],
    codespacesSecrets: [],
  };
}

const soundEnvironment = { adminsMayBypass: false, preventSelfReview: true, reviewers: [] };

const appsBypass = { id: actionsApp.id, type: "Integration" };

const onlyForward: readonly GithubRule[] = [{ type: "deletion" }, { type: "non_fast_forward" }];

const soundRules: readonly GithubRule[] = [
  ...onlyForward,
  {
    type: "pull_request",
    parameters: {
      allowed_merge_methods: ["squash"],
      dismiss_stale_reviews_on_push: true,
      require_code_owner_review: true,
      require_last_push_approval: true,
      required_approving_review_count: 1,
      required_review_thread_resolution: false,
    },
  },
  {
    type: "required_status_checks",
    parameters: {
      required_status_checks: [
        { context: "verdict of plan", integration_id: actionsApp.id },
        { context: "rolecall/approvals", integration_id: rolecallApp.id },
      ],
      strict_required_status_checks_policy: true,
    },
  },
];
