import type { Duration } from "./duration.ts";
import type { EntitlementRef, Owner, RoleId, Scalar, Selector, Source, Tier, UserId } from "./terms.ts";

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

/** The settings of one built-in rule in least-privilege.yaml. A missing field keeps the rule's default. */
export interface RuleSettings {
  readonly severity: Severity3 | null;
  readonly except: RuleExceptions;
  /** The rule's own parameters as written (rules.md). */
  readonly parameters: ReadonlyMap<string, unknown>;
}

type Severity3 = "error" | "warning" | "note" | "none";

/** The demand of a custom rule, in one of three shapes. */
export type CustomDemand =
  /** These users may hold none of these entitlements. */
  | { readonly kind: "forbid"; readonly entitlements: readonly EntitlementRef[]; readonly users: Selector }
  /** Every user who holds any of `holds` must hold all of `entitlements`. */
  | {
      readonly kind: "require";
      readonly entitlements: readonly EntitlementRef[];
      readonly holds: readonly EntitlementRef[];
    }
  /** Each of these entitlements has at least `min` and at most `max` holders; null: no such bound. */
  | {
      readonly kind: "holders";
      readonly entitlements: readonly EntitlementRef[];
      readonly min: number | null;
      readonly max: number | null;
    };

/** A custom rule, from the `custom` list of least-privilege.yaml. */
export interface CustomRule {
  readonly source: Source;
  /** Position in the file's `custom` list. */
  readonly index: number;
  readonly id: `custom/${string}`;
  readonly severity: Severity3;
  /** The organization's text for a violation. */
  readonly message: string;
  readonly demand: CustomDemand;
}

/** Settings of the built-in least-privilege rules, and the custom rules. */
export interface LeastPrivilege {
  /** Null: least-privilege.yaml does not exist. */
  readonly source: Source | null;
  readonly rules: ReadonlyMap<string, RuleSettings>;
  /** The custom rules, in the order of the file. */
  readonly custom: readonly CustomRule[];
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

export type TestSubject =
  | { readonly kind: "user"; readonly user: UserId }
  | { readonly kind: "users"; readonly selector: Selector }
  /** A hypothetical user: only the birthright of these attributes. */
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

/** The organization's policies. */
export interface PoliciesModel {
  readonly separationOfDuties: readonly SeparationOfDutiesRule[];
  readonly leastPrivilege: LeastPrivilege;
  readonly approvals: Approvals;
  readonly lifecycle: Lifecycle;
  readonly policyTests: readonly PolicyTest[];
}
