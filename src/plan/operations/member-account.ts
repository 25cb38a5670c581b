import type { User, UserId } from "../../model/documents.ts";
import { mailboxKey, type Provider } from "../../model/provider.ts";
import type { ObservedAccount, ObservedGroup, ObservedMembership } from "../../model/observation.ts";
import { isOpen } from "../match/identity.ts";
import { heldState } from "./held-state.ts";
import type { SystemView } from "./system-view.ts";

/** The account through which a user is a member of groups. */
export interface MemberAccount {
  readonly id: string | null;
  readonly address: string;
  /** Null: this plan creates the account, or it is external. */
  readonly live: ObservedAccount | null;
}

/** The identity of a live member: a user, an unmatched account, a group, or an account whose user is unclear. */
export type Member =
  | { readonly kind: "user"; readonly user: User }
  /** `possibleUser`: the user with the account's address, without proof that the account is theirs. */
  | {
      readonly kind: "stranger";
      readonly id: string | null;
      readonly address: string;
      readonly possibleUser: UserId | null;
    }
  /** Null: all accounts of the tenant. */
  | { readonly kind: "group"; readonly group: ObservedGroup | null; readonly address: string }
  | { readonly kind: "unclear" };

export interface Membership {
  /** Returns the account or address of the user's memberships; null where the user has no account and gets none. */
  readonly accountOf: (user: User) => MemberAccount | null;
  readonly memberOf: (membership: ObservedMembership) => Member;
}

/** Matches users to their accounts and live members to users, for one system. */
export function membershipIdentities(view: SystemView): Membership {
  const { desired, accounts, observed, context } = view;
  const accountById = new Map(observed.accounts.map((account) => [account.id, account]));
  const keyOf = (address: string): string => mailboxKey(desired.system.provider, address);
  const groupAt = new Map(
    observed.groups.flatMap((group) => [...(group.aliases ?? []), group.name].map((own) => [keyOf(own), group])),
  );
  const userAt = usersByAddress(context.head.model.users, desired.system.provider);
  const isExternal = (user: User): boolean => user.externalIn.includes(desired.system.id);

  const accountOf = (user: User): MemberAccount | null => {
    if (isExternal(user)) return { id: null, address: user.email, live: null };
    const matched = accounts.accountOf.get(user.id);
    const wanted = desired.accounts.get(user.id);
    if (matched !== undefined) {
      // A deactivated account takes no memberships (Okta) unless this plan activates it.
      const { account } = matched;
      const usable =
        account.state !== "deactivated" ||
        (wanted?.state === "active" && heldState({ desired: wanted, account, view }) === null);
      return usable ? { id: account.id, address: account.address, live: account } : null;
    }
    const isCreated = wanted?.state === "active" && user.kind !== "service";
    return isCreated ? { id: null, address: user.email, live: null } : null;
  };
  const memberOf = ({ account: id, address }: ObservedMembership): Member => {
    const account = id === null ? undefined : accountById.get(id);
    const owner = id === null ? undefined : accounts.userOf.get(id);
    // With `externalIn` the user is a member by address. Any account of the user in the group is an additional member.
    if (owner !== undefined && !isExternal(owner)) return { kind: "user", user: owner };
    if (id !== null && accounts.blockedAccounts.has(id)) return { kind: "unclear" };
    const text = account?.address ?? address ?? "";
    if (id === null && text === observed.tenant) return { kind: "group", group: null, address: text };
    const group = id === null ? groupAt.get(keyOf(text)) : undefined;
    if (group !== undefined) return { kind: "group", group, address: text };
    const user = userAt.get(keyOf(text));
    if (user !== undefined && (id === null || isExternal(user))) {
      if (accounts.blockedUsers.has(user.id)) return { kind: "unclear" };
      return { kind: "user", user };
    }
    if (id === null && text === "") return { kind: "unclear" };
    return {
      kind: "stranger",
      id,
      address: text === "" ? (id ?? "") : text,
      possibleUser: (owner ?? user)?.id ?? null,
    };
  };
  return { accountOf, memberOf };
}

function usersByAddress(users: ReadonlyMap<UserId, User>, provider: Provider): ReadonlyMap<string, User> {
  const found = new Map<string, User>();
  for (const user of users.values())
    for (const address of [...user.aliases, user.email]) found.set(mailboxKey(provider, address), user);
  return found;
}

/** Returns whether the holder can sign in to the account today. Only then can the holder lose access for a moment. */
export const isInUse = (account: MemberAccount | null): boolean =>
  account?.live !== null && account !== null && isOpen(account.live);
