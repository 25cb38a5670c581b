import { accountText } from "../../model/account-text.ts";
import type { EntitlementRef, SystemId, User } from "../../model/documents.ts";
import { stateOf } from "../../model/lifecycle.ts";
import type { CompleteObservation, ObservedAccount } from "../../model/observation.ts";
import { compareText } from "../../support/compare.ts";
import { declaredAssignments, declaredGroups, isLive } from "../observed-accounts.ts";
import type { Rule, RuleContext } from "../rule.ts";
import { appendTo } from "../../support/multi-map.ts";

/** Reports a terminated user who still has a live account or a declared entitlement (NIST SP 800-53 PS-4). */
export const leaverWithAccess = {
  id: "lp/leaver-with-access",
  severity: "error",
  page: {
    title: "A terminated user still holds access.",
    why: "An old credential still works, and the access returns if the user comes back (NIST SP 800-53 PS-4).",
    next: "Apply the plan. Remove unmanaged access at the provider.",
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
        const remaining = [...accounts.filter(isLive).map(accountText), ...stillHeld(user, accounts, held)];
        if (remaining.length === 0) continue;
        const title = context.model.systems.get(system as SystemId)?.title ?? system;
        yield {
          message: `Terminated user ${user.id} still holds ${remaining.join(", ")} in ${title}.`,
          remedy: `Apply the plan to remove the access of ${user.id}. Remove unmanaged access in ${title} itself.`,
          place: { file: user.source.file, field: [] },
          subject: { user },
          witness: [system, ...remaining],
        };
      }
    }
  },
} satisfies Rule;

/** Returns declared entitlements by member: by account id, or by lower-case address for members without a known account. */
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
    // A manager or owner of a group that is declared for members only is a member too.
    for (const { ref } of exact.length > 0 ? exact : all) {
      appendTo(held, member, ref);
    }
  }
  for (const { entitlement, account } of declaredAssignments(model, observation).assignments)
    appendTo(held, account, entitlement.ref);
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
