import type { Duration } from "./duration.ts";
import type { Instant, Interval } from "./instant.ts";
import type { Provider } from "./provider.ts";
import type { GroupRole } from "./provider-traits.ts";

export type { GroupRole as GoogleRole } from "./provider-traits.ts";

/** A user's id, as written in its file. Brands are minted by load alone, after the id was checked. */
export type UserId = string & { readonly brand: "UserId" };
export type RoleId = string & { readonly brand: "RoleId" };
export type SystemId = string & { readonly brand: "SystemId" };
/** `<system>/<entitlement>`. */
export type EntitlementRef = string & { readonly brand: "EntitlementRef" };
export type Tier = "low" | "medium" | "high" | "critical";
export type Scalar = string | number | boolean | null;

/** Where a document stands: its file, and the line of its first key (1 where that is the first line). */
export interface Source {
  readonly file: string;
  readonly line: number;
}

/** An owner as written: a person, or a team of GitHub such as `@acme/security`. */
export type Owner = { readonly kind: "user"; readonly id: UserId } | { readonly kind: "team"; readonly name: string };

/** Which users: every key must match, a list means any of its values; `not` negates the selector under it. */
export interface Selector {
  readonly fields: ReadonlyMap<string, readonly Scalar[]>;
  readonly not: Selector | null;
}

export interface RemovalLimits {
  readonly count: number;
  readonly share: number;
  readonly floor: number;
}

export interface GuardLimits {
  readonly removals: RemovalLimits;
  readonly accounts: { readonly count: number };
  readonly scheduled: { readonly count: number };
  readonly floors: { readonly superAdmins: number; readonly groupOwners: number };
}

export interface Organization {
  readonly source: Source;
  readonly name: string;
  readonly domains: readonly string[];
  readonly externalDomains: readonly string[];
  readonly groupDomains: readonly string[];
  readonly timezone: string;
  readonly rootOwners: readonly Owner[];
  readonly teams: ReadonlyMap<string, number>;
  readonly protected: readonly UserId[];
  readonly guards: GuardLimits;
  readonly rate: { readonly share: number; readonly inFlight: number };
}

export type UserKind = "employee" | "contractor" | "vendor" | "partner" | "service";
export type UserStatus = "active" | "on-leave" | "terminated";

export interface User {
  readonly source: Source;
  readonly id: UserId;
  readonly kind: UserKind;
  readonly status: UserStatus;
  readonly employeeNumber: string;
  readonly name: { readonly display: string; readonly given: string; readonly family: string };
  readonly email: string;
  readonly aliases: readonly string[];
  readonly externalIn: readonly SystemId[];
  readonly github: { readonly login: string; readonly id: number | null } | null;
  /** Null: nobody's report, or a kind that needs no manager. */
  readonly manager: UserId | null;
  readonly department: string | null;
  readonly title: string | null;
  readonly location: string | null;
  /** When access may begin; null for a service account without a start. */
  readonly start: Instant | null;
  readonly preboarding: boolean;
  /** The instant at which access ends: the end of the written day. */
  readonly end: Instant | null;
  readonly legalHold: boolean;
  readonly sponsor: UserId | null;
  readonly owners: readonly UserId[];
  readonly purpose: string | null;
  readonly attributes: ReadonlyMap<string, Scalar>;
}

export interface AccountRules {
  readonly join: string;
  readonly adopt: "reviewed" | "by-address";
  /** Provider attribute → user field (`name.given`, `attributes.costCenter`). */
  readonly profile: ReadonlyMap<string, string>;
  readonly orgUnit: {
    readonly default: string;
    readonly rules: readonly { readonly when: Selector; readonly value: string }[];
  } | null;
  readonly onLeave: "suspend";
  readonly onTerminate: { readonly now: "suspend" | "deactivate"; readonly deactivateAfter: Duration | null };
}

export interface System {
  readonly source: Source;
  readonly id: SystemId;
  readonly provider: Provider;
  readonly title: string;
  readonly owners: readonly Owner[];
  readonly mode: "observe" | "add-only" | "enforce";
  readonly repair: readonly string[];
  readonly connection: { readonly orgUrl: string | null; readonly customer: string };
  readonly account: AccountRules | null;
  /** The organization's guards, tightened by the system's own. */
  readonly guards: GuardLimits;
}

export type Target =
  | { readonly kind: "account" }
  | { readonly kind: "group"; readonly name: string; readonly role: GroupRole }
  | { readonly kind: "app"; readonly label: string }
  | { readonly kind: "adminRole"; readonly name: string }
  | { readonly kind: "license"; readonly product: string; readonly sku: string }
  | {
      readonly kind: "task";
      readonly provisioners: readonly string[];
      readonly grant: string;
      readonly revoke: string;
    };

export interface Entitlement {
  readonly source: Source;
  readonly ref: EntitlementRef;
  readonly system: SystemId;
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly status: "active" | "retired";
  readonly target: Target;
  /** Earlier group names; the live object keeps its id. */
  readonly previously: readonly string[];
  readonly tier: Tier;
  readonly standing: boolean;
  readonly owners: readonly Owner[];
  readonly maxDuration: Duration | null;
  /** Null: whoever asks; false: nobody. */
  readonly requestable: Selector | boolean;
  readonly tags: readonly string[];
  readonly apps: readonly string[];
  readonly settings: ReadonlyMap<string, Scalar>;
  readonly nests: readonly EntitlementRef[];
  readonly membership: "authoritative" | "additive";
}

export interface Role {
  readonly source: Source;
  readonly id: RoleId;
  readonly title: string;
  readonly description: string | null;
  readonly owners: readonly Owner[];
  readonly birthright: Selector | null;
  /** The line of the `birthright` key; the document's line where there is none. */
  readonly birthrightLine: number;
  readonly allowKinds: readonly UserKind[] | null;
  readonly includes: readonly RoleId[];
  /** The same edge stated at the other end: holders of these roles hold this one. */
  readonly impliedBy: readonly RoleId[];
  readonly entitlements: readonly EntitlementRef[];
}

export type GrantTarget =
  | { readonly kind: "entitlement"; readonly entitlement: EntitlementRef }
  | { readonly kind: "role"; readonly role: RoleId };

export interface Grant {
  readonly source: Source;
  readonly user: UserId;
  readonly target: GrantTarget;
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly starts: Instant | null;
  readonly expires: Instant | null;
  readonly eligible: boolean;
}

export type SetMember =
  | { readonly kind: "entitlement"; readonly entitlement: EntitlementRef }
  | { readonly kind: "role"; readonly role: RoleId }
  | { readonly kind: "tag"; readonly tag: string };

export interface SeparationOfDutiesRule {
  readonly source: Source;
  readonly id: string;
  readonly title: string;
  readonly risk: Tier;
  readonly mode: "detect" | "approve" | "prevent";
  readonly sets: ReadonlyMap<string, readonly SetMember[]>;
  readonly atMost: number;
  readonly count: readonly ("active" | "eligible")[];
  readonly owners: readonly Owner[];
  readonly controls: readonly string[];
  readonly waiverMax: Duration | null;
  readonly remediation: string | null;
}

export interface RuleExceptions {
  readonly users: Selector | null;
  readonly entitlements: readonly EntitlementRef[];
  readonly tags: readonly string[];
  readonly roles: readonly RoleId[];
}

/** What least-privilege.yaml says of one built-in rule; what it leaves out keeps the rule's default. */
export interface RuleSettings {
  readonly severity: Severity3 | null;
  readonly except: RuleExceptions;
  /** The rule's own parameters as written (rules.md). */
  readonly parameters: ReadonlyMap<string, unknown>;
}
type Severity3 = "error" | "warning" | "note" | "none";

/** What an organization's own rule asks for, in one of three shapes. */
export type CustomDemand =
  /** These users may hold none of these entitlements. */
  | { readonly kind: "forbid"; readonly entitlements: readonly EntitlementRef[]; readonly users: Selector }
  /** Whoever holds any of `holds` must hold all of `entitlements`. */
  | {
      readonly kind: "require";
      readonly entitlements: readonly EntitlementRef[];
      readonly holds: readonly EntitlementRef[];
    }
  /** Each of these entitlements alone has at least `min` and at most `max` holders; null means no such bound. */
  | {
      readonly kind: "holders";
      readonly entitlements: readonly EntitlementRef[];
      readonly min: number | null;
      readonly max: number | null;
    };

/** One of the organization's own rules, from the `custom` list of least-privilege.yaml. */
export interface CustomRule {
  readonly source: Source;
  /** Position in the file's `custom` list. */
  readonly index: number;
  readonly id: `custom/${string}`;
  readonly severity: Severity3;
  /** What is wrong, in the organization's own words. */
  readonly message: string;
  readonly demand: CustomDemand;
}

/** One finding that was accepted at adoption until it is due. */
export interface BaselineEntry {
  /** Position in the file's `findings` list. */
  readonly index: number;
  readonly code: string;
  readonly file: string;
  readonly user: UserId | null;
  readonly owner: Owner;
  /** From this instant on the finding stands again: the end of the written day. */
  readonly due: Instant;
  readonly reason: string | null;
}

/** baseline.yaml: what was found and accepted when the organization began with Rolecall. */
export interface Baseline {
  readonly source: Source;
  readonly entries: readonly BaselineEntry[];
}

export interface TierApproval {
  readonly require: readonly (readonly string[])[];
  readonly maxDuration: Duration | null;
  readonly comment: boolean;
}

export interface Approvals {
  readonly source: Source | null;
  readonly tiers: Readonly<Record<Tier, TierApproval>>;
  readonly removals: readonly (readonly string[])[];
  readonly fallback: readonly string[];
}

export interface Lifecycle {
  readonly source: Source | null;
  readonly moverGrace: Readonly<Record<Tier, Duration>>;
  readonly warnings: readonly Duration[];
  readonly ownedByHr: readonly string[];
}

export interface Waiver {
  readonly source: Source;
  readonly rule: string;
  readonly user: UserId;
  readonly witness: readonly EntitlementRef[];
  readonly reason: string;
  readonly compensatingControl: string;
  readonly expires: Instant;
}

export interface Adoption {
  readonly source: Source;
  readonly system: SystemId;
  readonly user: UserId;
  readonly account: string;
  readonly reason: string;
}

export interface Override {
  readonly source: Source;
  readonly guard: string;
  readonly system: SystemId;
  readonly count: number;
  readonly reason: string;
  readonly expires: Instant;
}

export type TestSubject =
  | { readonly kind: "user"; readonly user: UserId }
  | { readonly kind: "users"; readonly selector: Selector }
  /** A user who does not exist: only the birthright of these attributes. */
  | { readonly kind: "given"; readonly attributes: ReadonlyMap<string, Scalar> };

export interface PolicyTest {
  readonly source: Source;
  /** Position in the file's `tests` list. */
  readonly index: number;
  readonly name: string;
  readonly subject: TestSubject;
  readonly holds: readonly EntitlementRef[] | null;
  readonly never: readonly EntitlementRef[] | null;
  readonly exactly: readonly EntitlementRef[] | null;
}

/** Everything that is written under `access/`, resolved: every reference in it has its object. */
export interface AccessModel {
  readonly organization: Organization;
  readonly users: ReadonlyMap<UserId, User>;
  readonly systems: ReadonlyMap<SystemId, System>;
  readonly entitlements: ReadonlyMap<EntitlementRef, Entitlement>;
  readonly roles: ReadonlyMap<RoleId, Role>;
  /** In the order of their files. */
  readonly grants: readonly Grant[];
  readonly separationOfDuties: readonly SeparationOfDutiesRule[];
  readonly leastPrivilege: {
    readonly source: Source | null;
    readonly rules: ReadonlyMap<string, RuleSettings>;
    /** The organization's own rules, in the order of the file. */
    readonly custom: readonly CustomRule[];
  };
  /** Null: nothing was accepted at adoption. */
  readonly baseline: Baseline | null;
  readonly approvals: Approvals;
  readonly lifecycle: Lifecycle;
  readonly waivers: readonly Waiver[];
  readonly adoptions: readonly Adoption[];
  readonly overrides: readonly Override[];
  readonly policyTests: readonly PolicyTest[];
}

export type { Interval };
