import { assignableKey } from "../../model/assignable.ts";
import type { AssignableKey } from "../../model/direct-assignment.ts";
import { fillerOf, type ObservedAccount, type ObservedSystem } from "../../model/observation.ts";
import { type ConnectedProvider, connectedTraits } from "../../model/provider.ts";
import type { AccessReader, Known } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import type { MemoryState } from "./memory-state.ts";

export interface MemoryReaderOptions {
  readonly system: string;
  readonly tenant: string;
  readonly clock: Clock;
}

/** Creates a reader of the current state. Observations are complete and immediate. */
export function createMemoryReader(state: MemoryState, { system, tenant, clock }: MemoryReaderOptions): AccessReader {
  let join: string | null = null;
  const known = <T>(value: T | undefined): Known<T> =>
    value === undefined ? { kind: "absent" } : { kind: "found", value };
  const shown = (account: ObservedAccount | undefined): ObservedAccount | undefined =>
    account === undefined ? undefined : { ...account, profile: completeProfile(account, state.provider, join) };
  return {
    system,
    observe: async (scope) => {
      join = scope.join;
      const names = new Set(scope.groups.map((name) => state.nameKey(name)));
      const configured = new Set((scope.settings ?? []).map((name) => state.nameKey(name)));
      const declared = state.groups.filter(({ name }) => names.has(state.nameKey(name)));
      return {
        kind: "complete",
        at: clock.now(),
        observed: {
          system,
          provider: state.provider,
          tenant,
          accounts: state.accounts.map((account) => ({
            ...account,
            profile: picked(completeProfile(account, state.provider, join), scope.attributes),
          })),
          groups: state.groups.map((group) => ({
            ...group,
            settings: configured.has(state.nameKey(group.name)) ? (group.settings ?? {}) : null,
          })),
          memberships: declared.flatMap(({ id }) => state.membersOf(id)),
          membershipsRead: declared.map(({ id }) => id),
          ...(scope.assignables === undefined ? {} : assignmentsIn(state, scope.assignables)),
        },
      };
    },
    accountById: async (id) => known(shown(state.account(id))),
    accountByAddress: async (address) => known(shown(state.accountAt(address))),
    accountsByNumber: async (number) => {
      const found = state.accounts.filter((account) => account.join === number).flatMap((one) => shown(one) ?? []);
      return found.length === 0 ? { kind: "absent" } : { kind: "found", value: found };
    },
    groupById: async (id) => known(state.group(id)),
    groupByName: async (name) => known(state.groupNamed(name)),
    groupSettings: async (id) => {
      const group = state.group(id);
      return known(group === undefined ? undefined : (group.settings ?? {}));
    },
    otherWriter: async (id) => {
      const group = state.group(id);
      return known(group === undefined ? undefined : fillerOf(group));
    },
    assignable: async ({ kind, name }) => {
      const [found, another] = state.assignables.filter((one) => one.kind === kind && one.name === name);
      const message = `two objects are called "${name}"`;
      return another === undefined ? known(found) : { kind: "unknown", failure: { kind: "conflict", message } };
    },
    directAssignment: async (kind, target, account) => known(state.assignment(kind, target, account)),
    listedMembers: async (group, mostPages) => {
      const members = state.membersOf(group);
      const roles = members.map(
        ({ account, address, role }) => [account ?? (address ?? "").toLowerCase(), role] as const,
      );
      return known({ roles: new Map(roles), isComplete: members.length <= mostPages * 200 });
    },
    membership: async (group, member) => known(state.membership(group, member)),
  };
}

/** Returns the declared apps, roles and licences that exist, with their assignments. */
function assignmentsIn(
  state: MemoryState,
  declared: readonly AssignableKey[],
): Pick<ObservedSystem, "assignables" | "directAssignments"> {
  const keys = new Set(declared.map(assignableKey));
  const assignables = state.assignables.filter((one) => keys.has(assignableKey(one)));
  return { assignables, directAssignments: assignables.flatMap(({ kind, id }) => state.assignmentsOf(kind, id)) };
}

/** Returns the attributes as the provider shows them, including address and employee number. */
function completeProfile(
  account: ObservedAccount,
  provider: ConnectedProvider,
  join: string | null,
): Readonly<Record<string, unknown>> {
  return {
    ...account.profile,
    [connectedTraits[provider].accounts.addressAttribute]: account.address,
    ...(join === null || account.join === null ? {} : { [join]: account.join }),
  };
}

function picked(profile: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(profile, name) ? [[name, profile[name]]] : [])));
}
