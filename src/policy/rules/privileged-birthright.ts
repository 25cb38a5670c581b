import { type Rule, textsOf } from "../rule.ts";

/** Privileged access is asked for and approved, one person at a time; nobody has it because of their department. */
export const privilegedBirthright = {
  id: "lp/privileged-birthright",
  severity: "error",
  page: {
    title: "A birthright role gives privileged access.",
    why: "Everybody whom it matches gets it without asking and without an end (NIST SP 800-53 AC-6(5)).",
    next: "Grant it to people, with a reason and an end.",
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
        const way = through.length === 0 ? "" : ` through ${through.join(" → ")}`;
        yield {
          message: `The birthright role ${role.id} gives ${ref} (tier ${tier})${way}: everybody whom it matches gets privileged access without asking and without an end.`,
          remedy: `Move ${ref} to a role or entitlement that is granted with a reason and an end.`,
          place: { file: role.source.file, field: ["birthright"] },
          subject: { role: role.id, entitlement: ref },
        };
      }
    }
  },
} satisfies Rule;
