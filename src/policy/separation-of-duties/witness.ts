import type { EntitlementRef, Grant, RoleId, UserId } from "../../model/documents.ts";
import type { Interval } from "../../model/instant.ts";

/** That somebody is in one set of a rule for a time, by one path. */
export interface Witness {
  readonly set: string;
  /** Whose account it is: the person, or a service account the person owns. */
  readonly holder: UserId;
  /** The entitlement that is a member of the set; null where a held role is the member. */
  readonly entitlement: EntitlementRef | null;
  /** The granted or birthright role; null for a grant of the entitlement itself. */
  readonly role: RoleId | null;
  /** The role that is a member of the set, where it is a role. */
  readonly memberRole: RoleId | null;
  readonly kind: "grant" | "birthright";
  readonly grant: Grant | null;
  readonly through: readonly string[];
  readonly interval: Interval;
}

/** What a waiver names a witness by: the entitlement, or `role:ID` where a role is the set's member. */
export function witnessName(witness: Witness): string {
  return witness.entitlement ?? `role:${witness.memberRole ?? ""}`;
}
