import type { Tier } from "../../model/documents.ts";
import { compareText } from "../../support/compare.ts";
import { actions, effectOf, type Phase, phaseOf, rolesOf } from "../actions.ts";
import type { Draft } from "../operations/draft.ts";

type Place = Phase | "contain-leaver" | "take-from-leaver";

/** The order of phases where no edge decides: contain leavers, create what others need, give, then take. */
const places: Readonly<Record<Place, number>> = {
  "contain-leaver": 0,
  contain: 1,
  "take-from-leaver": 2,
  prepare: 3,
  open: 4,
  describe: 5,
  give: 6,
  change: 7,
  take: 8,
};

function placeOf({ operation, isLeaver }: Draft): Place {
  const { object, effect } = actions[operation.action];
  const phase = phaseOf(operation);
  if (isLeaver && object === "account") return "contain-leaver";
  const { before, after } = rolesOf(operation);
  // A leaver's memberships are removed early, except in groups that the leaver owns: there a successor comes first.
  if (isLeaver && effect === "takes" && after === null && before !== "owner") return "take-from-leaver";
  return effect === "by-role" && effectOf(operation) === "gives" ? "give" : phase;
}

const riskRank: Readonly<Record<Tier, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

/** Returns drafts in the order without dependencies: by phase, highest tier first, then by id. The order is total. */
export function byRank(drafts: readonly Draft[]): readonly Draft[] {
  return drafts
    .map((draft) => ({ draft, place: places[placeOf(draft)], tier: riskRank[draft.operation.tier] }))
    .sort(
      (left, right) =>
        left.place - right.place ||
        left.tier - right.tier ||
        compareText(left.draft.operation.id, right.draft.operation.id),
    )
    .map(({ draft }) => draft);
}
