import type { ObservedMembership } from "../../model/observation.ts";
import { isOpen } from "../match/identity.ts";
import { otherWriterGuard } from "../match/match-groups.ts";
import type { GuardResult, Unmanaged } from "../plan.ts";
import { accountOperations } from "./account-operations.ts";
import { keepAdministrators } from "./administrators.ts";
import { assignmentOperations } from "./assignment-operations.ts";
import { coverageOf, targetedRead } from "./coverage.ts";
import type { Draft } from "./draft.ts";
import { heldAssignable, heldGroup, type HeldObject } from "./held-object.ts";
import { groupOperations } from "./group-operations.ts";
import { membershipIdentities } from "./member-account.ts";
import { membershipOperations } from "./membership-operations.ts";
import type { SystemView } from "./system-view.ts";
import { appendTo, groupBy } from "../../support/multi-map.ts";

export interface SystemOperations {
  readonly view: SystemView;
  readonly drafts: readonly Draft[];
  readonly guards: readonly GuardResult[];
  /** Null: not known, because the system was read for some users and groups only. */
  readonly unmanaged: Unmanaged | null;
  /** The live memberships of declared groups, by the group's key. */
  readonly members: ReadonlyMap<string, readonly ObservedMembership[]>;
  /** The declared groups, apps, roles and licences, by key. */
  readonly held: ReadonlyMap<string, HeldObject>;
}

/** Returns all operations that bring one system to the desired state, without an order. */
export function systemOperations(view: SystemView): SystemOperations {
  const drafts: Draft[] = [];
  const { isIdentified, mayChange, isKnown } = coverageOf(view.observed);
  const guards: GuardResult[] = [
    ...view.accounts.guards.filter(isIdentified),
    ...view.groups.guards,
    ...view.assignables.guards,
  ];
  for (const account of view.desired.accounts.values()) {
    if (!mayChange(account.user.id)) continue;
    const planned = accountOperations(account, view);
    drafts.push(...planned.drafts);
    guards.push(...planned.guards);
  }
  const identities = membershipIdentities(view);
  const byGroup = membershipsByGroup(view.observed.memberships);
  const members = new Map<string, readonly ObservedMembership[]>();
  const held = new Map<string, HeldObject>();
  let unmanagedMembers = 0;
  for (const matched of view.groups.groups.values()) {
    const present = matched.live === null ? [] : (byGroup.get(matched.live.id) ?? []);
    members.set(matched.desired.key, present);
    held.set(matched.desired.key, heldGroup(matched.desired, present.length));
    const membership = membershipOperations(matched, present, { view, identities, byGroup });
    const planned = [...groupOperations(matched, view), ...membership.drafts].filter((draft) =>
      isKnown(draft, matched.live),
    );
    unmanagedMembers += membership.unmanaged;
    guards.push(...membership.guards);
    if (matched.otherWriter === null) drafts.push(...planned);
    else guards.push(otherWriterGuard(view.desired.system, matched, planned.length));
  }
  const open = new Set(view.observed.accounts.filter(isOpen).map(({ id }) => id));
  const assignments = groupBy(view.observed.directAssignments ?? [], ({ target, kind }) => `${kind} ${target}`);
  const assigned: Draft[] = [];
  for (const matched of view.assignables.assignables.values()) {
    const present = assignments.get(`${matched.live.kind} ${matched.live.id}`) ?? [];
    held.set(matched.desired.key, heldAssignable(matched.desired, present, open));
    const planned = assignmentOperations(matched, present, { view, identities });
    assigned.push(...planned.drafts.filter((draft) => isKnown(draft, null)));
    unmanagedMembers += planned.unmanaged + (matched.live.otherAssignments ?? 0);
  }
  const kept = keepAdministrators(assigned, view);
  drafts.push(...kept.drafts);
  guards.push(...kept.guards);
  if (view.observed.readFor !== undefined) {
    guards.push(targetedRead(view.desired.system));
    return { view, drafts, guards, members, held, unmanaged: null };
  }
  return { view, drafts, guards, members, held, unmanaged: { ...unmanagedObjects(view), members: unmanagedMembers } };
}

function membershipsByGroup(memberships: readonly ObservedMembership[]): ReadonlyMap<string, ObservedMembership[]> {
  const byGroup = new Map<string, ObservedMembership[]>();
  for (const membership of memberships) {
    appendTo(byGroup, membership.group, membership);
  }
  return byGroup;
}

/** Counts accounts that match no user and groups that no file declares. They are not written (I14). */
function unmanagedObjects({ observed, accounts, groups }: SystemView): Omit<Unmanaged, "members"> {
  const foreign = new Set<string>();
  for (const { id, state } of observed.accounts)
    if (state !== "deleted" && !accounts.userOf.has(id) && !accounts.blockedAccounts.has(id)) foreign.add(id);
  const undeclared = new Set<string>();
  for (const { id } of observed.groups) if (!groups.declared.has(id)) undeclared.add(id);
  return { accounts: foreign.size, groups: undeclared.size };
}
