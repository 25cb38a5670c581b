import type { AccessModel, EntitlementRef } from "../model/documents.ts";
import type { RuleContext } from "./rule.ts";

/** Returns an entitlement with its tier, `okta/crm (high)`, as the witness of a finding names it. */
export function tiered(ref: EntitlementRef, { entitlements }: Pick<AccessModel, "entitlements">): string {
  const tier = entitlements.get(ref)?.tier;
  return tier === undefined ? ref : `${ref} (${tier})`;
}

/** Returns the witness of a finding about several entitlements. */
export function tieredAll(refs: Iterable<EntitlementRef>, { model }: Pick<RuleContext, "model">): readonly string[] {
  return [...refs].map((ref) => tiered(ref, model));
}
