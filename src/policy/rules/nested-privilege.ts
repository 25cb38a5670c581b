import type { EntitlementRef } from "../../model/documents.ts";
import { numberOf, type Rule } from "../rule.ts";

/** A privileged entitlement is not reached through many nested groups: nobody sees who is in it. */
export const nestedPrivilege = {
  id: "lp/nested-privilege",
  severity: "error",
  page: {
    title: "A privileged entitlement is reached through many nested groups.",
    why: "Nobody sees who is in it, and whoever fills the innermost group gives it away.",
    next: "Nest fewer groups, or grant it to people.",
  },
  *evaluate(context) {
    const { model, index, facts } = context;
    const hops = numberOf(context, "hops", 2);
    const longest = new Map<EntitlementRef, readonly string[]>();
    for (const start of model.entitlements.keys())
      for (const { entitlement, through } of index.closure.reachedFrom(start))
        if (through.length > (longest.get(entitlement)?.length ?? hops)) longest.set(entitlement, through);
    for (const [ref, through] of longest) {
      const entitlement = facts.privileged().get(ref);
      if (entitlement === undefined) continue;
      yield {
        message: `${ref} (tier ${entitlement.tier}) is reached through ${through.length} nested groups (${through.join(" → ")}), more than ${hops}: whoever may add members to the innermost of them gives privileged access without seeing it.`,
        remedy: `Nest the groups of those who need ${ref} directly in it, or grant it to people.`,
        place: { file: entitlement.source.file, field: ["nests"] },
        subject: { entitlement: ref },
      };
    }
  },
} satisfies Rule;
