import type { System } from "../../model/documents.ts";
import type { ObservedGroup, ObservedSystem } from "../../model/observation.ts";
import { groupTraits } from "../../model/provider.ts";
import type { DesiredGroup } from "../desired/desired.ts";
import { groupKey } from "../desired/desired.ts";
import type { GuardResult } from "../plan.ts";

/** A live object that has an address: an account, or a group that has it as an alias. */
export interface AddressHolder {
  readonly kind: "group" | "account";
  readonly id: string;
  /** The main address of the object. */
  readonly address: string;
}

/**
 * Returns a lookup of the live object that has an address: an account, or a group that has it as an alias. Providers that identify groups by address
 * deliver to an alias and find the object by it, so a group cannot be created with this address.
 */
export function addressHolders(
  system: System,
  { accounts, groups }: ObservedSystem,
): (address: string) => AddressHolder | undefined {
  if (groupTraits(system.provider)?.identifiedBy !== "address") return () => undefined;
  const holders = new Map<string, AddressHolder>();
  for (const { id, address, aliases = [], state } of accounts)
    if (state !== "deleted")
      for (const own of [address, ...aliases]) holders.set(groupKey(system, own), { kind: "account", id, address });
  for (const group of groups)
    for (const alias of group.aliases ?? [])
      holders.set(groupKey(system, alias), { kind: "group", id: group.id, address: group.name });
  return (address) => holders.get(groupKey(system, address));
}

/**
 * Returns the holder that prevents the declared group from having its address; null where the address is free. A
 * retired group is neither created nor renamed, but the group that has its address as an alias may be this group.
 */
export function blockingHolder(
  group: DesiredGroup,
  live: ObservedGroup | undefined,
  holderOf: (address: string) => AddressHolder | undefined,
): AddressHolder | null {
  const holder = holderOf(group.key);
  if (holder === undefined || holder.id === live?.id) return null;
  return group.active || (live === undefined && holder.kind === "group") ? holder : null;
}

/** Refuses a group whose address leads to another live object. */
export function addressInUse(system: System, { first, name }: DesiredGroup, holder: AddressHolder): GuardResult {
  const isAlias = groupKey(system, holder.address) !== groupKey(system, name);
  const named = `the ${holder.kind} "${holder.address}" (${holder.id}) in ${system.id}`;
  return {
    code: "provider/address-in-use",
    system: system.id,
    blocked: true,
    subject: { kind: "group", id: first.ref },
    message: `The address "${name}" of ${first.ref} ${isAlias ? "is an alias of" : "belongs to"} ${named}.`,
    remedy:
      holder.kind === "group"
        ? `If it is the same group, add \`${holder.address}\` to \`previously\` in ${first.source.file}. If not, remove the alias in ${system.title}, or change the target.`
        : `Give the account another address in ${system.title}, or change the target in ${first.source.file}.`,
    override: null,
  };
}
