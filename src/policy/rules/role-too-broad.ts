import { numberOf, type Rule } from "../rule.ts";

/** A role is what one kind of work needs; one that gives very much, over all it includes, is several. */
export const roleTooBroad = {
  id: "lp/role-too-broad",
  severity: "warning",
  page: {
    title: "A role gives very much.",
    why: "Whoever needs a part of it gets all of it (NIST SP 800-53 AC-6).",
    next: "Split it into roles for one kind of work each.",
  },
  *evaluate(context) {
    const { model, index } = context;
    const mostEntitlements = numberOf(context, "entitlements", 40);
    const mostSystems = numberOf(context, "systems", 6);
    for (const role of model.roles.values()) {
      const given = new Set(index.closure.entitlementsOf(role.id).map(({ entitlement }) => entitlement));
      const systems = new Set([...given].map((ref) => model.entitlements.get(ref)?.system));
      const tooMuch = [
        ...(given.size > mostEntitlements ? [`${given.size} entitlements (${mostEntitlements} at most)`] : []),
        ...(systems.size > mostSystems ? [`entitlements of ${systems.size} systems (${mostSystems} at most)`] : []),
      ];
      if (tooMuch.length === 0) continue;
      yield {
        message: `The role ${role.id} gives ${tooMuch.join(" and ")}, with all it includes: whoever gets it gets much that their work does not need.`,
        remedy: "Split it into roles for one kind of work each, and give people those they need.",
        place: { file: role.source.file, field: [] },
        subject: { role: role.id },
      };
    }
  },
} satisfies Rule;
