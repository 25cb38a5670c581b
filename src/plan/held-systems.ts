import type { AccessModel, UserId } from "../model/documents.ts";
import type { Instant } from "../model/instant.ts";
import { effectOf } from "./actions.ts";
import { keptOutIn } from "./containment/kept-out.ts";
import type { Operation } from "./operation.ts";
import type { GuardResult, Plan } from "./plan.ts";
import { summaryOf } from "./summary.ts";
import type { WithheldOperation } from "./unattended.ts";

/** A plan without the operations of the systems that a guard holds. */
export interface HeldPlan {
  /** The guards that hold a system have that system as their `subject`, so that the rest can be applied. */
  readonly plan: Plan;
  readonly held: readonly WithheldOperation[];
}

/**
 * Returns the plan without the operations on systems in which a guard trips, and without what depends on these. The
 * other systems stay, and so does the containment of users who must not sign in: a guard of the system's other writes
 * never stops it. Only the guards that count accounts do, and the protection of that user.
 * @param mayContain returns whether the user must not sign in (`containable`)
 */
export function withoutHeldSystems(plan: Plan, mayContain: (user: UserId) => boolean): HeldPlan {
  const tripped = plan.guards.filter(holdsSystem);
  if (tripped.length === 0) return { plan, held: [] };
  const operations: Operation[] = [];
  const held: WithheldOperation[] = [];
  const leftOut = new Set<string>();
  // In plan order a prerequisite comes before what depends on it.
  for (const operation of plan.operations) {
    const guard = tripped.find((one) => holds(one, operation, mayContain));
    const needed = operation.dependsOn.find((id) => leftOut.has(id));
    if (guard !== undefined) held.push({ operation, reason: `${guard.code} holds the writes in ${guard.system}.` });
    else if (needed !== undefined) held.push({ operation, reason: `It depends on ${needed}, which is held back.` });
    else {
      operations.push(operation);
      continue;
    }
    leftOut.add(operation.id);
  }
  const guards = plan.guards.map((guard) =>
    holdsSystem(guard) ? { ...guard, subject: { kind: "system" as const, id: guard.system } } : guard,
  );
  return { plan: { ...plan, operations, guards, summary: summaryOf(operations) }, held };
}

/** Returns a function that says whether a user is terminated or on leave at an instant, and not protected. */
export function containable(
  model: Pick<AccessModel, "users" | "organization">,
  at: Instant,
): (user: UserId) => boolean {
  const mustStayOut = keptOutIn(model, at);
  return (id) => mustStayOut(id) && !model.organization.protected.includes(id);
}

/** Returns whether the guard holds its system: it blocks, and not only a part of the plan. */
export const holdsSystem = ({ blocked, subject }: GuardResult): boolean => blocked && subject === undefined;

function holds(guard: GuardResult, operation: Operation, mayContain: (user: UserId) => boolean): boolean {
  if (guard.system !== operation.system) return false;
  const isContainment = effectOf(operation) === "contains" && operation.user !== null && mayContain(operation.user);
  if (!isContainment) return true;
  const { origin } = operation;
  return (
    (guard.code === "guard/accounts" && origin !== "schedule") ||
    (guard.code === "guard/scheduled" && origin === "schedule")
  );
}
