import type { Instant } from "./instant.ts";
import type { EntitlementRef, RoleId, Source, UserId } from "./terms.ts";

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

/** The grants of an access model. */
export interface GrantsModel {
  /** In the order of their files. */
  readonly grants: readonly Grant[];
}
