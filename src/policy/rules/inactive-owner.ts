import type { Owner, UserId } from "../../model/documents.ts";
import { type LifecycleState, stateOf } from "../../model/lifecycle.ts";
import type { Rule, RuleContext, RuleFinding, Subject } from "../rule.ts";

/** Reports an owner, manager or sponsor who is not an active user. One who is on leave is at most a warning. */
export const inactiveOwner = {
  id: "lp/inactive-owner",
  severity: "error",
  page: {
    title: "An owner, manager or sponsor is not an active user.",
    why: "Requests and reviews would wait for a user who cannot answer.",
    next: "Name an active user or a team instead.",
  },
  *evaluate(context) {
    const { model } = context;
    for (const entitlement of model.entitlements.values())
      yield* judged(context, entitlement.owners, `the entitlement ${entitlement.ref}`, entitlement.source.file, {
        entitlement: entitlement.ref,
      });
    for (const role of model.roles.values())
      yield* judged(context, role.owners, `the role ${role.id}`, role.source.file, { role: role.id });
    for (const rule of model.separationOfDuties)
      yield* judged(context, rule.owners, `the rule ${rule.id}`, rule.source.file, {});
    for (const system of model.systems.values())
      yield* judged(context, system.owners, `the system ${system.id}`, system.source.file, {});
    for (const user of model.users.values()) {
      if (stateOf(user, context.at) === "terminated") continue; // a terminated user needs no owner
      const { file } = user.source;
      if (user.manager !== null) yield* named(context, user.manager, "manager", user.id, file, ["manager"], { user });
      if (user.sponsor !== null) yield* named(context, user.sponsor, "sponsor", user.id, file, ["sponsor"], { user });
      for (const [position, owner] of user.owners.entries())
        yield* named(context, owner, "owner", user.id, file, ["owners", position], { user });
    }
  },
} satisfies Rule;

function* judged(context: RuleContext, owners: readonly Owner[], of: string, file: string, subject: Subject) {
  for (const [position, owner] of owners.entries())
    if (owner.kind === "user") yield* named(context, owner.id, "owner", of, file, ["owners", position], subject);
}

function* named(
  { model, at }: RuleContext,
  id: UserId,
  relation: "owner" | "manager" | "sponsor",
  of: string,
  file: string,
  field: readonly (string | number)[],
  subject: Subject,
): Iterable<RuleFinding> {
  const person = model.users.get(id);
  const state: LifecycleState = person === undefined ? "terminated" : stateOf(person, at);
  if (state === "active") return;
  yield {
    message: `${id} is the ${relation} of ${of} but is ${stateText[state]}: expected an active user.`,
    remedy: `Name an active user instead of ${id}, or a team.`,
    place: { file, field },
    subject,
    witness: [`${relation} ${id}`],
    ...(state === "on-leave" ? { atMost: "warning" as const } : {}),
  };
}

const stateText: Readonly<Record<LifecycleState, string>> = {
  upcoming: "not yet active",
  active: "active",
  "on-leave": "on leave",
  terminated: "terminated",
};
