import type { Adoption, SystemId, User } from "../../model/documents.ts";
import { numbersOf } from "../../model/people.ts";
import type { ContainmentHistory } from "./history.ts";
import type { KeptOut } from "./kept-out.ts";

/** How an account was found. */
export type FoundBy = "number" | "adoption" | "journal" | "address";

/** One key by which a user's account can be found. */
export interface AccountKey {
  readonly by: FoundBy;
  readonly value: string;
  /** An address outside the organization's domains: a provider may deny the look-up, which means that no account has it. */
  readonly isOutside?: true;
}

/** The facts about a company that lead to accounts. */
export interface KeyFacts {
  readonly adoptions: readonly Adoption[];
  readonly history: ContainmentHistory;
  /** The organization's own domains, in lower case. */
  readonly domains: ReadonlySet<string>;
}

/** Returns every key by which an account of the user can be found in the system; each value once, the surest first. */
export function accountKeys(
  { user, system }: KeptOut,
  { adoptions, history, domains }: KeyFacts,
): readonly AccountKey[] {
  const adopted = adoptions.filter((adoption) => adoption.system === system && adoption.user === user.id);
  const ids = new Set(adopted.map(({ account }) => account));
  return [
    ...numbersOf(user).map((value) => ({ by: "number", value }) as const),
    ...[...ids].map((value) => ({ by: "adoption", value }) as const),
    ...history
      .accountsOf(system, user.id)
      .filter((id) => !ids.has(id))
      .map((value) => ({ by: "journal", value }) as const),
    ...addressesIn(user, system).map((value): AccountKey => ({
      by: "address",
      value,
      ...(isWithin(value, domains) ? {} : { isOutside: true }),
    })),
  ];
}

/** An external address (`externalIn`) is that of no account in the system: only number and ids lead to one. */
function addressesIn({ email, aliases, externalIn }: User, system: SystemId): readonly string[] {
  if (externalIn.includes(system)) return [];
  return [...new Set([email, ...aliases].map((address) => address.toLowerCase()))];
}

const isWithin = (address: string, domains: ReadonlySet<string>): boolean =>
  domains.has(address.slice(address.lastIndexOf("@") + 1));
