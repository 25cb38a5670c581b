import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import { type LifecycleState, stateOf } from "../model/lifecycle.ts";
import type { User } from "../model/people.ts";
import type { ResolvedModel } from "../model/resolved-model.ts";
import { responsibilitiesIn } from "../model/responsibilities.ts";

/**
 * Checks that the sponsor of every external user, and of every external member of a group, is an active employee (on leave: a
 * warning). A check of policy and not of load: a sponsor who leaves must not keep the rest of the files from being judged,
 * planned and applied.
 */
export function sponsorFindings({ model, at }: ResolvedModel): readonly UnlocatedFinding[] {
  return [...responsibilitiesIn(model)].flatMap(({ relation, user: id, object, of, file, field }) => {
    if (relation !== "sponsor" || (of !== undefined && stateOf(of, at) === "terminated")) return [];
    const sponsor = model.users.get(id);
    if (sponsor === undefined) return []; // reported as ref/unknown-user
    const state = stateOf(sponsor, at);
    if (sponsor.kind === "employee" && state === "active") return [];
    const why = sponsor.kind === "employee" ? `is ${state}` : `is of kind ${sponsor.kind}`;
    return [
      {
        code: "identity/inactive-sponsor" as const,
        severity: sponsor.kind === "employee" && state === "on-leave" ? ("warning" as const) : ("error" as const),
        message: `The sponsor of ${object}, ${sponsor.id}, ${why}: expected an active employee.`,
        remedy: `Name an active employee as \`sponsor:\`.${handoverOf(sponsor, state)}`,
        place: { file, field },
        user: of?.id ?? null,
        witness: [`sponsor ${sponsor.id}`],
      },
    ];
  });
}

/** Returns the sentence that names the command for what a terminated user leaves behind; empty for other users. */
export function handoverOf(user: User | undefined, state: LifecycleState): string {
  return user !== undefined && state === "terminated" ? ` \`rolecall handover ${user.id}\` proposes the edits.` : "";
}
