import type { BranchRules } from "../../ports/github.ts";

/** A group of settings as read, or the reason why it could not be read. */
export type Seen<T> =
  { readonly kind: "seen"; readonly value: T } | { readonly kind: "unknown"; readonly reason: string };

export interface EnvironmentSettings {
  /** `any`: every branch; `protected`: every protected branch (every branch while none is protected); or patterns. */
  readonly branches: "any" | "protected" | readonly string[];
  /** Null: not in GitHub's answer. */
  readonly adminsMayBypass: boolean | null;
  /** Null while no reviewer is required. */
  readonly selfReviewPrevented: boolean | null;
  /** Names of the secrets of the environment. */
  readonly secrets: Seen<readonly string[]>;
  /** The number of people and teams that can approve a job. */
  readonly reviewers: number;
}

export interface ActionsSettings {
  readonly allowed: "all" | "local_only" | "selected" | "none";
  /** Null: not in GitHub's answer. */
  readonly pinningRequired: boolean | null;
}

export interface WorkflowTokenSettings {
  readonly isReadOnly: boolean;
  readonly mayApprove: boolean;
}

export interface CodeownersError {
  readonly line: number;
  readonly message: string;
}

export interface RepositoryFacts {
  readonly visibility: string;
  readonly defaultBranch: string;
  /** Whether the repository allows rebase merges; null: not in GitHub's answer. */
  readonly rebaseMerges: boolean | null;
}

/** What a workflow that a fork's pull request starts may do, in a private repository. */
export interface ForkSettings {
  readonly runWorkflows: boolean;
  readonly sendWriteTokens: boolean;
  readonly sendSecrets: boolean;
  readonly requireApproval: boolean;
}

export interface WorkflowState {
  readonly path: string;
  /** `active`, or why GitHub does not run it. */
  readonly state: string;
}

/** One ruleset of a branch: its rules there, and who is on its bypass list. */
export interface RulesetBypass {
  readonly name: string;
  readonly rules: readonly string[];
  /** Null: GitHub shows the list only to accounts that can change it. */
  readonly actors: readonly { readonly type: string; readonly id: number | null }[] | null;
}

export interface RepositorySettings {
  readonly repository: Seen<RepositoryFacts>;
  readonly branch: Seen<BranchRules>;
  /** The rules of the branch that keeps the journal. */
  readonly journal: Seen<BranchRules>;
  /** The rules of the branch that stops unattended runs. */
  readonly freeze: Seen<BranchRules>;
  /** Null for an environment that does not exist. */
  readonly environments: readonly {
    readonly name: string;
    readonly use: EnvironmentUse;
    readonly settings: Seen<EnvironmentSettings | null>;
  }[];
  /** Names of the secrets that every workflow of the repository can read. */
  readonly repositorySecrets: Seen<readonly string[]>;
  readonly organizationSecrets: Seen<readonly string[]>;
  readonly actions: Seen<ActionsSettings>;
  readonly workflowToken: Seen<WorkflowTokenSettings>;
  /** Names of the secrets that Dependabot's jobs and codespaces get. */
  readonly dependabotSecrets: Seen<readonly string[]>;
  readonly codespacesSecrets: Seen<readonly string[]>;
  /** Names of the repository's self-hosted runners. */
  readonly runners: Seen<readonly string[]>;
  /** Titles of the deploy keys that can push. */
  readonly writingKeys: Seen<readonly string[]>;
  readonly forks: Seen<ForkSettings>;
  /** The claims of the subject of identity tokens; null: GitHub's own template. */
  readonly subjectClaims: Seen<readonly string[] | null>;
  readonly workflows: Seen<readonly WorkflowState[]>;
  /** The rulesets of the journal's and the freeze's branch, with their bypass lists. */
  readonly journalBypass: Seen<readonly RulesetBypass[]>;
  readonly freezeBypass: Seen<readonly RulesetBypass[]>;
  /** Null: there is no CODEOWNERS file. */
  readonly codeowners: Seen<readonly CodeownersError[] | null>;
}

/** The environments that hold credentials, by the command that uses them. */
export interface EnvironmentNames {
  readonly plan: string;
  readonly apply: string;
  /** Judges reviews, and publishes comments and checks. */
  readonly review: string;
  /** Turns issues into pull requests. */
  readonly request: string;
}

export type EnvironmentUse = keyof EnvironmentNames;

export const environmentUses: readonly EnvironmentUse[] = ["plan", "apply", "review", "request"];

export const defaultEnvironments: EnvironmentNames = {
  plan: "plan-read",
  apply: "apply-write",
  review: "review-write",
  request: "request-write",
};

export type SettingsReader = (environments?: EnvironmentNames) => Promise<RepositorySettings>;
