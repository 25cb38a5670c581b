import { serviceAccountsByOwner } from "../../model/owner.ts";
import type { ResolvedModel } from "../../model/resolved-model.ts";
import { resolveAssignments } from "../../model/effective.ts";
import { witnessesOf } from "./holders.ts";
import { indexSets } from "./memberships.ts";
import { conflictOf } from "./overlap.ts";
import type { Violation } from "./violation.ts";
import { witnessName } from "./witness.ts";

export type { Violation } from "./violation.ts";
export { findingOf } from "./violation-finding.ts";

/**
 * Returns the users who are in more of a rule's sets at one time than `atMost` allows, now or later, over all systems,
 * inclusion, birthright, nesting and owned service accounts. A user on leave is judged on the access after a return, which
 * includes the current access. At most one violation for each user and rule. A service account is also judged by itself.
 */
export function violationsOf({ model, index, at }: ResolvedModel): readonly Violation[] {
  if (model.separationOfDuties.length === 0) return [];
  const sets = indexSets(model);
  const owned = serviceAccountsByOwner(model);
  const onLeave = [...model.users.values()].filter(({ status }) => status === "on-leave");
  const returned = onLeave.length === 0 ? index : resolveAssignments(model, { asIfReturned: true, users: onLeave });
  const violations: Violation[] = [];
  for (const user of model.users.values()) {
    const holders = [user, ...(owned.get(user.id) ?? [])];
    const isAway = holders.some(({ status }) => status === "on-leave");
    const now = witnessesOf(user, holders, [index], sets);
    const later = isAway ? witnessesOf(user, holders, [returned, index], sets) : now;
    for (const [rule, witnesses] of later) {
      const conflict = conflictOf(witnesses, rule.atMost, at);
      if (conflict === undefined) continue;
      const present = isAway ? (now.get(rule) ?? []) : witnesses;
      const namesNow = new Set(present.map(witnessName));
      violations.push({
        id: `${rule.id}:${user.id}`,
        rule,
        user,
        conflict,
        onReturn: isAway && conflictOf(present, rule.atMost, at) === undefined,
        returning: new Set(conflict.witnesses.map(witnessName).filter((name) => !namesNow.has(name))),
      });
    }
  }
  return violations;
}
