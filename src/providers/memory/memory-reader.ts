import type { ObservedAccount } from "../../model/observation.ts";
import { type ConnectedProvider, connectedTraits } from "../../model/provider.ts";
import type { AccessReader, Known } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import type { MemoryState } from "./memory-state.ts";

export interface MemoryReaderOptions {
  readonly system: string;
  readonly tenant: string;
  readonly clock: Clock;
}

/** Reads the state as it is at the call: complete, and without delay. */
export function createMemoryReader(state: MemoryState, { system, tenant, clock }: MemoryReaderOptions): AccessReader {
  let join: string | null = null;
  const known = <T>(value: T | undefined): Known<T> =>
    value === undefined ? { kind: "absent" } : { kind: "found", value };
  const shown = (account: ObservedAccount | undefined): ObservedAccount | undefined =>
    account === undefined ? undefined : { ...account, profile: wholeProfile(account, state.provider, join) };
  return {
    system,
    observe: async (scope) => {
      join = scope.join;
      const names = new Set(scope.groups.map((name) => state.nameKey(name)));
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
            profile: picked(wholeProfile(account, state.provider, join), scope.attributes),
          })),
          groups: state.groups,
          memberships: declared.flatMap(({ id }) => state.membersOf(id)),
          membershipsRead: declared.map(({ id }) => id),
        },
      };
    },
    accountById: async (id) => known(shown(state.account(id))),
    accountByAddress: async (address) => known(shown(state.accountAt(address))),
    groupById: async (id) => known(state.group(id)),
    groupByName: async (name) => known(state.groupNamed(name)),
    membership: async (group, member) => known(state.membership(group, member)),
  };
}

/** The attributes as the provider shows them: address and employee number are attributes there like any other. */
function wholeProfile(
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
