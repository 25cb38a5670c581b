import type { EntitlementRef, Grant, Tier } from "../model/documents.ts";
import type { Instant } from "../model/instant.ts";
import { higherTier, stateOf } from "../model/lifecycle.ts";
import type { RuleContext, Subject } from "./rule.ts";

/** Returns the highest tier of the entitlements that a grant gives; low where it gives none. */
export function tierOfGrant(grant: Grant, { model, facts }: RuleContext): Tier {
  return facts
    .givenBy(grant)
    .reduce<Tier>((tier, ref) => higherTier(tier, model.entitlements.get(ref)?.tier ?? "critical"), "low");
}

/** Returns whether a grant gives access now or later: it is not expired, not eligible, and its user is not terminated. */
export function isOpen(grant: Grant, { model, at }: RuleContext): boolean {
  const user = model.users.get(grant.user);
  return !grant.eligible && !isPast(grant, at) && user !== undefined && stateOf(user, at) !== "terminated";
}

export function isPast({ expires }: Grant, at: Instant): boolean {
  return expires !== null && expires <= at;
}

/** Returns the subject that `except` is matched against, for a grant or for one of the entitlements it gives. */
export function subjectOfGrant(grant: Grant, { model }: RuleContext, given?: EntitlementRef): Subject {
  const user = model.users.get(grant.user);
  const entitlement = given ?? (grant.target.kind === "entitlement" ? grant.target.entitlement : undefined);
  return {
    ...(user === undefined ? {} : { user }),
    ...(entitlement === undefined ? {} : { entitlement }),
    ...(grant.target.kind === "role" ? { role: grant.target.role } : {}),
  };
}
