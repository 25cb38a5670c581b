import { type Rule, textsOf } from "../rule.ts";

/** Reports a birthright role that gives a privileged entitlement: privileged access is requested and approved for one user. */
export const privilegedBirthright = {
  id: "lp/privileged-birthright",
  severity: "error",
  page: {
    title: "A birthright role gives privileged access.",
    why: "Every matching user gets the access without a request and without an expiry (NIST SP 800-53 AC-6(5)).",
    next: "Grant the access to users, with a reason and an expiry.",
  },
  *evaluate(context) {
    const { model, index } = context;
    const tiers = textsOf(context, "tiers", ["high", "critical"]);
    for (const role of model.roles.values()) {
      if (role.birthright === null) continue;
      const seen = new Set<string>();
      for (const { entitlement: ref, through } of index.closure.entitlementsOf(role.id)) {
        const tier = model.entitlements.get(ref)?.tier ?? "critical";
        if (!tiers.includes(tier) || seen.has(ref)) continue;
        seen.add(ref);
        const route = through.length === 0 ? "" : ` through ${through.join(" → ")}`;
        yield {
          message: `The birthright role ${role.id} gives ${ref} (tier ${tier})${route}. Every matching user gets this privileged access without a request and without an expiry.`,
          remedy: `Move ${ref} to a role that is granted with a reason and an expiry.`,
          place: { file: role.source.file, field: ["birthright"] },
          subject: { role: role.id, entitlement: ref },
        };
      }
    }
  },
} satisfies Rule;
