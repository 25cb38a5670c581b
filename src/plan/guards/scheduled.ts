import type { CodePage } from "../../diagnostics/code.ts";
import { effectOf } from "../actions.ts";
import { counted } from "../../support/counted.ts";
import { addedTo } from "./already-removed.ts";
import { afterText, containing, countContained, type Guard, liftable } from "./guard.ts";

/**
 * guard/scheduled: limits the ends and leavers of one run that an approved commit already decided. They have their own
 * limit, because a wrong clock or file can end many at once.
 */
export const scheduledGuard: Guard = (scene) => {
  const limit = scene.system.guards.scheduled.count;
  const scheduled = scene.drafts.filter(({ operation }) => operation.origin === "schedule");
  const taken = scheduled.flatMap(({ operation }) => (effectOf(operation) === "takes" ? [operation] : []));
  const due = taken.length + countContained(scheduled);
  // A record does not have the origin of its operation, so every removal of the day counts.
  const { memberships, accounts } = scene.already;
  const earlier = addedTo(taken, memberships) + addedTo(containing(scheduled), accounts);
  if (due === 0 || due + earlier <= limit) return [];
  return [
    liftable("scheduled", scene, {
      message: `${counted(due, "end")} of access or employment would take effect in ${scene.system.id} at once${afterText(earlier)}; the limit is ${limit} (guards.scheduled, ${scene.system.source.file}).`,
      remedy: "Check whether the date of this run is correct.",
      needed: due + earlier,
    }),
  ];
};

/** The page of guard/scheduled. */
export const scheduledPage: CodePage = {
  title: "More scheduled ends would take effect at once than the limit for one run.",
  why: "Many ends at once suggest a wrong clock or a wrong file.",
  next: "Check the dates. If they are correct, add a file under access/overrides/scheduled/. Root owners must approve it.",
};
