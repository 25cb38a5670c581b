import type { EntitlementRef, Grant, Tier } from "../model/documents.ts";
import { higherTier } from "../model/lifecycle.ts";
import type { RuleContext } from "./rule.ts";

/** The entitlements a grant gives, inclusion and nesting followed; empty for an eligible grant, which gives nothing by itself. */
export function entitlementsGivenBy(grant: Grant, { index }: RuleContext): readonly EntitlementRef[] {
  if (grant.eligible) return [];
  const reached =
    grant.target.kind === "entitlement"
      ? index.closure.reachedFrom(grant.target.entitlement)
      : index.closure.entitlementsOf(grant.target.role);
  return [...new Set(reached.map(({ entitlement }) => entitlement))];
}

/** `okta/crm`, or `the role engineer`. */
export function namedTarget(grant: Grant): string {
  return grant.target.kind === "entitlement" ? grant.target.entitlement : `the role ${grant.target.role}`;
}

/** The highest tier among what a grant gives; low where it gives nothing. */
export function tierOfGrant(grant: Grant, context: RuleContext): Tier {
  return entitlementsGivenBy(grant, context).reduce<Tier>(
    (tier, ref) => higherTier(tier, context.model.entitlements.get(ref)?.tier ?? "critical"),
    "low",
  );
}
