import type { CodePage } from "../../diagnostics/code.ts";
import { rolesOf } from "../actions.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult } from "../plan.ts";
import { type Guard, liftable } from "./guard.ts";

/** One member's leaving is everyday; from two on, an emptied group is what a bad read or a wrong move looks like. */
const smallest = 2;

/**
 * guard/emptied-group: a plan does not take every present member out of a group of two or more while nobody comes in. Not
 * judged where the entitlement is retired (it is meant to empty), nor where every member's end was already decided in an
 * approved commit (grants of a few hours end together).
 */
export const emptiedGroupGuard: Guard = (scene) => {
  const byGroup = new Map<string, { readonly removed: Draft[]; added: number }>();
  for (const draft of scene.drafts) {
    const { before, after } = rolesOf(draft.operation);
    const isLeaving = before !== null && after === null;
    const isJoining = before === null && after !== null;
    if (draft.group === null || (!isLeaving && !isJoining)) continue;
    const known = byGroup.get(draft.group) ?? { removed: [], added: 0 };
    byGroup.set(draft.group, known);
    if (isLeaving) known.removed.push(draft);
    else known.added += 1;
  }
  const results: GuardResult[] = [];
  for (const [key, { removed, added }] of byGroup) {
    const group = scene.groups.get(key)?.desired;
    const present = scene.members.get(key)?.length ?? 0;
    if (group === undefined || !group.active || added > 0) continue;
    if (present < smallest || removed.length < present) continue;
    if (removed.every(({ operation }) => operation.origin === "schedule")) continue;
    results.push(
      liftable("emptied-group", scene, {
        message: `The plan would take all ${present} members out of the group "${group.name}" in ${scene.system.id} (${group.first.ref}).`,
        remedy: `If nobody shall have it any more, set \`status: retired\` in ${group.first.source.file}; else look for what took it from everybody.`,
        needed: removed.length,
      }),
    );
  }
  return results;
};

/** The page of guard/emptied-group. */
export const emptiedGroupPage: CodePage = {
  title: "The plan would remove all members of a group.",
  why: "An empty group can come from a wrong file or an incomplete read.",
  next: "If this is intended, retire the entitlement, or ask the root owners to add an override.",
};
