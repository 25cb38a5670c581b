import type { EntitlementRef } from "../../model/documents.ts";
import { numberOf, type Rule } from "../rule.ts";

/** Reports a privileged entitlement that is reached through more than `hops` nested groups. */
export const nestedPrivilege = {
  id: "lp/nested-privilege",
  severity: "error",
  page: {
    title: "A privileged entitlement is reached through too many nested groups.",
    why: "The members are hard to see, and a manager of the innermost group can give privileged access without noticing it.",
    next: "Nest fewer groups, or grant the entitlement to users directly.",
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
        message: `${ref} (tier ${entitlement.tier}) is reached through ${through.length} nested groups (${through.join(" → ")}): expected at most ${hops}.`,
        remedy: `Nest the groups that need ${ref} directly in it, or grant it to users directly.`,
        place: { file: entitlement.source.file, field: ["nests"] },
        subject: { entitlement: ref },
        witness: through,
      };
    }
  },
} satisfies Rule;
