import type { UserId } from "../../model/documents.ts";
import { groupBy } from "../../support/multi-map.ts";
import { nestedHolders } from "../nested-holders.ts";
import { numberOf, type Rule, type RuleContext } from "../rule.ts";

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
    const limits = limitsOf(context);
    const people = activePeople(context);
    for (const { ref, tier, source } of facts.privileged().values()) {
      const holders = facts.holdersOf(ref).filter((user) => people.has(user)).length;
      if (!isTooMany(holders, people.size, limits)) continue;
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
  *evaluateObserved(context) {
    const { facts, model, observations } = context;
    const limits = limitsOf(context);
    const people = activePeople(context);
    const nested = groupBy(nestedHolders(observations ?? [], { model, facts }), ({ ref }) => ref);
    for (const [ref, found] of nested) {
      const entitlement = facts.privileged().get(ref);
      if (entitlement === undefined) continue;
      const byFiles = facts.holdersOf(ref).filter((user) => people.has(user));
      const all = new Set(
        [...byFiles, ...found.flatMap(({ users }) => users.map(({ id }) => id))].filter(isIn(people)),
      );
      // What the files give alone is reported without the observed state.
      if (isTooMany(byFiles.length, people.size, limits) || !isTooMany(all.size, people.size, limits)) continue;
      const through = found.map((one) => one.through.trim());
      yield {
        message: `${ref} (tier ${entitlement.tier}) is held by ${all.size} of ${people.size} active users at the provider, ${all.size - byFiles.length} of them ${through.join(" or ")}. A privileged entitlement is for few users.`,
        remedy: `Remove the nested ${through.length === 1 ? "group" : "groups"} from the group of ${ref}.`,
        place: { file: entitlement.source.file, field: [] },
        subject: { entitlement: ref },
        witness: through,
      };
    }
  },
} satisfies Rule;

interface Limits {
  readonly share: number;
  readonly floor: number;
}

const limitsOf = (context: RuleContext): Limits => ({
  share: numberOf(context, "share", 0.5),
  floor: numberOf(context, "floor", 10),
});

const activePeople = ({ facts }: RuleContext): ReadonlySet<UserId> =>
  new Set(facts.activeUsers().flatMap(({ id, kind }) => (kind === "service" ? [] : [id])));

const isIn = (people: ReadonlySet<UserId>) => (user: UserId) => people.has(user);

const isTooMany = (holders: number, people: number, { share, floor }: Limits): boolean =>
  holders >= Math.max(floor, 1) && holders / people > share;
