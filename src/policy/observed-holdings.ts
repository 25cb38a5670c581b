import type { AccessModel, EntitlementRef, GroupRole, User } from "../model/documents.ts";
import type { CompleteObservation, ObservedAccount, ObservedGroup, ObservedMembership } from "../model/observation.ts";
import { mailboxKey } from "../model/provider.ts";
import { appendTo, groupBy } from "../support/multi-map.ts";
import { type AccountJoin, declaredAssignments, declaredGroups, isLive } from "./observed-accounts.ts";

/** A declared entitlement that an account or address holds at the provider. */
export interface ObservedHolding {
  readonly entitlement: EntitlementRef;
  /** The live groups in between, from the member's own group to the declared one's member; empty for a direct member. */
  readonly through: readonly string[];
}

/** Who holds declared entitlements in one system, through nested groups as well. */
export interface ObservedHoldings {
  /** By account id, or by mailbox for a member without an account. An account that cannot sign in does not count. */
  readonly byMember: ReadonlyMap<string, readonly ObservedHolding[]>;
  /** Returns what a user holds by any account or address of theirs. */
  readonly of: (user: User) => readonly ObservedHolding[];
}

/** The members of the entire tenant, as a step between a member and a group. */
export const everyAccount = "all accounts of the tenant";

/**
 * Resolves the members of each declared group through every live group in it. A group that contains itself is followed once.
 * Members of groups that were not read are not known and do not count. Direct assignments of declared apps, administrator
 * roles and licences count as they are.
 */
export function observedHoldings(
  model: AccessModel,
  observation: CompleteObservation,
  { accountsOf }: Pick<AccountJoin, "accountsOf">,
): ObservedHoldings {
  const { observed } = observation;
  const byMember = new Map<string, ObservedHolding[]>();
  const membershipsOf = groupBy(observed.memberships, ({ group }) => group);
  const accountById = new Map(observed.accounts.map((account) => [account.id, account]));
  const keyOf = (address: string): string => mailboxKey(observed.provider, address);
  const groupAt = new Map(
    observed.groups.flatMap((group) => [...(group.aliases ?? []), group.name].map((own) => [keyOf(own), group])),
  );
  const isOpen = (account: ObservedAccount | undefined): boolean => account === undefined || isLive(account);

  const collect = (start: string, role: GroupRole, found: (member: string, path: readonly string[]) => void) => {
    const queue: { readonly group: string; readonly path: readonly string[] }[] = [{ group: start, path: [] }];
    const seen = new Set([start]);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { group, path } = next;
      for (const membership of membershipsOf.get(group) ?? []) {
        if (group === start && membership.role !== role) continue;
        const inner = nestedIn(membership);
        if (inner === "tenant")
          for (const { id } of observed.accounts.filter(isLive)) found(id, [everyAccount, ...path]);
        else if (inner === null) found(membership.account ?? keyOf(membership.address ?? ""), path);
        else if (!seen.has(inner.id)) {
          seen.add(inner.id);
          queue.push({ group: inner.id, path: [inner.name, ...path] });
        }
      }
    }
  };
  const nestedIn = ({ account, address }: ObservedMembership): ObservedGroup | "tenant" | null => {
    if (account !== null || address === null) return null;
    return address === observed.tenant ? "tenant" : (groupAt.get(keyOf(address)) ?? null);
  };

  for (const [group, entitlements] of declaredGroups(model, observation))
    for (const role of new Set((membershipsOf.get(group) ?? []).map((membership) => membership.role))) {
      const exact = entitlements.filter(({ target }) => target.kind === "group" && target.role === role);
      // A manager or owner of a group that is declared for members only is a member too.
      const given = exact.length > 0 ? exact : entitlements;
      collect(group, role, (member, through) => {
        if (member === "" || !isOpen(accountById.get(member))) return;
        for (const { ref, status } of given)
          if (status === "active") appendTo(byMember, member, { entitlement: ref, through });
      });
    }
  for (const { entitlement, account } of declaredAssignments(model, observation).assignments)
    if (entitlement.status === "active" && isOpen(accountById.get(account)))
      appendTo(byMember, account, { entitlement: entitlement.ref, through: [] });
  return {
    byMember,
    of: (user) => {
      const addresses = [user.email, ...user.aliases].map(keyOf);
      const members = [...accountsOf(user.id).map(({ id }) => id), ...addresses];
      return [...new Set(members)].flatMap((member) => byMember.get(member) ?? []);
    },
  };
}

/** Returns the way to a holding, for a message: ` through the group "staff@acme.example"`; empty for a direct member. */
export function throughText({ through }: ObservedHolding): string {
  if (through.length === 0) return "";
  const [first, ...more] = through.map((name) => (name === everyAccount ? name : `the group "${name}"`));
  return ` through ${[first, ...more].join(" in ")}`;
}
