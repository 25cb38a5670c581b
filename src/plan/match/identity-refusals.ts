import type { Adoption, System, User, UserId } from "../../model/documents.ts";
import type { ObservedAccount } from "../../model/observation.ts";
import { accountTraits } from "../../model/provider.ts";
import { userText } from "../../model/user-text.ts";
import type { DesiredAccount } from "../desired/desired.ts";
import type { GuardResult } from "../plan.ts";

/** Refuses two live accounts with the user's employee number. */
export function duplicateJoin(system: System, user: User, accounts: readonly ObservedAccount[]): GuardResult {
  const named = accounts.map(({ id, address }) => `${id} (${address})`).sort();
  return refusal("provider/duplicate-join", system, user.id, {
    message: `${accounts.length} accounts in ${system.id} have the employee number of ${userText(user)}: ${named.join(", ")}.`,
    remedy: `Correct the number of all but one of these accounts in ${system.title}, then plan again.`,
  });
}

/** Refuses an account with the user's address and another person's employee number (threat P1). */
export function recycledAddress(system: System, user: User, account: ObservedAccount): GuardResult {
  return refusal("provider/recycled-address", system, user.id, {
    message: `The account ${account.id} in ${system.id} has the address ${account.address} of ${userText(user)} but another person's employee number.`,
    remedy: `Find the owner of the account. Then correct the number in ${system.title}, or the address in ${user.source.file}.`,
  });
}

/** Refuses a user whose employee number is on one account and whose address is on another. */
export function addressTaken(
  system: System,
  user: User,
  { own, other }: { readonly own: ObservedAccount; readonly other: ObservedAccount },
): GuardResult {
  return refusal("provider/recycled-address", system, user.id, {
    message: `The employee number of ${userText(user)} is on the account ${own.id} in ${system.id}, but the address ${other.address} is on the account ${other.id}.`,
    remedy: `Find the owner of the account ${other.id}. Then give it another address in ${system.title}, or correct the address in ${user.source.file}.`,
  });
}

/** Refuses an account with the user's address and without an employee number, until an adoption is reviewed. */
export function needsAdoption(system: System, user: User, account: ObservedAccount): GuardResult {
  return refusal("provider/needs-adoption", system, user.id, {
    message: `The account ${account.id} in ${system.id} has the address ${account.address} of ${userText(user)} and no employee number.`,
    remedy: `If the account belongs to ${user.id}, add the file access/adoptions/${system.id}/${user.id}.yaml with the three lines \`user: ${user.id}\`, \`account: ${account.id}\` and \`reason: …\`, the evidence for it. For the first import of many accounts, set \`adopt: by-address\` under \`account\` in ${system.source.file}.`,
  });
}

/** Refuses an adoption file that names an account which cannot be the user's. */
export function badAdoption(system: System, adoption: Adoption, why: string): GuardResult {
  return refusal("provider/bad-adoption", system, adoption.user, {
    message: `${adoption.source.file} names the account ${adoption.account} for ${adoption.user}: ${why}.`,
    remedy: "Correct the account id in the adoption file, or remove the file.",
  });
}

/**
 * Reports a service account without a live account. Rolecall does not create one. No other user's access depends on it,
 * so this does not block.
 */
export function accountMissing(system: System, user: User): GuardResult {
  return {
    ...refusal("provider/account-missing", system, user.id, {
      message: `The service account ${userText(user)} does not have a live account in ${system.id}: its access in this system is not planned.`,
      remedy: `Create the account in ${system.title} with the employee number from ${user.source.file}, then plan again.`,
    }),
    blocked: false,
  };
}

/**
 * Reports an account that is open and should not be, and that Rolecall may not contain: the provider cannot suspend it
 * in its state, and deactivation is not allowed. The run does not end with 0 while the user can sign in.
 */
export function cannotSuspend(
  system: System,
  { user, reason }: Pick<DesiredAccount, "user" | "reason">,
  account: ObservedAccount,
): GuardResult {
  const why = user.legalHold
    ? "a legal hold forbids deactivation"
    : reason !== "terminated"
      ? "only the account of a leaver is deactivated"
      : `mode ${system.mode} forbids deactivation`;
  return refusal("provider/cannot-suspend", system, user.id, {
    message: `Not contained: the account ${account.id} of ${userText(user)} in ${system.id} is ${account.state} and cannot be suspended, and ${why}.`,
    remedy: `Bring the account to a state that can be suspended in ${system.title}, for example with a temporary password that is not given to the user. The next run suspends it.`,
  });
}

/** Reports an account of a leaver, or of a user on leave, that has another user's employee number now. */
export function renumbered(
  system: System,
  user: User,
  { account, whose }: { readonly account: ObservedAccount; readonly whose: User },
): GuardResult {
  return refusal("provider/renumbered-account", system, user.id, {
    message: `Not contained: the account ${account.id} (${account.address}) in ${system.id} was that of ${userText(user)} and has the employee number of ${userText(whose)}.`,
    remedy: `Find the owner of the account. If it is ${user.id}, suspend it in ${system.title} and correct its number.`,
  });
}

/** Reports that an address of a leaver leads to another user's account. The account is the other user's. */
export function aliasElsewhere(
  system: System,
  user: User,
  { account, holder }: { readonly account: ObservedAccount; readonly holder: User },
): GuardResult {
  return {
    ...refusal("provider/recycled-address", system, user.id, {
      message: `An address of ${userText(user)} leads to the account ${account.id} of ${userText(holder)} in ${system.id}. The account is not changed.`,
      remedy: `If ${holder.id} should not receive the user's mail, remove the alias in ${system.title}.`,
    }),
    blocked: false,
  };
}

/** Reports an archived account of a user who should have an active one. Rolecall does not assign the licence. */
export function archived(system: System, user: User, account: ObservedAccount): GuardResult {
  return refusal("provider/archived-account", system, user.id, {
    message: `The account ${account.id} of ${userText(user)} in ${system.id} is archived: expected an active account.`,
    remedy: `Assign a licence and unarchive the account in ${system.title}, or remove the user's access to ${system.id}.`,
  });
}

/** Reports an account that the provider itself suspended. Rolecall undoes only suspensions by an administrator. */
export function suspendedByProvider(system: System, user: User, account: ObservedAccount): GuardResult {
  return refusal("provider/suspended-by-provider", system, user.id, {
    message: `${system.title} itself suspended the account ${account.id} of ${userText(user)} in ${system.id} (${account.suspendedFor ?? "unknown reason"}): expected an active account.`,
    remedy: `Find the cause. If the account is safe, restore it in ${system.title}. If not, remove the user's access to ${system.id}.`,
  });
}

/** What is known of an account that another administrator seems to have closed. */
interface ClosedAccount {
  readonly account: ObservedAccount;
  /** False: the plan cannot see whether Rolecall closed the account for an earlier state of the files. */
  readonly hasBase: boolean;
}

/**
 * Reports a suspension of an active user's account that neither the files nor the journal explain. It may be an
 * emergency, so a person lifts it.
 */
export function unexplainedSuspension(system: System, user: User, { account, hasBase }: ClosedAccount): GuardResult {
  const by =
    accountTraits(system.provider)?.reportsOwnSuspensions === true
      ? `An administrator suspended it, and ${system.title} does not report which one.`
      : `${system.title} does not report who suspended it.`;
  return refusal("provider/unexplained-suspension", system, user.id, {
    message: `The account ${account.id} of ${userText(user)} in ${system.id} is suspended, and no change of the files and no record of the journal explains it: expected an active account. ${by}`,
    remedy: `Ask the security team for the cause. To lift the suspension, unsuspend the account in ${system.title}, or list \`account.unsuspend\` in \`drift.repair\` of ${system.source.file}. If the user should stay out, change \`status\` in ${user.source.file}.${hasBase ? "" : planWithBase("suspended")}`,
  });
}

/** Reports a deactivation of an active user's account that neither the files nor the journal explain, as for a suspension. */
export function unexplainedDeactivation(system: System, user: User, { account, hasBase }: ClosedAccount): GuardResult {
  return refusal("provider/unexplained-deactivation", system, user.id, {
    message: `The account ${account.id} of ${userText(user)} in ${system.id} is deactivated, and no change of the files and no record of the journal explains it: expected an active account. ${system.title} does not report who deactivated it.`,
    remedy: `Ask the security team for the cause. To open the account again, activate it in ${system.title}, or list \`account.activate\` in \`drift.repair\` of ${system.source.file}. If the user should stay out, change \`status\` in ${user.source.file}.${hasBase ? "" : planWithBase("deactivated")}`,
  });
}

const planWithBase = (done: "suspended" | "deactivated"): string =>
  ` If Rolecall ${done} it, plan with \`--base\` and a commit from before the user came back.`;

/** Refuses a user whose matched account is also in doubt for another user. */
export function alsoInDoubt(system: System, user: User, account: ObservedAccount): GuardResult {
  return refusal("provider/recycled-address", system, user.id, {
    message: `The account ${account.id} in ${system.id} has the employee number of ${userText(user)}, but it is also in doubt for another user.`,
    remedy: `Resolve the other result that names the account ${account.id}, then plan again.`,
  });
}

function refusal(
  code: GuardResult["code"],
  system: System,
  user: UserId,
  text: { readonly message: string; readonly remedy: string },
): GuardResult {
  return {
    code,
    system: system.id,
    blocked: true,
    ...text,
    override: null,
    subject: { kind: "user", id: user },
  };
}
