import type { CodePage } from "../../diagnostics/code.ts";
import { actions, effectOf, writesHolding } from "../actions.ts";
import type { Draft } from "../operations/draft.ts";
import { counted } from "../../support/counted.ts";
import { addedTo } from "./already-removed.ts";
import { afterText, type Guard, liftable } from "./guard.ts";

/**
 * guard/removals: limits the memberships and direct assignments that one run removes and the group roles that it lowers, by number, and by
 * share of the present memberships where there are at least `floor` (the share of a small set means little). The share always
 * allows `allowance` removals, and those of a retired entitlement do not count for it: in a small company, a mover or a retired
 * entitlement is a large share. Ends that
 * an approved commit decided count for guard/scheduled. What earlier runs removed within a day counts as well, where the
 * caller gives it, so that a limit cannot be drained run by run.
 */
export const removalsGuard: Guard = (scene) => {
  const { count, share, floor, allowance } = scene.system.guards.removals;
  const losses = scene.drafts.filter(
    ({ operation }) => effectOf(operation) === "takes" && writesHolding(operation) && operation.origin !== "schedule",
  );
  const own = losses.length;
  const lowered = losses.filter(({ operation }) => operation.after !== null).length;
  if (own === 0) return [];
  const earlier = addedTo(
    losses.map(({ operation }) => operation),
    scene.already.memberships,
  );
  const taken = own + earlier;
  let present = earlier;
  for (const held of scene.held.values()) present += held.present;
  const isTooMany = taken > count;
  const retired = losses.filter(({ group }) => group !== null && scene.held.get(group)?.isActive === false).length;
  // A targeted read has fewer memberships than the provider. The share then judges a set that may reach the floor.
  const isTooLarge = (scene.isTargeted || present >= floor) && taken - retired > Math.max(allowance, present * share);
  if (!isTooMany && !isTooLarge) return [];
  const limit = isTooMany ? `the limit is ${count}` : `of ${present} present; the limit is ${percent(share)}`;
  return [
    liftable("removals", scene, {
      message: `The plan would remove ${countedLosses(losses)}${lowered === 0 ? "" : ` (${lowered} by a lower role)`} in ${scene.system.id}${afterText(earlier)}${isTooMany ? "; " : " "}${limit} (guards.removals, ${scene.system.source.file}).`,
      remedy: "Split the change, or check why there are so many removals.",
      needed: taken,
    }),
  ];
};

/** Returns the losses by what is lost: `3 memberships and 1 assignment`. */
function countedLosses(losses: readonly Draft[]): string {
  const assignments = losses.filter(({ operation }) => actions[operation.action].object === "assignment").length;
  const memberships = losses.length - assignments;
  return [
    ...(memberships > 0 ? [counted(memberships, "membership")] : []),
    ...(assignments > 0 ? [counted(assignments, "assignment")] : []),
  ].join(" and ");
}

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;

/** The page of guard/removals. */
export const removalsPage: CodePage = {
  title: "The plan would remove more access than the limit for one run.",
  why: "Many removals suggest a wrong file or an incomplete read. A person should check them first.",
  next: "Split the change, or add a file under access/overrides/removals/. Root owners must approve it.",
};
