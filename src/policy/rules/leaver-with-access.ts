import type { EntitlementRef, User } from "../../model/documents.ts";
import { stateOf } from "../../model/lifecycle.ts";
import type { CompleteObservation, ObservedAccount } from "../../model/observation.ts";
import { compareText } from "../../support/compare.ts";
import { declaredGroups, isLive } from "../observed-accounts.ts";
import type { Rule, RuleContext } from "../rule.ts";
import { appendTo } from "../../support/multi-map.ts";

/** Whoever has left has no live account and no declared entitlement any more (NIST SP 800-53 PS-4). */
export const leaverWithAccess = {
  id: "lp/leaver-with-access",
  severity: "error",
  page: {
    title: "Somebody has left and still has access.",
    why: "An old credential still works, or old access comes back with a return (NIST SP 800-53 PS-4).",
    next: "Apply the plan, which contains leavers; the rest is to be done at the provider.",
  },
  needsObservation: true,
  *evaluate(context) {
    for (const observation of context.observations ?? []) {
      const { accountsOf } = context.facts.accountsIn(observation);
      const { system } = observation.observed;
      const held = heldByMember(context, observation);
      for (const user of context.model.users.values()) {
        if (stateOf(user, context.at) !== "terminated") continue;
        const accounts = accountsOf(user.id);
        const left = [...accounts.filter(isLive).map(inWords), ...stillHeld(user, accounts, held)];
        if (left.length === 0) continue;
        yield {
          message: `${user.id} has left and still has ${left.join(", ")} in ${system}: an old credential, or a return, brings the old access back.`,
          remedy: `Apply the plan, which takes it away from ${user.id}; what is not managed here, take away in ${system} itself.`,
          place: { file: user.source.file, field: [] },
          subject: { user },
        };
      }
    }
  },
} satisfies Rule;

const inWords = ({ address, state }: ObservedAccount): string => `the account ${address} (${state})`;

/** Declared entitlements by member: by account id, and by address in lower case for members without an account of ours. */
function heldByMember(
  { model }: RuleContext,
  observation: CompleteObservation,
): ReadonlyMap<string, readonly EntitlementRef[]> {
  const declared = declaredGroups(model, observation);
  const held = new Map<string, EntitlementRef[]>();
  for (const { group, account, address, role } of observation.observed.memberships) {
    const member = account ?? address?.toLowerCase();
    if (member === undefined) continue;
    const all = declared.get(group) ?? [];
    const exact = all.filter(({ target }) => target.kind === "group" && target.role === role);
    // A manager or owner of a group that is declared for members alone is in it all the same.
    for (const { ref } of exact.length > 0 ? exact : all) {
      appendTo(held, member, ref);
    }
  }
  return held;
}

function stillHeld(
  { email, aliases }: User,
  accounts: readonly ObservedAccount[],
  held: ReadonlyMap<string, readonly EntitlementRef[]>,
): readonly EntitlementRef[] {
  const members = [...accounts.map(({ id }) => id), ...[email, ...aliases].map((address) => address.toLowerCase())];
  return [...new Set(members.flatMap((member) => held.get(member) ?? []))].sort(compareText);
}
