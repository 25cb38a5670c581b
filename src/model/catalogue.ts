import type { Duration } from "./duration.ts";
import type { Instant } from "./instant.ts";
import type { GuardLimits } from "./organization.ts";
import type { UserKind } from "./people.ts";
import type { Provider } from "./provider.ts";
import type { GroupRole } from "./provider-traits.ts";
import type { EntitlementRef, Owner, RoleId, Scalar, Selector, Source, SystemId, Tier, UserId } from "./terms.ts";

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
  readonly onTerminate: {
    readonly now: "suspend" | "deactivate";
    readonly deactivateAfter: Duration | null;
    /** `manager`, or a user's id; null: not declared. */
    readonly transferDataTo: string | null;
  };
}

/** Where a system is, and which variables of the environment hold its credential. */
export interface SystemConnection {
  readonly orgUrl: string | null;
  readonly customer: string;
  /** The prefix of the variables: `EU` for `EU_OKTA_CLIENT_TOKEN`; absent: none. */
  readonly credentials?: string;
}

export interface System {
  readonly source: Source;
  readonly id: SystemId;
  readonly provider: Provider;
  readonly title: string;
  readonly owners: readonly Owner[];
  readonly mode: "observe" | "add-only" | "enforce";
  readonly repair: readonly string[];
  readonly connection: SystemConnection;
  readonly account: AccountRules | null;
  /** The organization's guards, tightened by the system's own guards. */
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

/** An address outside the organization that is a member of a group (Google) and does not belong to a user. */
export interface ExternalMember {
  readonly address: string;
  /** The employee who is responsible for the member. */
  readonly sponsor: UserId;
  readonly reason: string;
  readonly expires: Instant;
}

/** The value of an attribute of an app's profile: a field of the user, or a constant. */
export type ProfileValue = { readonly field: string } | { readonly value: string | number | boolean };

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
  /** Null: every user may request it; false: no user may. */
  readonly requestable: Selector | boolean;
  readonly tags: readonly string[];
  readonly apps: readonly string[];
  readonly settings: ReadonlyMap<string, Scalar>;
  /** The managed attributes of the app's profile (Okta apps), by the app's name for them. */
  readonly profile: ReadonlyMap<string, ProfileValue>;
  readonly nests: readonly EntitlementRef[];
  readonly membership: "authoritative" | "additive";
  readonly externalMembers: readonly ExternalMember[];
}

export interface Role {
  readonly source: Source;
  readonly id: RoleId;
  readonly title: string;
  readonly description: string | null;
  readonly owners: readonly Owner[];
  readonly birthright: Selector | null;
  /** The line of the `birthright` key, or the document's line without one. */
  readonly birthrightLine: number;
  readonly allowKinds: readonly UserKind[] | null;
  readonly includes: readonly RoleId[];
  /** The same relation from the other side: holders of these roles hold this role. */
  readonly impliedBy: readonly RoleId[];
  readonly entitlements: readonly EntitlementRef[];
}

/** The systems, entitlements and roles of an access model. */
export interface CatalogueModel {
  readonly systems: ReadonlyMap<SystemId, System>;
  readonly entitlements: ReadonlyMap<EntitlementRef, Entitlement>;
  readonly roles: ReadonlyMap<RoleId, Role>;
}
