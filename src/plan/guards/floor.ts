import type { CodePage } from "../../diagnostics/code.ts";
import { rolesOf } from "../actions.ts";
import type { GuardResult } from "../plan.ts";
import { type Guard } from "./guard.ts";
import { counted } from "../../support/counted.ts";

/**
 * guard/floor: a group does not fall below `floors.groupOwners` owners (I9); one that already stands below may not lose
 * another. No override lifts it: a successor can always be added first. Only Google's groups have owners. Administrators are
 * not observed yet, so `floors.superAdmins` is not judged here.
 */
export const floorGuard: Guard = ({ system, drafts, groups, members }) => {
  const floor = system.guards.floors.groupOwners;
  if (floor === 0) return [];
  const change = new Map<string, number>();
  for (const { group, operation } of drafts) {
    const { before, after } = rolesOf(operation);
    if (group === null || before === after) continue;
    const step = (after === "owner" ? 1 : 0) - (before === "owner" ? 1 : 0);
    if (step !== 0) change.set(group, (change.get(group) ?? 0) + step);
  }
  const results: GuardResult[] = [];
  for (const [key, step] of change) {
    if (step >= 0) continue;
    const before = (members.get(key) ?? []).filter(({ role }) => role === "owner").length;
    if (before + step >= floor) continue;
    const declared = groups.get(key)?.desired;
    results.push({
      code: "guard/floor",
      system: system.id,
      blocked: true,
      message: `The plan would leave the group "${declared?.name ?? key}" in ${system.id} with ${counted(Math.max(0, before + step), "owner")}; the floor is ${floor} (guards.floors.groupOwners).`,
      remedy: `Make somebody else an owner first, in a change of its own (${declared?.first.source.file ?? system.source.file}).`,
      override: null,
    });
  }
  return results;
};

/** The page of guard/floor. */
export const floorPage: CodePage = {
  title: "The plan would leave fewer owners or administrators than the minimum.",
  why: "Without an owner or administrator the group or system cannot be managed.",
  next: "Add a successor first, in a separate change.",
};
