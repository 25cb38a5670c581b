import type { AccessModel, Entitlement, User } from "../../model/documents.ts";
import { assertNever } from "../../support/assert-never.ts";
import type { Divergence } from "./divergence.ts";
import type { LiveAccount, LiveGroup, LiveMember, LiveRule, LiveSystem, LiveWorld } from "./live-world.ts";

interface MutableSystem {
  readonly system: LiveSystem["system"];
  readonly accounts: Map<string, LiveAccount>;
  readonly groups: Map<string, LiveGroup>;
  readonly rules: LiveRule[];
  readonly assignables: LiveSystem["assignables"];
}

/** Returns the world after each divergence, in order. @throws Error for a divergence that names unknown data */
export function diverged(world: LiveWorld, divergences: readonly Divergence[], model: AccessModel): LiveWorld {
  const systems = new Map<string, MutableSystem>();
  for (const [id, { system, accounts, groups, rules, assignables }] of world)
    systems.set(id, { system, accounts: new Map(accounts), groups: new Map(groups), rules: [...rules], assignables });
  for (const divergence of divergences) diverge(divergence, editorOf(systems, model, divergence));
  return new Map([...systems].map(([, system]) => [system.system.id, system]));
}

function diverge(divergence: Divergence, edit: Editor): void {
  switch (divergence.kind) {
    case "account-missing":
      return edit.removeAccount(divergence.system, divergence.user);
    case "account-extra": {
      const { address, name } = divergence;
      const unmatched = { id: null, employeeNumber: null, state: "active", profile: {}, orgUnit: null } as const;
      edit.system(divergence.system).accounts.set(address.toLowerCase(), { ...unmatched, address, name });
      return;
    }
    case "account-state":
      return edit.account(divergence.system, divergence.user, () => ({ state: divergence.state }));
    case "account-unjoined":
      return edit.account(divergence.system, divergence.user, () => ({ employeeNumber: null }));
    case "account-recycled":
      return edit.account(divergence.system, divergence.user, () => ({ employeeNumber: divergence.employeeNumber }));
    case "attribute":
      return edit.account(divergence.system, divergence.user, ({ profile }) => ({
        profile: { ...profile, [divergence.attribute]: divergence.value },
      }));
    case "org-unit":
      return edit.account(divergence.system, divergence.user, () => ({ orgUnit: divergence.value }));
    case "group-missing":
      return edit.group(divergence.entitlement, () => null);
    case "group-renamed":
      return edit.group(divergence.entitlement, (group) => ({ ...group, name: divergence.name }));
    case "group-description":
      return edit.group(divergence.entitlement, (group) => ({ ...group, description: divergence.description }));
    case "group-settings":
      return edit.group(divergence.entitlement, (group) => ({
        ...group,
        settings: { ...group.settings, ...divergence.settings },
      }));
    case "group-extra": {
      const members = divergence.members.map((id) => edit.user(id).email);
      const named = members.map((address) => [address.toLowerCase(), { address, role: "member" }] as const);
      edit.system(divergence.system).groups.set(divergence.name, emptyGroup(divergence.name, new Map(named)));
      return;
    }
    case "rule-fed-group": {
      const { groups, rules } = edit.system(divergence.system);
      const { name, expression } = divergence;
      if (!groups.has(name)) groups.set(name, emptyGroup(name, new Map()));
      rules.push({ name: `Fill ${name}`.slice(0, 50), expression, group: name });
      return;
    }
    case "member-missing":
      return edit.members(divergence.entitlement, (members) =>
        members.delete(edit.user(divergence.user).email.toLowerCase()),
      );
    case "member-extra": {
      const { member } = divergence;
      const address = "user" in member ? edit.user(member.user).email : member.address;
      return edit.members(divergence.entitlement, (members) =>
        members.set(address.toLowerCase(), { address, role: "member" }),
      );
    }
    case "member-role": {
      const { email: address } = edit.user(divergence.user);
      return edit.members(divergence.entitlement, (members) =>
        members.set(address.toLowerCase(), { address, role: divergence.role }),
      );
    }
    default:
      return assertNever(divergence);
  }
}

function emptyGroup(name: string, members: ReadonlyMap<string, LiveMember>): LiveGroup {
  return { name, title: name, description: null, settings: {}, members };
}

/** Finds the objects that a divergence names, and changes them. */
interface Editor {
  readonly system: (id: string) => MutableSystem;
  readonly user: (id: string) => User;
  readonly account: (system: string, user: string, change: (account: LiveAccount) => Partial<LiveAccount>) => void;
  /** Also removes the account from all groups. */
  readonly removeAccount: (system: string, user: string) => void;
  /** Replaces the declared group by the result of `change`; null removes it. */
  readonly group: (entitlement: string, change: (group: LiveGroup) => LiveGroup | null) => void;
  readonly members: (entitlement: string, change: (members: Map<string, LiveMember>) => void) => void;
}

function editorOf(systems: ReadonlyMap<string, MutableSystem>, model: AccessModel, { summary }: Divergence): Editor {
  const users: ReadonlyMap<string, User> = model.users;
  const entitlements: ReadonlyMap<string, Entitlement> = model.entitlements;
  const known = <T>(value: T | undefined, what: string): T => {
    if (value === undefined)
      throw new Error(`the divergence "${summary}" needs ${what}, which the company does not have`);
    return value;
  };
  const system = (id: string) => known(systems.get(id), `the system ${id}`);
  const user = (id: string) => known(users.get(id), `the user ${id}`);
  const accountOf = (of: string, id: string) => {
    const key = user(id).email.toLowerCase();
    return { key, account: known(system(of).accounts.get(key), `an account of ${id} in ${of}`) };
  };
  const group: Editor["group"] = (ref, change) => {
    const entitlement = known(entitlements.get(ref), `the entitlement ${ref}`);
    const { groups } = system(entitlement.system);
    const name = entitlement.target.kind === "group" ? entitlement.target.name : "";
    const before = known(groups.get(name), `the group of ${ref}`);
    const after = change(before);
    groups.delete(name);
    if (after !== null) groups.set(after.name, after);
  };
  const withMembers = (before: LiveGroup, change: (members: Map<string, LiveMember>) => void): LiveGroup => {
    const members = new Map(before.members);
    change(members);
    return { ...before, members };
  };
  return {
    system,
    user,
    account: (of, id, change) => {
      const { key, account } = accountOf(of, id);
      system(of).accounts.set(key, { ...account, ...change(account) });
    },
    removeAccount: (of, id) => {
      const { key } = accountOf(of, id);
      const { accounts, groups } = system(of);
      accounts.delete(key);
      for (const [name, before] of groups)
        if (before.members.has(key))
          groups.set(
            name,
            withMembers(before, (members) => members.delete(key)),
          );
    },
    group,
    members: (ref, change) => group(ref, (before) => withMembers(before, change)),
  };
}
