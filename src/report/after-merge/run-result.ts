import type { ContainmentResult } from "../../apply/containment-result.ts";
import type { ApplyReport } from "../../apply/apply-report.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { EntitlementRef, UserId } from "../../model/documents.ts";
import type { Operation } from "../../plan/operation.ts";
import type { GuardResult, Plan } from "../../plan/plan.ts";
import type { UnattendedPlan } from "../../plan/unattended.ts";

/** One commit of the branch since the last converged run. */
export interface RunChange {
  readonly commit: string;
  /** Null: the commit does not belong to a pull request. */
  readonly pullRequest: { readonly number: number } | null;
  /** Null: the change is approved. */
  readonly unapproved: { readonly reason: string } | null;
}

/** What a text for people names the objects of a run by. */
export interface RunNames {
  readonly people: ReadonlyMap<UserId, string>;
  readonly titles: ReadonlyMap<EntitlementRef, string>;
  readonly timezone: string;
}

/** The result of an unattended run after a merge. */
export interface RunResult {
  readonly run: string;
  readonly branch: string;
  readonly commit: string;
  /** The newest commit up to which everything is approved: the run applied it. */
  readonly approved: string;
  readonly names: RunNames;
  readonly base: string;
  /** False: the files of the tip have errors, so the approved state alone counts. */
  readonly isTipValid: boolean;
  readonly errors: readonly Finding[];
  readonly changes: readonly RunChange[];
  /** What the containment lane did before anything else. */
  readonly containment: ContainmentResult;
  /** Whether every user who must be kept out is proven to be. */
  readonly everyoneContained: boolean;
  readonly split: UnattendedPlan;
  /** Why nothing is applied of what the unapproved commits take away; null: all of it is. */
  readonly takesNothing: string | null;
  /** What a list shows differently from the object itself, one sentence each: the next run plans it again. */
  readonly stale: readonly string[];
  readonly mayConverge: boolean;
  /** The removals of the complete plan that are not done, for whatever reason. */
  readonly undone: readonly Operation[];
  /** The guards of the complete plan that do not block: overrides, and what a system's mode leaves out. */
  readonly notes: readonly GuardResult[];
  readonly unmanaged: Plan["unmanaged"];
  /** What the rules find in the providers' state. It does not stop a run. */
  readonly observed: readonly Finding[];
  /** Null: no operation had to be carried out. */
  readonly report: ApplyReport | null;
  /** The parts of the result that could not be reported or stored, one sentence each. */
  readonly unreported: readonly string[];
}
