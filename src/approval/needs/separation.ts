import { ownerNames, serviceAccountsByOwner } from "../../model/owner.ts";
import type { AccessModel, SeparationOfDutiesRule, User, UserId } from "../../model/documents.ts";
import { type AssignmentIndex, resolveAssignments } from "../../model/effective.ts";
import { contains, type Interval, isEmptyInterval } from "../../model/instant.ts";
import type { Need } from "../need.ts";
import { concernOf, type NeedContext, needOf } from "./context.ts";
import { changedGrants } from "./grants.ts";

/**
 * Returns the needs of separation-of-duties rules with `mode: approve`: a user who comes into more of a rule's sets
 * than the rule allows needs the rule's owner. Every user who gains access is judged, on the access of the user and the
 * user's service accounts at any one time.
 */
export function separationNeeds(context: NeedContext): readonly Need[] {
  const rules = context.base.separationOfDuties.filter(({ mode }) => mode === "approve");
  if (rules.length === 0) return [];
  const people = affectedPeople(context);
  const after = holdingsOf(people, context.head);
  const before = holdingsOf(people, context.base);
  return rules.flatMap((rule) =>
    people.flatMap((user) => {
      const now = conflictOf(after(user, rule), rule.atMost);
      if (now === undefined || now === conflictOf(before(user, rule), rule.atMost)) return [];
      return [separationNeed(rule, user, context)];
    }),
  );
}

function separationNeed(rule: SeparationOfDutiesRule, user: User, context: NeedContext): Need {
  return needOf(
    {
      what: "separation-of-duties",
      subject: `${rule.id} by ${user.id}`,
      about: { user: user.id, entitlements: [], document: { kind: "separation-of-duties", id: rule.id } },
      concern: concernOf(user.id, rule.owners),
      stages: [ownerNames(rule.owners)],
      why: {
        text: `${user.id} would be in more than ${rule.atMost} of the conflicting sets of the rule "${rule.title}".`,
        ...rule.source,
      },
    },
    context,
  );
}

/** Returns the users who gain access and the owners of service accounts that do, in the order of the head's files. */
function affectedPeople(context: NeedContext): readonly User[] {
  const gaining = new Set<UserId>([
    ...context.widening.map(({ user }) => user),
    ...changedGrants(context).map(({ user }) => user),
    ...[...context.fieldsOf.row("user").keys()].map((id) => id as UserId),
  ]);
  const hands = new Set([...gaining].flatMap((id) => [id, ...(context.head.users.get(id)?.owners ?? [])]));
  return [...context.head.users.values()].filter(({ id }) => hands.has(id));
}

interface Held {
  readonly set: string;
  readonly name: string;
  readonly interval: Interval;
}

function holdingsOf(
  people: readonly User[],
  model: AccessModel,
): (user: User, rule: SeparationOfDutiesRule) => readonly Held[] {
  const owned = serviceAccountsByOwner(model);
  const handsOf = ({ id }: User): readonly User[] => {
    const own = model.users.get(id);
    return own === undefined ? [] : [own, ...(owned.get(id) ?? [])];
  };
  const users = new Set(people.flatMap(handsOf));
  // A user on leave is judged by the access after the return, which includes all present access.
  const index = resolveAssignments(model, { users, asIfReturned: true });
  return (user, rule) => handsOf(user).flatMap(({ id }) => heldIn(rule, id, { model, index }));
}

function heldIn(
  rule: SeparationOfDutiesRule,
  user: UserId,
  { model, index }: { readonly model: AccessModel; readonly index: AssignmentIndex },
): readonly Held[] {
  const counts = (eligible: boolean): boolean => !eligible || rule.count.includes("eligible");
  const held: Held[] = [];
  for (const [set, members] of rule.sets)
    for (const member of members) {
      if (member.kind === "role") {
        for (const { role, eligible, interval } of index.rolesHeld(user))
          if (role === member.role && counts(eligible)) held.push({ set, name: `role:${role}`, interval });
        continue;
      }
      for (const { entitlement, paths } of index.byUser.get(user) ?? []) {
        const isMember =
          member.kind === "entitlement"
            ? entitlement === member.entitlement
            : model.entitlements.get(entitlement)?.tags.includes(member.tag) === true;
        if (!isMember) continue;
        for (const { eligible, interval } of paths)
          if (counts(eligible)) held.push({ set, name: entitlement, interval });
      }
    }
  return held.filter(({ interval }) => !isEmptyInterval(interval));
}

/**
 * Returns the access that fills more than `atMost` sets at one time, as text to compare two sides; undefined without a
 * conflict.
 */
function conflictOf(held: readonly Held[], atMost: number): string | undefined {
  const conflicts = new Set<string>();
  // The number of filled sets can rise only at an instant at which access starts.
  for (const start of new Set(held.map(({ interval }) => interval.from ?? -Infinity))) {
    const present = held.filter(({ interval }) => contains(interval, start));
    if (new Set(present.map(({ set }) => set)).size > atMost)
      for (const { set, name, interval } of present)
        conflicts.add(`${set} ${name} ${interval.from ?? "always"} ${interval.until ?? "open"}`);
  }
  return conflicts.size === 0 ? undefined : [...conflicts].sort().join(", ");
}
