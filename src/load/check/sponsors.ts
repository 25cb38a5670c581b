import type { AccessModel } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { findingAt, type Report } from "../problems.ts";

/** Checks that the sponsor of every external user is an active employee (on leave: a warning). */
export function checkSponsors(model: AccessModel, at: Instant, report: Report): void {
  for (const user of model.users.values()) {
    if (user.sponsor === null || stateOf(user, at) === "terminated") continue;
    const sponsor = model.users.get(user.sponsor);
    if (sponsor === undefined) continue; // reported as ref/unknown-user
    const state = stateOf(sponsor, at);
    if (sponsor.kind === "employee" && state === "active") continue;
    const isOnLeave = sponsor.kind === "employee" && state === "on-leave";
    const why = sponsor.kind === "employee" ? `is ${state}` : `is of kind ${sponsor.kind}`;
    report(
      findingAt(
        {
          code: "identity/inactive-sponsor",
          message: `The sponsor of ${user.id}, ${sponsor.id}, ${why}: expected an active employee.`,
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
