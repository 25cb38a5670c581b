import type { ApplyReport } from "../apply/apply-report.ts";
import { type Refusal, refusalOf } from "../apply/refusal.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Operation } from "../plan/operation.ts";
import type { System } from "../model/documents.ts";
import { refuseOtherInstant } from "./refuse-other-instant.ts";
import { confirming, secondSight } from "./second-sight.ts";
import { undoneAfter } from "./undone-after.ts";
import { planDifferences } from "../apply/plan-differences.ts";
import { observeOnlySystems, withoutObserveOnly } from "../plan/observe-only.ts";
import type { Plan } from "../plan/plan.ts";
import { sortFindings } from "../diagnostics/order.ts";
import type { JournalRecord, OperatorClaims } from "../ports/journal.ts";
import type { Progress } from "../ports/progress.ts";
import { carryOutRun, type RunPorts } from "./carry-out.ts";
import { type NotPlanned, type Planned, planFrom, type PlanningPorts, type PlanningRequest } from "./plan.ts";

/** Milliseconds until elapsed time is shown. Each operation reports its own result, so only a slow provider takes this long. */
const slowWrite = 10_000;

export interface ApplyRequest extends PlanningRequest {
  /** A saved plan, which must be up to date; null: there is none. */
  readonly saved: Plan | null;
}

/** The plan that the user reviews before anything is written. */
export interface Proposal {
  /** All differences, including those of systems in observe mode. */
  readonly complete: Plan;
  /** The plan to apply: `complete` without the systems in observe mode. */
  readonly plan: Plan;
  readonly observeOnly: Iterable<string>;
  /** Null: the plan is not refused. */
  readonly refusal: Refusal | null;
  readonly organization: string;
  /** What a list shows differently from the object itself (`secondSight`). Empty without a base: the change is unknown. */
  readonly stale: readonly string[];
}

export interface ApplyPorts extends PlanningPorts, RunPorts {
  readonly progress: Progress;
  readonly newRun: () => string;
  /** Returns whether the system is replaced by a server on this machine. */
  readonly isSandboxed: (system: System) => boolean;
  /** Returns who starts the run, for the journal. */
  readonly operator: () => Promise<OperatorClaims>;
  /** Shows the proposal, also when it is refused. */
  readonly show: (proposal: Proposal) => void;
  /** Asks for confirmation. Not called for a plan that is refused or empty. */
  readonly confirm: (proposal: Proposal) => Promise<boolean>;
}

export type Applied =
  | NotPlanned
  /** The saved plan is out of date; `moved` lists the differences. */
  | { readonly kind: "stale"; readonly moved: readonly string[] }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "not-confirmed" }
  /** `report` is null when there was nothing to write. */
  | {
      readonly kind: "applied";
      readonly plan: Plan;
      readonly report: ApplyReport | null;
      /** The removals of the complete plan that are not done, and the leavers whom no operation contains. */
      readonly undone: readonly Operation[];
      readonly leavers: readonly Finding[];
      readonly stale: readonly string[];
    };

/**
 * Plans, shows the plan, asks for confirmation, writes, and checks each write.
 * @throws RefusedError for an instant that is in the future or more than a minute ago, unless every system is a sandbox
 */
export async function apply(request: ApplyRequest, ports: ApplyPorts): Promise<Applied> {
  const planned = await planFrom(request, ports);
  if (planned.kind !== "planned") return planned;
  // A sandbox may be taken to another day. A tenant may not.
  const tenants = planned.connections.filter(({ system }) => !ports.isSandboxed(system));
  if (tenants.length > 0) refuseOtherInstant(request.at, ports.clock.now());
  const moved = request.saved === null ? [] : planDifferences(request.saved, planned.plan);
  if (moved.length > 0) return { kind: "stale", moved };
  const plan = withoutObserveOnly(planned.plan);
  const refusal = refusalOf(plan);
  const stale = refusal === null ? await staleIn(planned, ports) : [];
  const proposal: Proposal = {
    complete: { ...planned.plan, findings: sortFindings([...planned.plan.findings, ...planned.observedFindings]) },
    plan,
    observeOnly: observeOnlySystems(planned.plan),
    refusal,
    organization: planned.model.organization.name,
    stale,
  };
  const leavers = leaversIn(planned, request.targets);
  ports.show(proposal);
  if (refusal !== null) return { kind: "refused", refusal };
  const applied = (report: ApplyReport | null): Applied => ({
    kind: "applied",
    plan,
    report,
    undone: undoneAfter(planned.plan, report),
    leavers,
    stale,
  });
  if (plan.operations.length === 0) return applied(null);
  if (!(await ports.confirm(proposal))) return { kind: "not-confirmed" };
  const run = ports.newRun();
  const operator = await ports.operator();
  const before = (at: string): readonly JournalRecord[] => [{ kind: "operator", at, run, ...operator }];
  const { inFlight } = planned.model.organization.rate;
  const work = { run, plan, connections: planned.connections, inFlight, signing: null, before };
  const { report } = await ports.progress("applying", () => carryOutRun(work, ports), slowWrite);
  return applied(report);
}

/** Reads again what the change touches and the plan leaves as it is. */
async function staleIn(planned: Planned, { progress }: Pick<ApplyPorts, "progress">): Promise<readonly string[]> {
  const { base, connections } = planned;
  return base === null ? [] : progress(confirming, () => secondSight({ ...planned, base }, connections), slowWrite);
}

/** Returns the findings about terminated users with access that no operation of the plan changes. */
function leaversIn({ plan, observedFindings }: Planned, targets: readonly string[]): readonly Finding[] {
  const changed = new Set<string | null>(plan.operations.map(({ user }) => user));
  return observedFindings.filter(
    ({ code, user = null }) =>
      code === "lp/leaver-with-access" &&
      !changed.has(user) &&
      (targets.length === 0 || (user !== null && targets.includes(user))),
  );
}
