import { isSuperAdmin } from "../super-admin.ts";
import { numberOf, type Rule } from "../rule.ts";

/**
 * A tenant has enough super administrators that losing one locks nobody out, and few enough to watch. Counted are the
 * wanted holders at the instant, break-glass and service accounts among them.
 */
export const superAdminCount = {
  id: "lp/super-admin-count",
  severity: "error",
  page: {
    title: "A system would have too few or too many super administrators.",
    why: "One is a lockout waiting to happen; each one too many can do everything (NIST SP 800-53 AC-6(5)).",
    next: "Give the right to more people, or take it from some; the limits are `min` and `max`.",
  },
  *evaluate(context) {
    const min = numberOf(context, "min", 2);
    const max = numberOf(context, "max", 4);
    for (const entitlement of context.model.entitlements.values()) {
      if (!isSuperAdmin(entitlement) || entitlement.status === "retired") continue;
      const holders = context.facts.holdersOf(entitlement.ref).length;
      if (holders >= min && holders <= max) continue;
      yield {
        message:
          holders < min
            ? `${entitlement.ref}, the super administrator right of ${entitlement.system}, would have ${holders} holders, fewer than ${min}: whoever is left could be locked out with nobody to help.`
            : `${entitlement.ref}, the super administrator right of ${entitlement.system}, would have ${holders} holders, more than ${max}: each of them can do everything there, unseen by the others.`,
        remedy:
          holders < min
            ? `Give ${entitlement.ref} to ${min - holders} more.`
            : `Take ${entitlement.ref} away from ${holders - max} (\`rolecall who ${entitlement.ref}\` lists them); a narrower administrator right is often enough.`,
        place: { file: entitlement.source.file, field: [] },
        subject: { entitlement: entitlement.ref },
      };
    }
  },
} satisfies Rule;
