import type { CodePage } from "../../diagnostics/code.ts";
import { effectOf, rolesOf } from "../actions.ts";
import { counted } from "../../support/counted.ts";
import { type Guard, liftable } from "./guard.ts";

/**
 * guard/removals: no more memberships, or higher roles in groups, taken away in one run than the system's limit, by number,
 * and by share of what is there where there are at least `floor` (a share of a small set says nothing). Ends that an
 * approved commit decided are counted by guard/scheduled.
 */
export const removalsGuard: Guard = (scene) => {
  const { count, share, floor } = scene.system.guards.removals;
  const losses = scene.drafts.filter(
    ({ operation }) => effectOf(operation) === "takes" && operation.origin !== "schedule",
  );
  const taken = losses.length;
  const lowered = losses.filter(({ operation }) => rolesOf(operation).after !== null).length;
  if (taken === 0) return [];
  let present = 0;
  for (const members of scene.members.values()) present += members.length;
  const isTooMany = taken > count;
  const isTooLarge = present >= floor && taken > present * share;
  if (!isTooMany && !isTooLarge) return [];
  const limit = isTooMany
    ? `the limit is ${count}`
    : `of ${present} that are there, and the limit is ${percent(share)} of them`;
  return [
    liftable("removals", scene, {
      message: `The plan would take away ${counted(taken, "membership")}${lowered === 0 ? "" : ` (${lowered} by a lower role)`} in ${scene.system.id}${isTooMany ? "; " : " "}${limit} (guards.removals, ${scene.system.source.file}).`,
      remedy: "Split the change, or look for what made so many removals.",
      needed: taken,
    }),
  ];
};

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;

/** The page of guard/removals. */
export const removalsPage: CodePage = {
  title: "The plan would remove more access than the limit for one run.",
  why: "Many removals at once can come from a wrong file or an incomplete read, so a person must check them first.",
  next: "Split the change, or ask the root owners to add a file under access/overrides/removals/.",
};
