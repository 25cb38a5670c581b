import { RefusedError } from "../../diagnostics/user-error.ts";
import { refusalOf } from "../../apply/refusal.ts";
import { isOpen, type UnapprovedChange, withheldReason } from "../../approval/withheld.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { checkChange, type Checked, planSideOf } from "../check.ts";
import { buildPlan } from "../../plan/build-plan.ts";
import { containable, withoutHeldSystems } from "../../plan/held-systems.ts";
import { heldBack } from "../../report/held-back.ts";
import { withoutObserveOnly } from "../../plan/observe-only.ts";
import type { Plan } from "../../plan/plan.ts";
import type { PlanSide } from "../../plan/side.ts";
import { type UnattendedPlan, unattendedPlan } from "../../plan/unattended.ts";
import type { CompleteObservation, UnreadSystem } from "../../model/observation.ts";
import type { Instant } from "../../model/instant.ts";

/** A judged tree and its commit. */
export interface Side {
  readonly commit: string;
  readonly checked: Checked;
}

export interface Prepared {
  readonly plan: Plan;
  readonly split: UnattendedPlan;
  /** Error findings of the tip. While there are any, no user gains access. */
  readonly errors: readonly Finding[];
  /** Whether no change was withheld, held back or is pending approval. */
  readonly mayConverge: boolean;
}

export interface PrepareRequest {
  /** The side to apply: the tip, or the last commit without errors. */
  readonly head: Side;
  /** The last commit that converged. */
  readonly base: Side;
  readonly tip: Checked;
  readonly isTipValid: boolean;
  readonly unapproved: readonly UnapprovedChange[];
  readonly observations: readonly CompleteObservation[];
  /** The systems that could not be read. */
  readonly unread?: readonly UnreadSystem[];
  /** The instant of the last run that converged; null: unknown. */
  readonly since: Instant | null;
}

/**
 * Plans the run and removes the operations that an unattended run may not do.
 * @throws RefusedError when a guard blocks everything that is left of the plan
 */
export function prepareRun(request: PrepareRequest): Prepared {
  const { head, base, tip, isTipValid, unapproved } = request;
  const sides = { head: sideOf(head), base: sideOf(base) };
  const findings = isTipValid ? checkChange(base.checked, tip).findings : tip.findings;
  const errors = findings.filter(({ severity, code }) => severity === "error" || code === "schema/not-supported-yet");
  const complete = buildPlan({
    ...sides,
    at: tip.at,
    observations: request.observations,
    unread: request.unread ?? [],
    findings,
    since: request.since,
  });
  const plan = withoutObserveOnly(complete);
  const stopped = isTipValid
    ? errors.length === 0
      ? null
      : `The files break rules (${[...new Set(errors.map(({ code }) => code))].join(", ")}), so no user gains access.`
    : "The files at the tip of the branch have errors, so no user gains access.";
  const split = unattendedPlan(plan, {
    repair: repairedBy(sides),
    withholds: (gain) => stopped ?? withheldReason(gain, unapproved),
  });
  const held = withoutHeldSystems(split.plan, containable(sides.head.model, tip.at));
  const applied = { ...split, plan: held.plan, withheld: [...split.withheld, ...held.held] };
  // Where a guard leaves nothing to apply, the run is refused before the first record.
  const refusal = refusalOf(held.plan.operations.length === 0 ? split.plan : held.plan);
  if (refusal !== null)
    throw new RefusedError(
      "unattended/guard",
      refusal.message,
      "Split the change, or add a file under access/overrides/ that root owners approve.",
    );
  const open = unapproved.filter((change) => isOpen(change, sides.head.index, tip.at));
  return {
    plan: complete,
    split: applied,
    errors,
    mayConverge:
      isTipValid &&
      errors.length === 0 &&
      open.length === 0 &&
      applied.withheld.length === 0 &&
      heldBack(applied.plan).length === 0,
  };
}

function sideOf({ commit, checked }: Side): PlanSide {
  if (checked.resolved === null) throw new Error(`${commit} was applied before and has errors now`);
  return planSideOf(checked, commit);
}

/** Returns the repairs that both the base and the head allow: a change cannot extend the repairs of its own run. */
function repairedBy({ head, base }: { readonly head: PlanSide; readonly base: PlanSide }) {
  return new Map<string, ReadonlySet<string>>(
    [...head.model.systems.values()].map(({ id, repair }) => {
      const before = base.model.systems.get(id)?.repair ?? [];
      return [id, new Set(repair.filter((action) => before.includes(action)))];
    }),
  );
}
