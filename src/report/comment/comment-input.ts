import type { ApprovalVerdict } from "../../approval/verdict.ts";
import type { EntitlementRef, Tier, UserId, UserKind } from "../../model/documents.ts";
import type { Plan } from "../../plan/plan.ts";
import type { UnapprovedCommits } from "../approvals/unapproved.ts";
import type { DiffReport } from "../diff/diff.ts";
import type { Links } from "./links.ts";

/** One entitlement that a grant gives, with what its approver needs to know. */
export interface CardAccess {
  readonly entitlement: EntitlementRef;
  /** The description of the entitlement, as its owners wrote it; empty: none. */
  readonly what: string;
  readonly tier: Tier;
  /** Instants; null: already started, or without an expiry date. */
  readonly from: string | null;
  readonly until: string | null;
  /** The number of peers who hold it now. Peers are active users with the same department and title. */
  readonly peersHolding: number;
  /** The number of users who hold it now. */
  readonly holders: number;
}

/** A grant that gives a user additional access, with the facts about the user that an approver needs. */
export interface DecisionCard {
  readonly user: UserId;
  readonly name: string;
  readonly title: string | null;
  readonly department: string | null;
  readonly kind: UserKind;
  /** The id of the grant, as approvals name it. */
  readonly grant: string;
  readonly file: string;
  readonly line: number | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  /** Higher tiers first. */
  readonly gives: readonly CardAccess[];
  /** What the user holds before the change: the total, and the entitlements of tier high and critical. */
  readonly holdsNow: {
    readonly total: number;
    readonly privileged: readonly { readonly entitlement: EntitlementRef; readonly tier: Tier }[];
  };
  readonly peers: number;
  /** Codes of the separation of duties findings about the user after the change. */
  readonly conflicts: readonly string[];
}

/** Everything that a comment is rendered from. */
export interface CommentInput {
  readonly report: DiffReport;
  /** Null: the providers were not read, and the verdict rests on the files only. */
  readonly plan: Plan | null;
  /** Null: the reviews were not evaluated; the report lists the required approvals. */
  readonly approvals: ApprovalVerdict | null;
  readonly cards: readonly DecisionCard[];
  /** Commits of the base branch without an approval, which the change includes; absent: none. */
  readonly unapproved?: UnapprovedCommits;
  /** The time zone of the organization, in which instants are shown: an IANA name that is already checked. */
  readonly timezone: string;
  readonly links: Links;
  /** The maximum length in characters; default: the limit of a GitHub comment. */
  readonly budget?: number;
}
