import type { AccessModel } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { findingAt, type Report } from "../problems.ts";

/** Whoever comes from outside has an active employee who answers for them (on leave: a warning). */
export function checkSponsors(model: AccessModel, at: Instant, report: Report): void {
  for (const user of model.users.values()) {
    if (user.sponsor === null || stateOf(user, at) === "terminated") continue;
    const sponsor = model.users.get(user.sponsor);
    if (sponsor === undefined) continue; // ref/unknown-user says so
    const state = stateOf(sponsor, at);
    if (sponsor.kind === "employee" && state === "active") continue;
    const isOnLeave = sponsor.kind === "employee" && state === "on-leave";
    const why = sponsor.kind === "employee" ? `is ${state}` : `is of kind ${sponsor.kind}`;
    report(
      findingAt(
        {
          code: "identity/inactive-sponsor",
          message: `${sponsor.id}, the sponsor of ${user.id}, ${why}.`,
          remedy: "Name an active employee as `sponsor:`.",
        },
        {
          file: user.source.file,
          field: ["sponsor"],
          user: user.id,
          severity: isOnLeave ? "warning" : "error",
        },
      ),
    );
  }
}
