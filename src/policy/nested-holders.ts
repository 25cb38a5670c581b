import type { AccessModel, EntitlementRef, User } from "../model/documents.ts";
import type { CompleteObservation } from "../model/observation.ts";
import { mailboxKey } from "../model/provider.ts";
import { compareText } from "../support/compare.ts";
import type { Facts } from "./facts.ts";
import { throughText } from "./observed-holdings.ts";

/** The accounts that hold an entitlement through one nested group only, and not by the files. */
export interface NestedHolders {
  readonly ref: EntitlementRef;
  /** ` through the group "staff@acme.example"`. */
  readonly through: string;
  /** Ids of users, and addresses of members without a user. */
  readonly holders: readonly string[];
  readonly users: readonly User[];
  /** The addresses of `holders` without a user: of accounts, and of members from outside the tenant. */
  readonly strangers: readonly string[];
}

interface Found extends NestedHolders {
  readonly holders: string[];
  readonly users: User[];
  readonly strangers: string[];
}

/** Returns who holds declared entitlements through live nested groups and neither directly nor by the files. */
export function nestedHolders(
  observations: readonly CompleteObservation[],
  { model, facts }: { readonly model: AccessModel; readonly facts: Facts },
): readonly NestedHolders[] {
  return observations.flatMap((observation) => {
    const { accountsOf, ownerOf } = facts.accountsIn(observation);
    const { byMember, of } = facts.holdingsIn(observation);
    const found = new Map<string, Found>();
    const add = (name: string, user: User | null, holdings: ReturnType<typeof of>): void => {
      const direct = new Set(holdings.filter(({ through }) => through.length === 0).map((one) => one.entitlement));
      for (const holding of holdings) {
        const { entitlement: ref } = holding;
        if (direct.has(ref) || (user !== null && facts.holdsNow(user.id, ref))) continue;
        const through = throughText(holding);
        const key = `${ref}\n${through}`;
        const entry = found.get(key) ?? { ref, through, holders: [], users: [], strangers: [] };
        found.set(key, entry);
        if (entry.holders.at(-1) === name) continue;
        entry.holders.push(name);
        if (user === null) entry.strangers.push(name);
        else entry.users.push(user);
      }
    };
    const owned = new Set<string>();
    const mailboxes = new Set<string>();
    for (const user of model.users.values()) {
      for (const { id } of accountsOf(user.id)) owned.add(id);
      for (const address of [user.email, ...user.aliases])
        mailboxes.add(mailboxKey(observation.observed.provider, address));
      add(user.id, user, of(user));
    }
    for (const account of observation.observed.accounts)
      if (!owned.has(account.id) && ownerOf(account) === undefined)
        add(account.address, null, byMember.get(account.id) ?? []);
    for (const [member, holdings] of byMember)
      if (isAddress(member) && !mailboxes.has(member)) add(member, null, holdings);
    return [...found.values()];
  });
}

/** Members without an account are known by their mailbox. */
const isAddress = (member: string): boolean => member.includes("@");

const maximumNamed = 5;

/** Returns the first names of a list, in order, and the number of the others. */
export function namedText(names: readonly string[]): string {
  const sorted = [...names].sort(compareText);
  const more = sorted.length > maximumNamed ? ` and ${sorted.length - maximumNamed} more` : "";
  return `${sorted.slice(0, maximumNamed).join(", ")}${more}`;
}
