import { counted } from "../../support/counted.ts";
import { isSuperAdmin } from "../../model/super-admin.ts";
import { numberOf, type Rule } from "../rule.ts";

/**
 * Reports a system with fewer super administrators than `min` or more than `max`. Counts the desired holders at the instant of
 * evaluation, break-glass and service accounts included.
 */
export const superAdminCount = {
  id: "lp/super-admin-count",
  severity: "error",
  page: {
    title: "A system would have too few or too many super administrators.",
    why: "With one super administrator a lost account locks the organization out. Each additional one can change everything (NIST SP 800-53 AC-6(5)).",
    next: "Assign the right to more users, or remove it from some. The limits are `min` and `max`.",
  },
  *evaluate(context) {
    const min = numberOf(context, "min", 2);
    const max = numberOf(context, "max", 4);
    for (const entitlement of context.model.entitlements.values()) {
      if (!isSuperAdmin(entitlement) || entitlement.status === "retired") continue;
      const held = context.facts.holdersOf(entitlement.ref);
      const holders = held.length;
      if (holders >= min && holders <= max) continue;
      yield {
        message:
          holders < min
            ? `${entitlement.ref}, the super administrator right of ${entitlement.system}, would have ${counted(holders, "holder")}: expected at least ${min}.`
            : `${entitlement.ref}, the super administrator right of ${entitlement.system}, would have ${counted(holders, "holder")}: expected at most ${max}.`,
        remedy:
          holders < min
            ? `Assign ${entitlement.ref} to ${counted(min - holders, "more user")}.`
            : `Remove ${entitlement.ref} from ${counted(holders - max, "user")} (\`rolecall who ${entitlement.ref}\` lists the holders). A narrower administrator right is often enough.`,
        place: { file: entitlement.source.file, field: [] },
        subject: { entitlement: entitlement.ref },
        witness: holders < min ? [counted(holders, "holder")] : held,
      };
    }
  },
} satisfies Rule;
