import { numberOf, type Rule } from "../rule.ts";
import { tieredAll } from "../witness.ts";

/** Reports a role that gives too many entitlements, or entitlements of too many systems, included roles counted. */
export const roleTooBroad = {
  id: "lp/role-too-broad",
  severity: "warning",
  page: {
    title: "A role gives too many entitlements or covers too many systems.",
    why: "A user who needs a part of the role gets all of it (NIST SP 800-53 AC-6).",
    next: "Split the role into one role for each kind of work.",
  },
  *evaluate(context) {
    const { model, index } = context;
    const mostEntitlements = numberOf(context, "entitlements", 40);
    const mostSystems = numberOf(context, "systems", 6);
    for (const role of model.roles.values()) {
      const given = new Set(index.closure.entitlementsOf(role.id).map(({ entitlement }) => entitlement));
      const systems = new Set([...given].map((ref) => model.entitlements.get(ref)?.system));
      const tooMuch = [
        ...(given.size > mostEntitlements ? [`${given.size} entitlements (limit ${mostEntitlements})`] : []),
        ...(systems.size > mostSystems ? [`entitlements of ${systems.size} systems (limit ${mostSystems})`] : []),
      ];
      if (tooMuch.length === 0) continue;
      yield {
        message: `The role ${role.id} gives ${tooMuch.join(" and ")}, included roles counted.`,
        remedy: "Split the role into one role for each kind of work, and assign users the roles that they need.",
        place: { file: role.source.file, field: [] },
        subject: { role: role.id },
        witness: tieredAll(given, context),
      };
    }
  },
} satisfies Rule;
