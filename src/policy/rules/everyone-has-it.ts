import { numberOf, type Rule } from "../rule.ts";

/** A privileged entitlement is for few: what most people have is not privileged, or too many have it. Machines do not count. */
export const everyoneHasIt = {
  id: "lp/everyone-has-it",
  severity: "error",
  page: {
    title: "Most people hold one privileged entitlement.",
    why: "One stolen account out of many is enough (NIST SP 800-53 AC-6(5)).",
    next: "Take it away from those who do not need it, or lower its tier if it does no harm.",
  },
  *evaluate(context) {
    const { facts, model } = context;
    const share = numberOf(context, "share", 0.5);
    const floor = numberOf(context, "floor", 10);
    const people = new Set(facts.activeUsers().flatMap(({ id, kind }) => (kind === "service" ? [] : [id])));
    for (const { ref, tier, source } of facts.privileged().values()) {
      const holders = facts.holdersOf(ref).filter((user) => people.has(user)).length;
      if (holders < Math.max(floor, 1) || holders / people.size <= share) continue;
      const given = [...model.roles.values()].find(
        (role) => role.birthright !== null && role.entitlements.includes(ref),
      );
      yield {
        message: `${ref} (tier ${tier}) is held by ${holders} of ${people.size} active people: one stolen account out of so many is enough to do what it allows.`,
        remedy:
          given === undefined
            ? `Take ${ref} away from those who do not need it, or lower its tier if it does no harm.`
            : `Take ${ref} out of the birthright role ${given.id}, or lower its tier if it does no harm.`,
        place: { file: source.file, field: [] },
        subject: { entitlement: ref },
      };
    }
  },
} satisfies Rule;
