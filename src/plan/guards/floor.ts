import type { CodePage } from "../../diagnostics/code.ts";
import { rolesOf } from "../actions.ts";
import type { GuardResult } from "../plan.ts";
import { type Guard } from "./guard.ts";
import { counted } from "../../support/counted.ts";

/**
 * guard/floor: keeps at least `floors.groupOwners` owners in a group (I9). A group that is already below the floor must
 * not lose another owner. No override lifts this guard: a successor can always be added first. Only Google groups have
 * owners. `floors.superAdmins` is not checked here, because administrators are not observed yet.
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
      message: `The plan would leave the group "${declared?.name ?? key}" in ${system.id} with ${counted(Math.max(0, before + step), "owner")}; the minimum is ${floor} (guards.floors.groupOwners).`,
      remedy: `Add another owner first, in a separate change (${declared?.first.source.file ?? system.source.file}).`,
      override: null,
    });
  }
  return results;
};

/** The page of guard/floor. */
export const floorPage: CodePage = {
  title: "The plan would leave fewer owners or administrators than the minimum.",
  why: "Without an owner, no person can manage the group.",
  next: "Add a successor first, in a separate change.",
};
