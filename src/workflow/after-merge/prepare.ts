import { RefusedError } from "../../diagnostics/user-error.ts";
import { refusalOf } from "../../apply/refusal.ts";
import { type UnapprovedChange, withheldReason } from "../../approval/withheld.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Instant } from "../../model/instant.ts";
import { meetStates } from "../../model/meet.ts";
import type { CompleteObservation, UnreadSystem } from "../../model/observation.ts";
import { buildPlan } from "../../plan/build-plan.ts";
import { containable, holdsSystem, withoutHeldSystems } from "../../plan/held-systems.ts";
import { type AlreadyRemoved, takenByApproved } from "../../plan/guards/already-removed.ts";
import { withoutObserveOnly } from "../../plan/observe-only.ts";
import { keptOutIn } from "../../plan/containment/kept-out.ts";
import type { Operation } from "../../plan/operation.ts";
import type { Plan } from "../../plan/plan.ts";
import type { PlanSide } from "../../plan/side.ts";
import type { Opened, Taken } from "../../plan/taken.ts";
import { isGain, type UnattendedPlan, unattendedPlan, type WithheldOperation } from "../../plan/unattended.ts";
import { heldBack } from "../../report/held-back.ts";
import { checkChange, type Checked, checkUnchanged, planSideOf } from "../check.ts";

/** A judged tree and its commit. */
export interface Side {
  readonly commit: string;
  readonly checked: Checked;
}

/** The states of the files that a run works from. */
export interface States {
  /** The newest commit up to which everything is approved. */
  readonly approved: Side;
  /** The tip of the branch; null: its files have errors, so the approved state alone counts. */
  readonly tip: Side | null;
  /** The last commit that converged. */
  readonly base: Side;
}

export interface Prepared {
  readonly plan: Plan;
  readonly split: UnattendedPlan;
  /** Error findings of the approved state. While there are any, no user gains access. */
  readonly errors: readonly Finding[];
  /** Why nothing is applied of what the unapproved commits take away; null: all of it is. */
  readonly takesNothing: string | null;
  /** Whether no change was withheld, held back or is pending approval. */
  readonly mayConverge: boolean;
}

export interface PrepareRequest extends States {
  readonly unapproved: readonly UnapprovedChange[];
  readonly observations: readonly CompleteObservation[];
  /** The systems that could not be read. */
  readonly unread?: readonly UnreadSystem[];
  /** What runs removed within a day. Guards count it together with what this run removes. */
  readonly alreadyRemoved?: AlreadyRemoved;
  /** The instant of the last run that converged; null: unknown. */
  readonly since: Instant | null;
  /** What earlier runs took since the last one that converged. What gives it back is applied; default: nothing. */
  readonly taken?: Taken;
  /** The accounts that earlier runs opened since then; default: none. */
  readonly opened?: Opened;
  /** Why no user may gain access, as a sentence; null: the approved gains are applied. */
  readonly holdsGains?: string | null;
}

/**
 * Plans the run from the approved state and what the tip takes away, and removes the operations that an unattended run may
 * not do. Gains of the tip alone are listed as withheld.
 * @throws RefusedError when a guard blocks everything that is left of the plan
 */
export function prepareRun(request: PrepareRequest): Prepared {
  const { approved, tip, base, unapproved } = request;
  const { at } = approved.checked;
  // The review of a change refuses names of users who left. A run does not: an end that passes must not stop every gain.
  const findings = checkChange(base.checked, checkUnchanged(approved.checked)).findings;
  const errors = findings.filter(({ severity, code }) => severity === "error" || code === "schema/not-supported-yet");
  const planOf = (head: PlanSide, alreadyRemoved?: AlreadyRemoved): Plan =>
    buildPlan({
      head,
      base: sideOf(base),
      at,
      observations: request.observations,
      unread: request.unread ?? [],
      findings,
      since: request.since,
      ...(request.taken === undefined ? {} : { taken: request.taken }),
      ...(request.opened === undefined ? {} : { opened: request.opened }),
      ...(alreadyRemoved === undefined ? {} : { alreadyRemoved }),
    });
  const stopped =
    request.holdsGains ??
    (errors.length === 0
      ? null
      : `The files break rules (${[...new Set(errors.map(({ code }) => code))].join(", ")}), so no user gains access.`);
  const met = metSide({ approved, tip });
  const rules = {
    repair: repairedBy({ approved, base }),
    isKeptOut: keptOutIn(met.model, at),
    withholds: () => stopped,
  };
  const splitOf = (plan: Plan): UnattendedPlan => unattendedPlan(withoutObserveOnly(plan), rules);
  const { alreadyRemoved } = request;
  // What only unapproved commits took away does not use up the limits of what is approved.
  const byApproved = alreadyRemoved === undefined ? undefined : takenByApproved(alreadyRemoved, sideOf(approved), at);
  let plan = planOf(met, met.commit === approved.commit ? byApproved : alreadyRemoved);
  let split = splitOf(plan);
  let takesNothing: string | null = null;
  if (met.commit !== approved.commit && split.plan.guards.some(holdsSystem)) {
    // What is not approved must not stop what is approved.
    takesNothing = refusalOf(split.plan)?.message ?? null;
    plan = planOf(sideOf(approved), byApproved);
    split = splitOf(plan);
  }
  const held = withoutHeldSystems(split.plan, containable(met.model, at));
  // Where a guard leaves nothing to apply, the run is refused before the first record.
  const refusal = refusalOf(held.plan.operations.length === 0 ? split.plan : held.plan);
  if (refusal !== null)
    throw new RefusedError(
      "unattended/guard",
      refusal.message,
      "Split the change, or add a file under access/overrides/ that root owners approve.",
    );
  const own = tip === null || tip.commit === approved.commit ? [] : gainsOfTip(planOf(sideOf(tip)), plan);
  const withheld: readonly WithheldOperation[] = [
    ...split.withheld,
    ...held.held,
    ...own.map((operation) => ({ operation, reason: stopped ?? withheldReason(operation, unapproved) })),
  ];
  return {
    plan,
    split: { ...split, plan: held.plan, withheld },
    errors,
    takesNothing,
    mayConverge:
      tip?.commit === approved.commit &&
      errors.length === 0 &&
      stopped === null &&
      withheld.length === 0 &&
      heldBack(held.plan).length === 0,
  };
}

/** Returns the state to apply: the approved one, without what the tip takes away. */
export function metSide({ approved, tip }: Pick<States, "approved" | "tip">): PlanSide {
  const side = sideOf(approved);
  return tip === null || tip.commit === approved.commit
    ? side
    : { ...meetStates(side, sideOf(tip)), commit: tip.commit };
}

/** Returns the operations that widen access in the plan of the tip alone. */
function gainsOfTip(tip: Plan, applied: Plan): readonly Operation[] {
  const known = new Set(applied.operations.map(effectText));
  return withoutObserveOnly(tip).operations.filter(
    (operation) => isGain(operation) && operation.origin !== "drift" && !known.has(effectText(operation)),
  );
}

/** Describes what an operation writes, without its cause and its place in the order. */
const effectText = (operation: Operation): string =>
  JSON.stringify({ ...operation, because: [], dependsOn: [], origin: null });

/** Returns the files of a commit for a plan. @throws Error when they have errors */
export function sideOf({ commit, checked }: Side): PlanSide {
  if (checked.resolved === null) throw new Error(`${commit} was applied before and has errors now`);
  return planSideOf(checked, commit);
}

/** Returns the repairs that both the base and the approved state allow: a change cannot extend the repairs of its own run. */
function repairedBy({ approved, base }: Pick<States, "approved" | "base">) {
  const before = sideOf(base).model.systems;
  return new Map<string, ReadonlySet<string>>(
    [...sideOf(approved).model.systems.values()].map(({ id, repair }) => {
      const earlier = before.get(id)?.repair ?? [];
      return [id, new Set(repair.filter((action) => earlier.includes(action)))];
    }),
  );
}
