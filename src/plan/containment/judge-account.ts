import type { Adoption, System, User, UserId } from "../../model/documents.ts";
import type { ObservedAccount } from "../../model/observation.ts";
import { protectedFrom } from "../guards/protected.ts";
import { isOpen } from "../match/identity.ts";
import * as refusals from "../match/identity-refusals.ts";
import type { GuardResult } from "../plan.ts";
import type { FoundBy } from "./keys.ts";
import type { KeptOut } from "./kept-out.ts";
import type { Owners } from "./owners.ts";

/** An account that a look-up found, and by which keys. */
export interface FoundAccount {
  readonly account: ObservedAccount;
  readonly by: ReadonlySet<FoundBy>;
}

/**
 * Whose account it is. `theirs`: certainly the user's. `doubt`: it may be the user's, and is left alone. `note`: it is
 * another user's, and is reported. `held`: a protected user's. `other`: no concern of this user.
 */
export type Judgment =
  { readonly kind: "theirs" | "other" } | { readonly kind: "doubt" | "note" | "held"; readonly result: GuardResult };

const theirs: Judgment = { kind: "theirs" };
const other: Judgment = { kind: "other" };

export interface JudgeFacts {
  readonly owners: Owners;
  readonly adoptions: readonly Adoption[];
  readonly protectedUsers: ReadonlySet<UserId>;
  /** Whether the user must be kept out of the system too, so that the user's own look-up contains the account. */
  readonly isKeptOut: (user: UserId) => boolean;
}

/**
 * Decides whose account it is (docs/engine.md, "Containment lane"). An immutable id or the employee number is certain;
 * an address alone is not. The number of another user always decides against certainty. An account that is closed raises
 * no doubt: the user cannot sign in to it.
 */
export function judgeAccount({ user, view, system }: KeptOut, found: FoundAccount, facts: JudgeFacts): Judgment {
  const { account } = found;
  const of = view.desired.system;
  const whose = facts.owners.byNumber(account.join);
  const verdict =
    whose?.id === user.id
      ? theirs
      : whose !== undefined
        ? anotherNumber({ user, of, whose }, found, facts)
        : found.by.has("adoption")
          ? adopted({ user, of }, account, facts)
          : found.by.has("journal")
            ? theirs
            : byAddress({ user, of }, account, facts);
  if (!isOpen(account)) return verdict.kind === "theirs" ? theirs : other;
  if (verdict.kind !== "theirs") return verdict;
  const holder = facts.owners.byAddress(account.address);
  const guarded = [user, ...(holder === undefined ? [] : [holder])].find(({ id }) => facts.protectedUsers.has(id));
  return guarded === undefined ? theirs : { kind: "held", result: protectedFrom(system, { user, guarded, account }) };
}

interface Subject {
  readonly user: User;
  readonly of: System;
}

/** The account has the number of another user of the files. */
function anotherNumber(
  { user, of, whose }: Subject & { readonly whose: User },
  { account, by }: FoundAccount,
  { isKeptOut }: JudgeFacts,
): Judgment {
  if (isKeptOut(whose.id)) return other;
  const isNamed = by.has("adoption") || by.has("journal") || hasAddress(user, account.address);
  if (!isNamed) return { kind: "note", result: refusals.aliasElsewhere(of, user, { account, holder: whose }) };
  return { kind: "doubt", result: refusals.renumbered(of, user, { account, whose }) };
}

/** A reviewed file names the account, which has no number of another user. */
function adopted({ user, of }: Subject, account: ObservedAccount, { owners, adoptions }: JudgeFacts): Judgment {
  const own = adoptions.filter((adoption) => adoption.system === of.id && adoption.account === account.id);
  const mine = own.find((adoption) => adoption.user === user.id);
  if (mine === undefined) return theirs;
  const rival = own.find((adoption) => adoption.user !== user.id);
  if (rival !== undefined) {
    const why = `the adoption of ${rival.user} also names this account`;
    return { kind: "doubt", result: refusals.badAdoption(of, mine, why) };
  }
  const holder = owners.byAddress(account.address);
  if (holder === undefined || holder.id === user.id) return theirs;
  return {
    kind: "doubt",
    result: refusals.badAdoption(of, mine, `this account has the address of ${holder.id}`),
  };
}

/** Only an address leads to the account, which has no number of a user of the files. */
function byAddress({ user, of }: Subject, account: ObservedAccount, { owners }: JudgeFacts): Judgment {
  const holder = owners.byAddress(account.address);
  if (holder !== undefined && holder.id !== user.id)
    return { kind: "note", result: refusals.aliasElsewhere(of, user, { account, holder }) };
  if (account.join !== null) return { kind: "doubt", result: refusals.recycledAddress(of, user, account) };
  if (of.account?.adopt === "by-address" && hasAddress(user, account.address)) return theirs;
  return { kind: "doubt", result: refusals.needsAdoption(of, user, account) };
}

const hasAddress = ({ email, aliases }: User, address: string): boolean =>
  [email, ...aliases].some((own) => own.toLowerCase() === address.toLowerCase());
