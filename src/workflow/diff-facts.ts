import type { Need } from "../approval/need.ts";
import type { AccessModel, EntitlementRef, Tier, UserId } from "../model/documents.ts";
import { assignmentsOfUser, heldAt } from "../model/effective.ts";
import type { Instant } from "../model/instant.ts";
import type { AccessChange, ModelChange } from "../plan/plan.ts";
import type { PlanSide } from "../plan/side.ts";
import type { ChangeFacts, TierReach } from "../report/diff/diff.ts";
import { riskRank } from "../report/diff/group-access.ts";
import { compareText } from "../support/compare.ts";
import { heirsOf, leaverFactsOf } from "./leaver-facts.ts";

interface Sides {
  readonly head: PlanSide;
  readonly base: PlanSide;
}

interface Changes {
  readonly accessChanges: readonly AccessChange[];
  readonly modelChanges: readonly ModelChange[];
  readonly needs: readonly Need[];
}

/** Returns the users, entitlements, roles and systems that a change concerns, as both sides have them. */
export function factsOf({ accessChanges, modelChanges, needs }: Changes, sides: Sides, at: Instant): ChangeFacts {
  const { head, base } = sides;
  const edited = modelChanges.flatMap(({ kind, id }) => (kind === "user" ? [id as UserId] : []));
  const leavers = new Map(
    [...new Set(edited)].flatMap((id) => {
      const facts = leaverFactsOf(id, { base: base.model, head: head.model }, at);
      return facts === null ? [] : [[id, facts] as const];
    }),
  );
  const users = new Set<UserId>([
    ...accessChanges.map(({ user }) => user),
    ...edited,
    ...[...leavers.values()].flatMap(heirsOf),
    ...needs.flatMap(({ about }) => (about.user === null ? [] : [about.user])),
  ]);
  const kept = new Map([...new Set(edited)].map((id) => [id, keptBy(id, sides, at)] as const));
  const refs = new Set<EntitlementRef>([
    ...accessChanges.map(({ entitlement }) => entitlement),
    ...needs.flatMap(({ about }) => about.entitlements),
    ...[...kept.values()].flat(),
  ]);
  return {
    people: new Map(
      [...users].map((id) => [
        id,
        { before: base.model.users.get(id) ?? null, after: head.model.users.get(id) ?? null },
      ]),
    ),
    entitlements: new Map(
      [...refs].flatMap((id) => {
        const found = head.model.entitlements.get(id) ?? base.model.entitlements.get(id);
        return found === undefined ? [] : [[id, found] as const];
      }),
    ),
    roles: new Map([...base.model.roles, ...head.model.roles]),
    systemTitles: new Map(
      [...base.model.systems, ...head.model.systems].map(([id, system]) => [id, system.title] as const),
    ),
    kept,
    ruleTitles: new Map([base.model, head.model].flatMap(ruleTitlesIn)),
    tiers: tiersIn(modelChanges, head, at),
    leavers,
  };
}

/** Returns the titles of separation of duties rules and the messages of custom rules. */
const ruleTitlesIn = ({ separationOfDuties, leastPrivilege }: AccessModel): readonly (readonly [string, string])[] => [
  ...separationOfDuties.map(({ id, title }) => [id, title] as const),
  ...leastPrivilege.custom.map(({ id, message }) => [id, message] as const),
];

const allTiers: readonly Tier[] = ["low", "medium", "high", "critical"];

/** Returns the reach of each tier whose approvals change, after the change. */
function tiersIn(
  changes: readonly ModelChange[],
  { model, index }: PlanSide,
  at: Instant,
): ReadonlyMap<Tier, TierReach> {
  const changed = allTiers.filter((tier) =>
    changes.some(({ kind, field }) => kind === "approvals" && field.startsWith(`tiers.${tier}.`)),
  );
  return new Map(
    changed.map((tier) => {
      const isOfTier = (ref: EntitlementRef): boolean => model.entitlements.get(ref)?.tier === tier;
      const holders = [...index.byUser.values()].filter((assignments) =>
        assignments.some((one) => isOfTier(one.entitlement) && heldAt(one, at)),
      );
      return [
        tier,
        { entitlements: [...model.entitlements.keys()].filter(isOfTier).length, holders: holders.length },
      ] as const;
    }),
  );
}

/** Returns what the user holds by a grant on both sides, higher tiers first. */
function keptBy(user: UserId, { head, base }: Sides, at: Instant): readonly EntitlementRef[] {
  const before = new Set(
    assignmentsOfUser(base.index, user)
      .filter((one) => heldAt(one, at))
      .map(({ entitlement }) => entitlement),
  );
  const tierOf = (ref: EntitlementRef) => head.model.entitlements.get(ref)?.tier ?? "critical";
  return assignmentsOfUser(head.index, user)
    .filter((one) => before.has(one.entitlement) && heldAt(one, at) && one.paths.some(({ kind }) => kind === "grant"))
    .map(({ entitlement }) => entitlement)
    .sort((left, right) => riskRank(tierOf(left)) - riskRank(tierOf(right)) || compareText(left, right));
}
