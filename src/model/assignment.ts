import type { EntitlementRef, Grant, RoleId, UserId } from "./documents.ts";
import type { Interval } from "./instant.ts";

/** One path that gives a user an entitlement: a grant or a birthright role, with the included roles in between. */
export interface AssignmentPath {
  readonly kind: "grant" | "birthright";
  /** The granted or birthright role; null for a grant of the entitlement itself. */
  readonly role: RoleId | null;
  readonly grant: Grant | null;
  /** The roles after the given one, then the nested groups' entitlements, down to the one that names the entitlement. */
  readonly through: readonly string[];
  /** True where the last step is a nested group: the user is not a direct member of the entitlement's group. */
  readonly nested: boolean;
  readonly eligible: boolean;
  readonly interval: Interval;
}

/** An entitlement of a user, with every path that gives it; `paths` is not empty. Diffs compare assignments. */
export interface Assignment {
  readonly user: UserId;
  readonly entitlement: EntitlementRef;
  readonly paths: readonly AssignmentPath[];
}
