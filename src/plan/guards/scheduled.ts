import { isContainment } from "../operations/account-operations.ts";
import { type Guard, liftable, takesAway } from "./guard.ts";
import { counted } from "../../support/counted.ts";

/** guard/scheduled: ends and leavers that an approved commit already decided have a limit of their own, since a wrong clock or file ends many at once. */
export const scheduledGuard: Guard = (scene) => {
  const limit = scene.system.guards.scheduled.count;
  const due = scene.drafts.filter(
    (draft) => draft.operation.origin === "schedule" && (takesAway(draft) || isContainment(draft.operation.action)),
  ).length;
  if (due <= limit) return [];
  return [
    liftable("scheduled", scene, {
      message: `${counted(due, "end")} of access and employment fall due in ${scene.system.id} at once; the limit is ${limit} (guards.scheduled, ${scene.system.source.file}).`,
      remedy: "Look whether the date of this run is right.",
      needed: due,
    }),
  ];
};
