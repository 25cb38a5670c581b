import type { User } from "../../model/documents.ts";
import { numbersOf } from "../../model/people.ts";

/** The users of the files, by what identifies their accounts. */
export interface Owners {
  readonly byNumber: (number: string | null) => User | undefined;
  /** Aliases included; letter case does not count. */
  readonly byAddress: (address: string) => User | undefined;
}

/** Returns the owners of numbers and addresses among the users. */
export function ownersIn(users: Iterable<User>): Owners {
  const numbers = new Map<string, User>();
  const addresses = new Map<string, User>();
  for (const user of users) {
    for (const number of numbersOf(user)) numbers.set(number, user);
    for (const address of [user.email, ...user.aliases]) addresses.set(address.toLowerCase(), user);
  }
  return {
    byNumber: (number) => (number === null ? undefined : numbers.get(number)),
    byAddress: (address) => addresses.get(address.toLowerCase()),
  };
}
