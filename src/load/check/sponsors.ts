import type { AccessModel, User } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { type At, findingAt, type Report } from "../problems.ts";

/** Checks that the sponsor of every external user is an active employee (on leave: a warning). */
export function checkSponsors(model: AccessModel, at: Instant, report: Report): void {
  for (const user of model.users.values()) {
    if (user.sponsor === null || stateOf(user, at) === "terminated") continue;
    const place = { file: user.source.file, field: ["sponsor"], user: user.id };
    checkSponsor(model.users.get(user.sponsor), { of: user.id, place, at, report });
  }
}

interface Sponsored {
  /** The user or address that is sponsored, as text. */
  readonly of: string;
  readonly place: At;
  readonly at: Instant;
  readonly report: Report;
}

/** Reports a sponsor who is not an active employee. An unknown user is reported as a reference. */
export function checkSponsor(sponsor: User | undefined, { of, place, at, report }: Sponsored): void {
  if (sponsor === undefined) return;
  const state = stateOf(sponsor, at);
  if (sponsor.kind === "employee" && state === "active") return;
  const isOnLeave = sponsor.kind === "employee" && state === "on-leave";
  const why = sponsor.kind === "employee" ? `is ${state}` : `is of kind ${sponsor.kind}`;
  report(
    findingAt(
      {
        code: "identity/inactive-sponsor",
        message: `The sponsor of ${of}, ${sponsor.id}, ${why}: expected an active employee.`,
        remedy: "Name an active employee as `sponsor:`.",
      },
      { ...place, severity: isOnLeave ? "warning" : "error" },
    ),
  );
}
