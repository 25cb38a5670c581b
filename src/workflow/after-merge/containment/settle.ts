import type { ApplyEntry } from "../../../apply/apply-report.ts";
import type { AccountState } from "../../../model/account-state.ts";
import { isAchieved } from "../../../model/outcome.ts";
import { actions } from "../../../plan/actions.ts";
import type { ContainmentPlan, UserContainment } from "../../../plan/containment/plan-containment.ts";
import type { Operation } from "../../../plan/operation.ts";
import type { GuardResult } from "../../../plan/plan.ts";
import type { ContainedUser, ContainmentResult, UncontainedUser } from "../../../apply/containment-result.ts";
import type { UserLookUp } from "./look-up-users.ts";

type Settled = Omit<ContainmentResult, "notDue" | "entries" | "unrecorded">;

/** Sorts every user who was due into one list. A user is proven only if nothing is unknown, in doubt or failed. */
export function settle(
  lookedUp: readonly UserLookUp[],
  { users, guards }: ContainmentPlan,
  entries: readonly ApplyEntry[],
): Settled {
  const outcomes = new Map(entries.map(({ operation, outcome }) => [operation.id, outcome]));
  const lists = {
    contained: [] as ContainedUser[],
    alreadyContained: [] as ContainedUser[],
    inDoubt: [] as UncontainedUser[],
    held: [] as UncontainedUser[],
    failed: [] as UncontainedUser[],
  };
  const reported: GuardResult[] = [...guards];
  users.forEach((user, index) => {
    const { one, operations, hold, closed, blocked, notes } = user;
    const subject = { user: one.user.id, system: one.system };
    const unread = lookedUp[index]?.unread ?? [];
    reported.push(...blocked, ...notes);
    if (unread.length > 0) reported.push(unreadUser(user, unread));
    const undone = operations.flatMap(({ id }) => {
      const outcome = outcomes.get(id);
      if (outcome !== undefined && isAchieved(outcome.kind)) return [];
      return [outcome !== undefined && "reason" in outcome ? outcome.reason : "the operation was not attempted"];
    });
    if (hold !== null) lists.held.push({ ...subject, reason: hold.message });
    else if (undone.length > 0)
      lists.failed.push({ ...subject, reason: `${operations.map(({ id }) => id).join(", ")}: ${undone.join("; ")}.` });
    else if (unread.length > 0) lists.failed.push({ ...subject, reason: unreadUser(user, unread).message });
    else if (blocked.length > 0)
      lists.inDoubt.push({ ...subject, reason: blocked.map(({ message }) => message).join(" ") });
    else {
      const moved = operations.map((operation) => ({ id: operation.resource.id ?? "", state: stateAfter(operation) }));
      const proven = { ...subject, accounts: [...closed.map(({ id, state }) => ({ id, state })), ...moved] };
      lists[operations.length > 0 ? "contained" : "alreadyContained"].push(proven);
    }
  });
  return { ...lists, guards: reported };
}

/** The state that an operation of the lane leads to, which reading back has confirmed. */
function stateAfter({ action }: Operation): AccountState {
  const entry = actions[action];
  return entry.effect === "contains" && entry.isReversible ? "suspended" : "deactivated";
}

function unreadUser({ one: { user, system } }: UserContainment, unread: readonly string[]): GuardResult {
  return {
    code: "provider/unread",
    system,
    blocked: true,
    message: `The accounts of ${user.id} in ${system} could not all be looked up: ${unread.join("; ")}.`,
    remedy:
      "Run again. If the failure repeats, check the permissions of the credential and the status of the provider.",
    override: null,
    subject: { kind: "user", id: user.id },
  };
}
