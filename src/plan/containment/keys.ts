import type { Adoption } from "../../model/documents.ts";
import { numbersOf } from "../../model/people.ts";
import type { ContainmentHistory } from "./history.ts";
import type { KeptOut } from "./kept-out.ts";

/** How an account was found. */
export type FoundBy = "number" | "adoption" | "journal" | "address";

/** One key by which a user's account can be found. */
export interface AccountKey {
  readonly by: FoundBy;
  readonly value: string;
}

/** Returns every key by which an account of the user can be found in the system; each value once, the surest first. */
export function accountKeys(
  { user, system }: KeptOut,
  { adoptions, history }: { readonly adoptions: readonly Adoption[]; readonly history: ContainmentHistory },
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
    ...[...new Set([user.email, ...user.aliases].map((address) => address.toLowerCase()))].map(
      (value) => ({ by: "address", value }) as const,
    ),
  ];
}
