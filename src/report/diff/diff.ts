import type { NeedAbout, NeedKind } from "../../approval/need.ts";
import type { Finding, Severity } from "../../diagnostics/finding.ts";
import type { Entitlement, EntitlementRef, Role, RoleId, SystemId, Tier, User, UserId } from "../../model/documents.ts";
import type { HandoverStep } from "../../model/handover.ts";
import type { AccessChange, Plan } from "../../plan/plan.ts";

/** The content of `rolecall diff --format json`: a plan without the parts that need a provider (formats.md, Answers). */
export type Diff = Omit<Plan, "operations" | "guards" | "unmanaged">;

/** A finding of the head with its severity in the base; null: the base does not have it. */
export interface ChangedFinding {
  readonly finding: Finding;
  readonly was: Severity | null;
}

/** The differences between the findings of base and head. */
export interface FindingChanges {
  /** New, or of higher severity than before. */
  readonly appeared: readonly ChangedFinding[];
  /** Of lower severity than before: waived, or the mode of the rule changed. */
  readonly downgraded: readonly ChangedFinding[];
  /** Findings of the base that the head does not have. */
  readonly resolved: readonly Finding[];
  /** The number of unchanged findings. */
  readonly kept: number;
}

/** A period of access; null: no bound on that side, or already started. */
export interface Period {
  readonly from: string | null;
  readonly until: string | null;
}

/** An access change and the periods that it replaces. */
export interface ChangedAccess {
  readonly change: AccessChange;
  /** The previous periods of a `retime` change. */
  readonly former: readonly Period[];
  /** Compared with before: `more` (every gain), `less` (every loss), or `other` (a different period). */
  readonly reach: "more" | "less" | "other";
}

/** One stage: one of `approvers` must approve. */
export interface ApprovalStage {
  /** Names of users and teams. */
  readonly approvers: readonly string[];
  /** Why approvers that the policy names cannot approve, one sentence each. */
  readonly unavailable: readonly string[];
  /** Whether no review can give the approval now. */
  readonly isStuck: boolean;
  /** The user who approved it; null: pending. */
  readonly servedBy: string | null;
}

/** One part of the change that requires approval. Without stages, only the code owner review of GitHub is required. */
export interface ApprovalLine {
  readonly what: NeedKind;
  readonly subject: string;
  readonly about: NeedAbout;
  readonly why: string;
  /** The place that the reason refers to. */
  readonly place: { readonly file: string; readonly line: number | null } | null;
  /** Whether each approval needs a comment. */
  readonly comment: boolean;
  readonly stages: readonly ApprovalStage[];
}

/** A user before and after a change; null: the user is not in the files of that side. */
export interface PersonSides {
  readonly before: User | null;
  readonly after: User | null;
}

/** The objects that a change concerns, so that a text for people can name them. The head's documents, else the base's. */
export interface ChangeFacts {
  /** The users whose access or document changes, those whom an approval is about, and those who take over from a leaver. */
  readonly people: ReadonlyMap<UserId, PersonSides>;
  /** The entitlements that access changes and approvals name. */
  readonly entitlements: ReadonlyMap<EntitlementRef, Entitlement>;
  readonly roles: ReadonlyMap<RoleId, Role>;
  readonly systemTitles: ReadonlyMap<SystemId, string>;
  /** What each user with a changed document holds by a grant before and after the change, higher tiers first. */
  readonly kept: ReadonlyMap<UserId, readonly EntitlementRef[]>;
  /** The titles of the separation of duties rules and the messages of the custom rules, by id. */
  readonly ruleTitles: ReadonlyMap<string, string>;
  /** What each tier is, for the tiers whose approvals change. */
  readonly tiers: ReadonlyMap<Tier, TierReach>;
  /** What happens to what a leaver owns, manages and sponsors, and to the leaver's data. */
  readonly leavers: ReadonlyMap<UserId, LeaverFacts>;
}

/** The entitlements of a tier, and the users who hold one of them. */
export interface TierReach {
  readonly entitlements: number;
  readonly holders: number;
}

/** One place that names a leaver: the relation, and the object as a sentence names it. */
export type LeaverPlace = Pick<HandoverStep, "relation" | "object" | "to">;

/** What a leaver leaves behind after the change. */
export interface LeaverFacts {
  /** The places that still name the leaver, and the user who can take over; null: a person has to choose one. */
  readonly open: readonly LeaverPlace[];
  /** The places that the change hands over, and the user who takes over; null: the place names no user now. */
  readonly done: readonly LeaverPlace[];
  /** Who receives the data, by system; null: declared, but the user has no manager. */
  readonly dataTo: ReadonlyMap<SystemId, UserId | null>;
}

/** A diff with the additional facts that a text for people needs. */
export interface DiffReport {
  readonly diff: Diff;
  /** In the order of `diff.accessChanges`. */
  readonly access: readonly ChangedAccess[];
  readonly findings: FindingChanges;
  /** The required approvals; null: not known. */
  readonly approvals: readonly ApprovalLine[] | null;
  readonly facts: ChangeFacts;
  /** The number of users who hold each entitlement with a changed tier, after the change. */
  readonly holders: ReadonlyMap<EntitlementRef, number>;
}
