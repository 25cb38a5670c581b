import type { ResolvedModel } from "../../model/resolved-model.ts";
import type { AccessModel, EntitlementRef, GroupRole, System, SystemId, User } from "../../model/documents.ts";
import { compareRoles } from "../../model/group-role.ts";
import { addDuration } from "../../model/duration.ts";
import { activePaths, type AssignmentIndex } from "../../model/effective.ts";
import type { Instant } from "../../model/instant.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { selectsUser, userField } from "../../model/selector.ts";
import { assignablesOf, type LiveAssignable } from "./live-assignables.ts";
import type { LiveAccountState } from "./divergence.ts";

/** A live account of the initial state, in a form that is independent of the provider. */
export interface LiveAccount {
  /** The id that a file under adoptions/ names; null: the sandbox generates one. */
  readonly id: string | null;
  readonly address: string;
  readonly employeeNumber: string | null;
  readonly state: LiveAccountState;
  readonly name: { readonly given: string; readonly family: string };
  readonly profile: Readonly<Record<string, string>>;
  readonly orgUnit: string | null;
}

export interface LiveMember {
  readonly address: string;
  readonly role: GroupRole;
}

export interface LiveGroup {
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  /** The declared settings, as the provider sends them; the others are those of a new group. */
  readonly settings: Readonly<Record<string, string>>;
  readonly members: ReadonlyMap<string, LiveMember>;
}

export interface LiveRule {
  readonly name: string;
  readonly expression: string;
  readonly group: string;
}

/** The initial state of one system; accounts by lower-case address, groups by name. */
export interface LiveSystem {
  readonly system: System;
  readonly accounts: ReadonlyMap<string, LiveAccount>;
  readonly groups: ReadonlyMap<string, LiveGroup>;
  readonly rules: readonly LiveRule[];
  /** The declared apps, administrator roles and licences. */
  readonly assignables: readonly LiveAssignable[];
}

export type LiveWorld = ReadonlyMap<SystemId, LiveSystem>;

/** Returns the state of the providers after an apply of all files under access/. Divergences start from it. */
export function convergedWorld({ model, index, at }: ResolvedModel): LiveWorld {
  const world = new Map<SystemId, LiveSystem>();
  for (const system of model.systems.values()) {
    if (system.account === null) continue;
    world.set(system.id, {
      system,
      accounts: accountsOf(system, model, index, at),
      groups: groupsOf(system, model, index, at),
      rules: [],
      assignables: assignablesOf(system.id, model, { index, at }),
    });
  }
  return world;
}

function accountsOf(
  system: System,
  model: AccessModel,
  index: AssignmentIndex,
  at: Instant,
): ReadonlyMap<string, LiveAccount> {
  const accounts = new Map<string, LiveAccount>();
  const entitlement = [...model.entitlements.values()].find(
    ({ system: of, target }) => of === system.id && target.kind === "account",
  )?.ref;
  const adopted = new Map(
    model.adoptions.filter((adoption) => adoption.system === system.id).map(({ user, account }) => [user, account]),
  );
  for (const user of model.users.values()) {
    if (user.externalIn.includes(system.id)) continue;
    const state = accountState(user, { system, entitlement, index, at });
    if (state === null) continue;
    accounts.set(user.email.toLowerCase(), {
      id: adopted.get(user.id) ?? null,
      address: user.email,
      employeeNumber: user.employeeNumber,
      state,
      name: { given: user.name.given, family: user.name.family },
      profile: profileOf(system, user),
      orgUnit: orgUnitOf(system, user),
    });
  }
  return accounts;
}

interface AccountContext {
  readonly system: System;
  /** The entitlement that stands for an account in the system. */
  readonly entitlement: EntitlementRef | undefined;
  readonly index: AssignmentIndex;
  readonly at: Instant;
}

/** Returns the state of the user's account after an apply; null: no account. Leavers had an account in every system. */
function accountState(user: User, context: AccountContext): LiveAccountState | null {
  const { system, entitlement, index, at } = context;
  const paths = index.byUser.get(user.id)?.find((held) => held.entitlement === entitlement);
  switch (stateOf(user, at)) {
    case "terminated":
      return isDeactivationDue(user, system, at) ? "deactivated" : "suspended";
    case "upcoming":
      return user.preboarding && paths !== undefined ? "staged" : null;
    case "on-leave":
      return paths === undefined ? null : "suspended";
    case "active":
      return paths !== undefined && activePaths(paths, at).length > 0 ? "active" : null;
  }
}

/** Only Okta accounts are deactivated, and never under a legal hold (formats.md, onTerminate). */
function isDeactivationDue(user: User, system: System, at: Instant): boolean {
  if (system.account === null || system.provider !== "okta" || user.legalHold) return false;
  const { now, deactivateAfter } = system.account.onTerminate;
  if (now === "deactivate") return true;
  return deactivateAfter !== null && user.end !== null && addDuration(user.end, deactivateAfter) <= at;
}

function profileOf(system: System, user: User): Readonly<Record<string, string>> {
  const profile: Record<string, string> = {};
  for (const [attribute, field] of system.account?.profile ?? []) {
    const value = userField(user, field);
    if (value !== null) profile[attribute] = String(value);
  }
  return profile;
}

function orgUnitOf(system: System, user: User): string | null {
  const units = system.account?.orgUnit ?? null;
  if (units === null) return null;
  return units.rules.find(({ when }) => selectsUser(when, user))?.value ?? units.default;
}

function groupsOf(
  system: System,
  model: AccessModel,
  index: AssignmentIndex,
  at: Instant,
): ReadonlyMap<string, LiveGroup> {
  const groups = new Map<string, LiveGroup & { readonly members: Map<string, LiveMember> }>();
  const byRef = new Map<EntitlementRef, { readonly name: string; readonly role: GroupRole }>();
  for (const {
    ref,
    system: of,
    target,
    status,
    title,
    description,
    settings: declared,
  } of model.entitlements.values()) {
    if (of !== system.id || target.kind !== "group") continue;
    if (status === "active") byRef.set(ref, target); // the group of a retired entitlement still exists and is empty
    const settings = Object.fromEntries([...declared].map(([name, value]) => [name, String(value)]));
    const known = groups.get(target.name);
    if (known === undefined)
      groups.set(target.name, { name: target.name, title, description, settings, members: new Map() });
    else if (target.role === "member") groups.set(target.name, { ...known, title, description, settings });
  }
  for (const [id, assignments] of index.byUser) {
    const user = model.users.get(id);
    if (user === undefined) continue;
    for (const assignment of assignments) {
      const target = byRef.get(assignment.entitlement);
      const members = target === undefined ? undefined : groups.get(target.name)?.members;
      if (target === undefined || members === undefined) continue;
      if (!activePaths(assignment, at).some(({ nested }) => !nested)) continue;
      const key = user.email.toLowerCase();
      const present = members.get(key);
      if (present === undefined || compareRoles(present.role, target.role) < 0)
        members.set(key, { address: user.email, role: target.role });
    }
  }
  for (const { ref, externalMembers } of model.entitlements.values())
    for (const { address, expires } of externalMembers)
      if (at < expires)
        groups.get(byRef.get(ref)?.name ?? "")?.members.set(address.toLowerCase(), { address, role: "member" });
  return groups;
}
