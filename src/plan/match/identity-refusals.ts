import type { Adoption, System, User } from "../../model/documents.ts";
import type { ObservedAccount } from "../../model/observation.ts";
import type { GuardResult } from "../plan.ts";

/** Two live accounts carry the user's number. */
export function duplicateJoin(system: System, user: User, accounts: readonly ObservedAccount[]): GuardResult {
  const named = accounts.map(({ id, address }) => `${id} (${address})`).sort();
  return refusal("provider/duplicate-join", system, {
    message: `${accounts.length} accounts in ${system.id} carry the employee number of ${user.id}: ${named.join(", ")}.`,
    remedy: `Correct the number of all but one of them at ${system.title}, then plan again.`,
  });
}

/** The user's address is on an account that carries another person's number (threat P1). */
export function recycledAddress(system: System, user: User, account: ObservedAccount): GuardResult {
  return refusal("provider/recycled-address", system, {
    message: `The account ${account.id} in ${system.id} has the address ${account.address} of ${user.id} but another person's employee number.`,
    remedy: `Find out whose account it is; correct the number at ${system.title}, or the address in ${user.source.file}.`,
  });
}

/** The user's number is on one account and the user's address on another. */
export function addressTaken(
  system: System,
  user: User,
  { own, other }: { readonly own: ObservedAccount; readonly other: ObservedAccount },
): GuardResult {
  return refusal("provider/recycled-address", system, {
    message: `${user.id}'s employee number is on the account ${own.id} in ${system.id}, but the address ${other.address} is on the account ${other.id}.`,
    remedy: `Find out whose account ${other.id} is; give it another address at ${system.title}, or correct the address in ${user.source.file}.`,
  });
}

/** An account without a number stands at the user's address, and nobody reviewed that it is theirs. */
export function needsAdoption(system: System, user: User, account: ObservedAccount): GuardResult {
  return refusal("provider/needs-adoption", system, {
    message: `The account ${account.id} in ${system.id} has the address ${account.address} of ${user.id} and no employee number.`,
    remedy: `If it is theirs, add access/adoptions/${system.id}/${user.id}.yaml with \`account: ${account.id}\`.`,
  });
}

/** The adoption file names an account that cannot be the user's. */
export function badAdoption(system: System, adoption: Adoption, why: string): GuardResult {
  return refusal("provider/bad-adoption", system, {
    message: `${adoption.source.file} names the account ${adoption.account} for ${adoption.user}: ${why}.`,
    remedy: "Correct the account's id in the adoption file, or remove the file.",
  });
}

/** A service account's user has no live account; Rolecall creates none. Nothing waits for it, so nothing is blocked. */
export function accountMissing(system: System, user: User): GuardResult {
  return {
    ...refusal("provider/account-missing", system, {
      message: `The service account ${user.id} has no live account in ${system.id}; its access there is not planned.`,
      remedy: `Create it at ${system.title} with the employee number of ${user.source.file}, then plan again.`,
    }),
    blocked: false,
  };
}

/** The provider refuses to suspend an account in this state. It is not active either, so the rest goes on. */
export function cannotSuspend(system: System, user: User, account: ObservedAccount): GuardResult {
  return {
    ...refusal("provider/cannot-suspend", system, {
      message: `The account ${account.id} of ${user.id} in ${system.id} should be suspended, but it is ${account.state}, and only an active account can be.`,
      remedy: `Deactivate it at ${system.title}, or let the next run suspend it should it become active.`,
    }),
    blocked: false,
  };
}

function refusal(
  code: GuardResult["code"],
  system: System,
  words: { readonly message: string; readonly remedy: string },
): GuardResult {
  return { code, system: system.id, blocked: true, ...words, override: null };
}
