import { numberOf, type Rule } from "../rule.ts";

/** Reports a privileged entitlement that most active users hold. Service accounts are not counted. */
export const everyoneHasIt = {
  id: "lp/everyone-has-it",
  severity: "error",
  page: {
    title: "Most active users hold the same privileged entitlement.",
    why: "Each holder is an account that an attacker can use to get privileged access (NIST SP 800-53 AC-6(5)).",
    next: "Remove the entitlement from users who do not need it, or lower its tier if it does no harm.",
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
        message: `${ref} (tier ${tier}) is held by ${holders} of ${people.size} active users. A privileged entitlement is for few users.`,
        remedy:
          given === undefined
            ? `Remove ${ref} from users who do not need it, or lower its tier if it does no harm.`
            : `Remove ${ref} from the birthright role ${given.id}, or lower its tier if it does no harm.`,
        place: { file: source.file, field: [] },
        subject: { entitlement: ref },
        witness: given === undefined ? [] : [`role ${given.id}`],
      };
    }
  },
} satisfies Rule;
