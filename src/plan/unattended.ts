import { effectOf } from "./actions.ts";
import type { UserId } from "../model/documents.ts";
import type { Operation } from "./operation.ts";
import type { Plan } from "./plan.ts";
import { summaryOf } from "./summary.ts";

/**
 * Returns whether the operation can widen access. Every operation that neither takes nor contains counts as widening:
 * attributes can feed a provider's own rules, and the holder can sign in to a new or adopted account.
 */
export function isGain(operation: Operation): boolean {
  const effect = effectOf(operation);
  return effect === "gives" || effect === "neutral";
}

/** An operation that an unattended run does not apply, with the reason as a sentence. */
export interface WithheldOperation {
  readonly operation: Operation;
  readonly reason: string;
}

export interface UnattendedRules {
  /** The actions that an unattended run may repair, by system (`drift.repair`). */
  readonly repair: ReadonlyMap<string, ReadonlySet<string>>;
  /** Returns whether the user must be kept out: terminated or on leave. Containing such a user is always repaired. */
  readonly isKeptOut: (user: UserId) => boolean;
  /** Returns why a gain is withheld; null: it is not. */
  readonly withholds: (gain: Operation) => string | null;
}

/** A plan, split into the operations that an unattended run may apply and the others. */
export interface UnattendedPlan {
  readonly plan: Plan;
  readonly withheld: readonly WithheldOperation[];
  /** Drift that is only reported. */
  readonly leftAlone: readonly Operation[];
}

/**
 * Returns what an unattended run applies of a plan (engine.md 7): changes and scheduled operations, of drift only what
 * the system's file lists and what keeps a terminated or on-leave user out, and no withheld gain. Operations that depend on an omitted operation are omitted too. Losses
 * have no avoidable dependencies, so they are applied. The findings are not judged here; the caller has judged them.
 */
export function unattendedPlan(plan: Plan, { repair, isKeptOut, withholds }: UnattendedRules): UnattendedPlan {
  const operations: Operation[] = [];
  const withheld: WithheldOperation[] = [];
  const leftAlone: Operation[] = [];
  const leftOut = new Set<string>();
  // In plan order a prerequisite comes before what depends on it.
  for (const operation of plan.operations) {
    const { id, origin, system, action, dependsOn } = operation;
    const reason = isGain(operation) ? withholds(operation) : null;
    const needed = dependsOn.find((one) => leftOut.has(one));
    const isRepaired = repair.get(system)?.has(action) === true || containsKeptOut(operation, isKeptOut);
    if (origin === "drift" && !isRepaired) leftAlone.push(operation);
    else if (reason !== null) withheld.push({ operation, reason });
    else if (needed !== undefined)
      withheld.push({ operation, reason: `It depends on ${needed}, which is not applied.` });
    else {
      operations.push(operation);
      continue;
    }
    leftOut.add(id);
  }
  return { plan: { ...plan, findings: [], operations, summary: summaryOf(operations) }, withheld, leftAlone };
}

/** Returns whether the operation blocks an account of a user who must be kept out, for example after a hand let the user in. */
function containsKeptOut(operation: Operation, isKeptOut: UnattendedRules["isKeptOut"]): boolean {
  return effectOf(operation) === "contains" && operation.user !== null && isKeptOut(operation.user);
}
