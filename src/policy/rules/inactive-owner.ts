import { type LifecycleState, stateOf } from "../../model/lifecycle.ts";
import { responsibilitiesIn } from "../../model/responsibilities.ts";
import type { Rule } from "../rule.ts";
import { handoverOf } from "../sponsors.ts";

/**
 * Reports an owner or manager who is not an active user. One who is on leave is at most a warning. Sponsors have their own
 * check (`identity/inactive-sponsor`).
 */
export const inactiveOwner = {
  id: "lp/inactive-owner",
  severity: "error",
  page: {
    title: "An owner or manager is not an active user.",
    why: "Requests and reviews would wait for a user who cannot answer. In the change that terminates the user, and in a change of other objects, the finding is a warning.",
    next: "Name an active user or a team instead. `rolecall handover USER` proposes the edits for a user who leaves.",
  },
  *evaluate({ model, at }) {
    for (const { user: id, relation, object, file, field, of, entitlement, role } of responsibilitiesIn(model)) {
      if (relation === "sponsor") continue;
      if (of !== undefined && stateOf(of, at) === "terminated") continue; // a terminated user needs no owner
      const person = model.users.get(id);
      const state: LifecycleState = person === undefined ? "terminated" : stateOf(person, at);
      if (state === "active") continue;
      yield {
        message: `${id} is the ${relation} of ${object} but is ${stateText[state]}: expected an active user.`,
        remedy: `Name an active user instead of ${id}${relation === "owner" ? ", or a team" : ""}.${handoverOf(person, state)}`,
        place: { file, field },
        subject: {
          ...(of === undefined ? {} : { user: of }),
          ...(entitlement === undefined ? {} : { entitlement }),
          ...(role === undefined ? {} : { role }),
        },
        witness: [`${relation} ${id}`],
        ...(state === "on-leave" ? { atMost: "warning" as const } : {}),
      };
    }
  },
} satisfies Rule;

const stateText: Readonly<Record<LifecycleState, string>> = {
  upcoming: "not yet active",
  active: "active",
  "on-leave": "on leave",
  terminated: "terminated",
};
