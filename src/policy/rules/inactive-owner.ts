import type { Owner, UserId } from "../../model/documents.ts";
import { type LifecycleState, stateOf } from "../../model/lifecycle.ts";
import type { Rule, RuleContext, RuleFinding, Subject } from "../rule.ts";

/** Owners, managers and sponsors are active users: a request must not wait for somebody who left (on leave: warning). */
export const inactiveOwner = {
  id: "lp/inactive-owner",
  severity: "error",
  page: {
    title: "An owner, manager or sponsor is not an active user.",
    why: "Requests would wait for somebody who is not there.",
    next: "Name somebody else.",
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
      if (stateOf(user, context.at) === "terminated") continue; // nobody answers for a tombstone
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
  part: "owner" | "manager" | "sponsor",
  of: string,
  file: string,
  field: readonly (string | number)[],
  subject: Subject,
): Iterable<RuleFinding> {
  const person = model.users.get(id);
  const state: LifecycleState = person === undefined ? "terminated" : stateOf(person, at);
  if (state === "active") return;
  yield {
    message: `${id} is the ${part} of ${of} and is ${inWords[state]}: requests and reviews would wait for somebody who cannot answer.`,
    remedy: `Name an active user instead of ${id}, or a team.`,
    place: { file, field },
    subject,
    ...(state === "on-leave" ? { atMost: "warning" as const } : {}),
  };
}

const inWords: Readonly<Record<LifecycleState, string>> = {
  upcoming: "not with the company yet",
  active: "active",
  "on-leave": "on leave",
  terminated: "no longer with the company",
};
