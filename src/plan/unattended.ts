import { effectOf } from "./actions.ts";
import type { Operation } from "./operation.ts";
import type { Plan } from "./plan.ts";
import { summaryOf } from "./summary.ts";

/**
 * Returns whether the operation can widen what anybody may do. Everything counts as wider that neither takes nor contains:
 * attributes can feed a provider's own rules, and a new or adopted account can be signed in to.
 */
export function isGain(operation: Operation): boolean {
  const effect = effectOf(operation);
  return effect === "gives" || effect === "neutral";
}

/** An operation that a run without a person does not carry out, and why, in a sentence. */
export interface WithheldOperation {
  readonly operation: Operation;
  readonly reason: string;
}

export interface UnattendedRules {
  /** The actions that a run may repair by itself, by system (`drift.repair`). */
  readonly repair: ReadonlyMap<string, ReadonlySet<string>>;
  /** Why a gain is not carried out; null: it may be. */
  readonly withholds: (gain: Operation) => string | null;
}

/** A plan, split into what a run without a person may do and what it may not. */
export interface UnattendedPlan {
  readonly plan: Plan;
  readonly withheld: readonly WithheldOperation[];
  /** Drift that is only reported. */
  readonly leftAlone: readonly Operation[];
}

/**
 * What an unattended run carries out of a plan (engine.md 7): changes and schedules, and of drift only what the system's
 * file lists; no gain that is withheld. What depends on something left out is left out as well; a loss depends on nothing
 * that it can do without, so losses go on. The findings are not part of it: whoever calls has judged them.
 */
export function unattendedPlan(plan: Plan, { repair, withholds }: UnattendedRules): UnattendedPlan {
  const operations: Operation[] = [];
  const withheld: WithheldOperation[] = [];
  const leftAlone: Operation[] = [];
  const leftOut = new Set<string>();
  // In plan order a prerequisite comes before what depends on it.
  for (const operation of plan.operations) {
    const { id, origin, system, action, dependsOn } = operation;
    const reason = isGain(operation) ? withholds(operation) : null;
    const needed = dependsOn.find((one) => leftOut.has(one));
    if (origin === "drift" && repair.get(system)?.has(action) !== true) leftAlone.push(operation);
    else if (reason !== null) withheld.push({ operation, reason });
    else if (needed !== undefined)
      withheld.push({ operation, reason: `It needs ${needed}, which is not carried out.` });
    else {
      operations.push(operation);
      continue;
    }
    leftOut.add(id);
  }
  return { plan: { ...plan, findings: [], operations, summary: summaryOf(operations) }, withheld, leftAlone };
}
