import type { CodePage } from "../../diagnostics/code.ts";
import { rolesOf, writesHolding } from "../actions.ts";
import { isSuperAdmin } from "../../model/super-admin.ts";
import type { GuardResult } from "../plan.ts";
import { containing, type Guard, type GuardScene } from "./guard.ts";
import { counted } from "../../support/counted.ts";

/**
 * guard/floor: keeps at least `floors.groupOwners` owners in a group and `floors.superAdmins` super administrators (I9).
 * What is already below the floor must not lose another one. No override lifts this guard: a successor can always be added
 * first. Only Google groups have owners. Super administrators are counted where an entitlement declares that role.
 */
export const floorGuard: Guard = (scene) => [...ownerFloor(scene), ...superAdminFloor(scene)];

function ownerFloor({ system, drafts, groups, members }: GuardScene): readonly GuardResult[] {
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
}

/** Refuses to take the role from a super administrator where too few others could still sign in and use it. */
function superAdminFloor({ system, drafts, held }: GuardScene): readonly GuardResult[] {
  const floor = system.guards.floors.superAdmins;
  const contained = new Set(containing(drafts).map(({ resource }) => resource.id));
  return [...held].flatMap(([key, { entitlement, usableBy }]): readonly GuardResult[] => {
    if (!isSuperAdmin(entitlement)) return [];
    const own = drafts.filter(({ group, operation }) => group === key && writesHolding(operation));
    const lost = new Set(own.flatMap(({ operation }) => (operation.after === null ? [operation.account?.id] : [])));
    if (lost.size === 0) return [];
    const kept = [...usableBy].filter((account) => !lost.has(account) && !contained.has(account)).length;
    // A successor who is added by the same plan does not count: a leaver loses the role before another user gets it.
    if (kept >= floor) return [];
    return [
      {
        code: "guard/floor",
        system: system.id,
        blocked: true,
        message: `The plan would leave ${system.id} with ${counted(kept, "super administrator")} (${entitlement.ref}); the minimum is ${floor} (guards.floors.superAdmins).`,
        remedy: `Give the role to another user first, in a separate change (${entitlement.source.file}).`,
        override: null,
      },
    ];
  });
}

/** The page of guard/floor. */
export const floorPage: CodePage = {
  title: "The plan would leave fewer owners or administrators than the minimum.",
  why: "Without an owner, no person can manage the group.",
  next: "Add a successor first, in a separate change.",
};
