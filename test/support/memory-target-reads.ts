import type { ObservedSystem } from "../../src/model/observation.ts";
import type { Known, TargetReads } from "../../src/ports/access.ts";
import type { AssignmentReads } from "../../src/workflow/read-target-assignments.ts";

/** Returns the targeted reads of a provider with this state. Each call adds its name to `calls`. */
export function targetReadsOf(
  { tenant, accounts, groups, memberships }: ObservedSystem,
  calls: string[] = [],
): TargetReads {
  return {
    tenant,
    async accountsBy({ ids, numbers, addresses }) {
      calls.push("accountsBy");
      const wanted = new Set(addresses.map((address) => address.toLowerCase()));
      return accounts.filter(
        ({ id, join, address }) =>
          ids.includes(id) || (join !== null && numbers.includes(join)) || wanted.has(address.toLowerCase()),
      );
    },
    async groupsNamed(names) {
      calls.push("groupsNamed");
      return groups.filter(({ name }) => names.includes(name));
    },
    async groupsOf(account) {
      calls.push("groupsOf");
      const own = new Set(memberships.flatMap((one) => (one.account === account ? [one.group] : [])));
      return groups.filter(({ id }) => own.has(id));
    },
    async membersOf({ id }) {
      calls.push("membersOf");
      const members = new Set(memberships.flatMap(({ group, account }) => (group === id ? [account] : [])));
      return accounts.filter((account) => members.has(account.id));
    },
  };
}

/** Returns the reads of single assignments of a provider with this state. */
export function assignmentReadsOf({ assignables = [], directAssignments = [] }: ObservedSystem): AssignmentReads {
  const known = <T>(value: T | undefined): Known<T> =>
    value === undefined ? { kind: "absent" } : { kind: "found", value };
  return {
    assignable: async ({ kind, name }) => known(assignables.find((one) => one.kind === kind && one.name === name)),
    directAssignment: async (kind, target, account) =>
      known(directAssignments.find((one) => one.kind === kind && one.target === target && one.account === account)),
  };
}
