import type { CodePage } from "../../diagnostics/code.ts";
import { writesHolding } from "../actions.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult } from "../plan.ts";
import { type Guard, liftable } from "./guard.ts";

/**
 * The removal of a single member is usual. From two members on, an emptied group suggests an incomplete read or a wrong
 * file.
 */
const smallestGroup = 2;

/**
 * guard/emptied-group: refuses a plan that removes all present members of a group of two or more and adds none, or all
 * assignments of an app, role or licence. Does
 * not apply where the entitlement is retired, because then the group is meant to be emptied. Does not apply where an
 * approved commit already decided each member's end, because short grants can end together.
 */
export const emptiedGroupGuard: Guard = (scene) => {
  const byGroup = new Map<string, { readonly removed: Draft[]; added: number }>();
  for (const draft of scene.drafts) {
    const { before, after } = draft.operation;
    const isLeaving = before !== null && after === null;
    const isJoining = before === null && after !== null;
    if (draft.group === null || !writesHolding(draft.operation) || (!isLeaving && !isJoining)) continue;
    const known = byGroup.get(draft.group) ?? { removed: [], added: 0 };
    byGroup.set(draft.group, known);
    if (isLeaving) known.removed.push(draft);
    else known.added += 1;
  }
  const results: GuardResult[] = [];
  for (const [key, { removed, added }] of byGroup) {
    const held = scene.held.get(key);
    if (held === undefined || !held.isActive || added > 0) continue;
    const { present, entitlement } = held;
    if (present < smallestGroup || removed.length < present) continue;
    if (removed.every(({ operation }) => operation.origin === "schedule")) continue;
    results.push(
      liftable("emptied-group", scene, {
        message: `The plan would remove all ${present} ${held.holdings} in ${scene.system.id} (${entitlement.ref}).`,
        remedy: `If the entitlement is no longer needed, set \`status: retired\` in ${entitlement.source.file}. Otherwise check why all members lose it.`,
        needed: removed.length,
      }),
    );
  }
  return results;
};

/** The page of guard/emptied-group. */
export const emptiedGroupPage: CodePage = {
  title: "The plan would remove every member of a group, or every assignment of an app, role or licence.",
  why: "An emptied group suggests an incomplete read or a wrong file.",
  next: "If the change is intended, set `status: retired` for the entitlement, or add an override. Root owners must approve it.",
};
