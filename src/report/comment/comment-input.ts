import type { ApprovalVerdict } from "../../approval/verdict.ts";
import type { EntitlementRef, Tier, UserId } from "../../model/documents.ts";
import type { Plan } from "../../plan/plan.ts";
import type { DiffReport } from "../diff/diff.ts";
import type { Links } from "./links.ts";

/** What a grant gives, as its approver has to see it. */
export interface CardAccess {
  readonly entitlement: EntitlementRef;
  /** What it is, in its owners' words: title and description. */
  readonly what: string;
  readonly tier: Tier;
  /** Instants; null: already begun, or without an end. */
  readonly from: string | null;
  readonly until: string | null;
  /** How many of the user's peers hold it now: active users with the same department and title. */
  readonly peersHolding: number;
}

/** One decision: a grant that gives a user more than before, and what an approver should know of the user. */
export interface DecisionCard {
  readonly user: UserId;
  readonly name: string;
  readonly title: string | null;
  readonly department: string | null;
  readonly file: string;
  readonly line: number | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  /** Higher tiers first. */
  readonly gives: readonly CardAccess[];
  /** What the user holds before the change: how many in all, and those of tier high and critical. */
  readonly holdsNow: {
    readonly total: number;
    readonly privileged: readonly { readonly entitlement: EntitlementRef; readonly tier: Tier }[];
  };
  readonly peers: number;
  /** Codes of the separation-of-duties findings about the user after the change. */
  readonly conflicts: readonly string[];
}

export interface CommentInput {
  readonly report: DiffReport;
  /** Null: nobody asked the providers; a verdict from the files alone. */
  readonly plan: Plan | null;
  /** Null: no review was looked at; who would have to approve is in the report. */
  readonly approvals: ApprovalVerdict | null;
  readonly cards: readonly DecisionCard[];
  readonly links: Links;
  /** The longest text in characters; default: what a comment of GitHub holds. */
  readonly budget?: number;
}
