import type { Finding, Severity } from "../../diagnostics/finding.ts";
import type { EntitlementRef, UserId } from "../../model/documents.ts";
import type { AccessChange, Plan } from "../../plan/plan.ts";

/** What `rolecall diff --format json` prints: the plan without what only providers can tell (formats.md, Answers). */
export type Diff = Omit<Plan, "operations" | "guards" | "unmanaged">;

/** A finding of the head, and how much it weighed in the base; null: it was not there. */
export interface ChangedFinding {
  readonly finding: Finding;
  readonly was: Severity | null;
}

/** What a change does to the findings. */
export interface FindingChanges {
  /** New, or heavier than before. */
  readonly appeared: readonly ChangedFinding[];
  /** Still there, and lighter than before: waived, or a rule's mode was changed. */
  readonly eased: readonly ChangedFinding[];
  /** Of the base; the change does away with them. */
  readonly cured: readonly Finding[];
  /** How many stay as they were. */
  readonly kept: number;
}

/** A stretch of time as access changes have it; null: no bound on that side, or already begun. */
export interface Stretch {
  readonly from: string | null;
  readonly until: string | null;
}

/** An access change, and what it replaces. */
export interface ChangedAccess {
  readonly change: AccessChange;
  /** For `retime`, when it was held before. */
  readonly former: readonly Stretch[];
  /** Compared with before: more (every gain), less (every loss), or time that was not held instead of some that was. */
  readonly reach: "more" | "less" | "other";
}

/** One stage: one of `approvers` has to approve. */
export interface ApprovalStage {
  /** Names of users and teams. */
  readonly approvers: readonly string[];
  /** Why somebody named by the policy cannot, one sentence each. */
  readonly unavailable: readonly string[];
  /** Who approved it; null: nobody yet. */
  readonly servedBy: string | null;
}

/** One thing in the change that wants approval. Without stages: no more than GitHub asks for. */
export interface ApprovalLine {
  readonly subject: string;
  readonly why: string;
  /** Where that is written. */
  readonly place: { readonly file: string; readonly line: number | null } | null;
  /** Whether each approval has to say why. */
  readonly comment: boolean;
  readonly stages: readonly ApprovalStage[];
}

/** A diff with what a person needs to read it. */
export interface DiffReport {
  readonly diff: Diff;
  /** In the order of `diff.accessChanges`. */
  readonly access: readonly ChangedAccess[];
  readonly findings: FindingChanges;
  /** Who has to approve; null where nobody worked it out. */
  readonly approvals: readonly ApprovalLine[] | null;
  /** The users' names for display, of everybody whose access changes. */
  readonly names: ReadonlyMap<UserId, string>;
  /** How many users hold, after the change, each entitlement whose tier changes. */
  readonly holders: ReadonlyMap<EntitlementRef, number>;
}
