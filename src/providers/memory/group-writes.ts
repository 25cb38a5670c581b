import type { ObservedAccount, ObservedGroup } from "../../model/observation.ts";
import { declarableType, fillerOfType, providerTraits } from "../../model/provider.ts";
import type { ProviderWrite, WriteResult } from "../../ports/access.ts";
import { canonicalJson } from "../../support/canonical-json.ts";
import type { MemoryState } from "./memory-state.ts";
import { alreadySo, refused, written } from "./outcome.ts";

type Create = Extract<ProviderWrite, { action: "group.create" }>;
type Update = Extract<ProviderWrite, { action: "group.update" }>;
type Configure = Extract<ProviderWrite, { action: "group.configure" }>;
type Add = Extract<ProviderWrite, { action: "membership.add" | "membership.update" }>;
type Remove = Extract<ProviderWrite, { action: "membership.remove" }>;

export function createGroup(state: MemoryState, { name, profile }: Create): WriteResult {
  const present = state.groupNamed(name);
  if (present !== undefined)
    return canonicalJson(present.profile) === canonicalJson(profile)
      ? alreadySo
      : refused("conflict", `a group "${name}" already exists`);
  const id = state.newId("group");
  const type = declarableType(state.provider);
  state.putGroup({ id, name: state.nameKey(name), type, profile, settings: null, ruleFed: false, writable: true });
  return written(id);
}

/** Updates only the fields in `set`. A new name or address keeps the id. */
export function updateGroup(state: MemoryState, { group: id, set }: Update): WriteResult {
  const group = state.group(id);
  if (group === undefined) return noGroup(id);
  if (!isWritable(group)) return readOnly(group);
  const { name: wanted, ...attributes } = set;
  // Some groups have two names: the address, which is the group name here, and the title, an attribute called `name`.
  const isTitle = state.groupTraits.hasTitle && typeof wanted === "string" && !/^[^@\s]+@[^@\s]+$/.test(wanted);
  const name = typeof wanted === "string" && !isTitle ? state.nameKey(wanted) : group.name;
  const holder = state.groupNamed(name);
  if (holder !== undefined && holder.id !== id) return refused("conflict", `a group "${name}" already exists`);
  const profile = { ...group.profile, ...attributes, ...(isTitle && { name: wanted }) };
  if (name === group.name && canonicalJson(profile) === canonicalJson(group.profile)) return alreadySo;
  state.putGroup({ ...group, name, profile });
  return written();
}

/** Changes only the settings in `set`. */
export function configureGroup(state: MemoryState, { group: id, set }: Configure): WriteResult {
  const group = state.group(id);
  if (group === undefined) return noGroup(id);
  const known = Object.keys(state.groupTraits.settings);
  const unknown = Object.keys(set).find((name) => !known.includes(name));
  if (unknown !== undefined) return refused("rejected", `${unknown} is not a setting of a group`);
  const settings = { ...group.settings, ...set };
  if (canonicalJson(settings) === canonicalJson(group.settings)) return alreadySo;
  state.putGroup({ ...group, settings });
  return written();
}

/** Adds a member. If addresses identify groups, an address without an account is an external member; other members are accounts. */
export function addMember(state: MemoryState, write: Add): WriteResult {
  const group = state.group(write.group);
  if (group === undefined) return noGroup(write.group);
  if (!isWritable(group)) return readOnly(group);
  const account = state.accountOfMember(write.member);
  const refusal = refusalOf(state, account, write);
  if (refusal !== null) return refusal;
  const present = state.membership(write.group, write.member);
  if (present?.role === write.role) return alreadySo;
  if (present !== undefined && write.action === "membership.add")
    return refused("conflict", `${write.member} is already a member of "${group.name}" with role ${present.role}`);
  if (present === undefined && write.action === "membership.update")
    return refused("not-found", `${write.member} is not a member of "${group.name}"`);
  state.dropMembership(write.group, write.member);
  state.putMembership({
    group: write.group,
    account: account?.id ?? null,
    address: account === undefined ? write.member.toLowerCase() : null,
    role: write.role,
  });
  return written();
}

export function removeMember(state: MemoryState, { group: id, member }: Remove): WriteResult {
  const group = state.group(id);
  if (group === undefined) return noGroup(id);
  if (!isWritable(group)) return readOnly(group);
  if (state.membership(id, member) === undefined) return alreadySo;
  state.dropMembership(id, member);
  return written();
}

function refusalOf(
  state: MemoryState,
  account: ObservedAccount | undefined,
  { role, member }: Add,
): WriteResult | null {
  const { roles, identifiedBy } = state.groupTraits;
  if (!roles.includes(role))
    return refused("rejected", `${providerTraits[state.provider].title} groups do not have the role ${role}`);
  if (account === undefined) return identifiedBy === "address" && member.includes("@") ? null : noAccount(member);
  return account.state === "deactivated" ? refused("rejected", `the account ${member} is deactivated`) : null;
}

/** Checks that a group is not imported or built in, because other systems write those. */
const isWritable = ({ type }: ObservedGroup): boolean => fillerOfType(type) === null;

const readOnly = ({ name, type }: ObservedGroup): WriteResult =>
  refused("denied", `"${name}" is of type ${type} and is read-only`);

const noGroup = (id: string): WriteResult => refused("not-found", `the group ${id} does not exist`);
const noAccount = (id: string): WriteResult => refused("not-found", `the account ${id} does not exist`);
