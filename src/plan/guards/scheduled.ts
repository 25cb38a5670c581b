import type { CodePage } from "../../diagnostics/code.ts";
import { effectOf } from "../actions.ts";
import { counted } from "../../support/counted.ts";
import { type Guard, liftable } from "./guard.ts";

/** guard/scheduled: ends and leavers that an approved commit already decided have a limit of their own, since a wrong clock or file ends many at once. */
export const scheduledGuard: Guard = (scene) => {
  const limit = scene.system.guards.scheduled.count;
  const due = scene.drafts.filter(({ operation }) => {
    const effect = effectOf(operation);
    return operation.origin === "schedule" && (effect === "takes" || effect === "contains");
  }).length;
  if (due <= limit) return [];
  return [
    liftable("scheduled", scene, {
      message: `${counted(due, "end")} of access and employment fall due in ${scene.system.id} at once; the limit is ${limit} (guards.scheduled, ${scene.system.source.file}).`,
      remedy: "Look whether the date of this run is right.",
      needed: due,
    }),
  ];
};

/** The page of guard/scheduled. */
export const scheduledPage: CodePage = {
  title: "More starts and ends are due at once than the limit for one run.",
  why: "A wrong clock or file can make many approved starts and ends due at once.",
  next: "Ask the root owners to add a file under access/overrides/scheduled/.",
};
