import type { Finding } from "../diagnostics/finding.ts";
import type { AccessModel } from "../model/documents.ts";
import type { Instant } from "../model/instant.ts";
import type { ObservedSystem, UnreadSystem } from "../model/observation.ts";
import type { Plan } from "../plan/plan.ts";
import { coversPlan } from "../plan/targeted/covers-plan.ts";
import { lowerResolved } from "../plan/resolved-findings.ts";
import type { Connection } from "../ports/connection.ts";
import type { Workspace } from "../ports/workspace.ts";
import { connectedAsBase } from "./base-connections.ts";
import { type Checked, checkChange, checkObserved, checkUnchanged, planChecked, planSideOf } from "./check.ts";
import { checkTargets } from "./known-names.ts";
import type { Observed, Observe } from "./observe.ts";
import { checkWorkspace } from "./read-tree.ts";
import { soundBaseOf } from "./revisions.ts";

export interface PlanningRequest {
  readonly at: Instant;
  /** The revision to compare the change under review with. */
  readonly base?: string;
  /** The revision to plan from; default: the working folder. */
  readonly commit?: string;
  /** Users and entitlements to limit the plan to; empty: all. */
  readonly targets: readonly string[];
}

export interface PlanningPorts {
  readonly workspace: Workspace;
  readonly observe: Observe;
}

/** A plan and its inputs. */
export interface Planned {
  readonly kind: "planned";
  readonly plan: Plan;
  readonly model: AccessModel;
  /** The files of the base; null: the plan has no base. */
  readonly base: AccessModel | null;
  readonly observed: readonly ObservedSystem[];
  readonly connections: readonly Connection[];
  /** The systems that could not be read. The plan holds them back. */
  readonly unread: readonly UnreadSystem[];
  /** Findings about the providers' state. They are shown and do not block the plan, which may repair it. */
  readonly observedFindings: readonly Finding[];
  /** True: the plan is that of a change under review, with a base. */
  readonly isChange: boolean;
}

/** The files do not allow a plan. Nothing was sent to a provider. */
export interface NotPlanned {
  /** `unsupported`: the files contain fields that this version does not support. */
  readonly kind: "files-have-errors" | "unsupported";
  readonly findings: readonly Finding[];
  /** The judged files, with all their findings. */
  readonly checked: Checked;
}

/**
 * Plans from the files and the providers' state: load → model → policy → observe → plan.
 * @throws OperationalError when no provider could be read, or a snapshot or the base commit could not be read; UsageError for an unknown target
 */
export async function planFrom(
  request: PlanningRequest,
  { workspace, observe }: PlanningPorts,
): Promise<Planned | NotPlanned> {
  const { at, base: revision, commit, targets } = request;
  const tree = await checkWorkspace(workspace, at, commit);
  if (tree.resolved === null) return { kind: "files-have-errors", findings: tree.findings, checked: tree };
  const unsupported = tree.findings.filter(({ code }) => code === "schema/not-supported-yet");
  if (unsupported.length > 0) return { kind: "unsupported", findings: unsupported, checked: tree };
  const { model } = tree.resolved;
  checkTargets(targets, model);
  const base = revision === undefined ? null : await soundBaseOf(workspace, revision, at);
  const head = base === null ? checkUnchanged(tree) : checkChange(base.checked, tree);
  const targeted = targets.length === 0 ? undefined : { head: planSideOf(head, null), at, targets };
  const asBase = base === null ? { model } : connectedAsBase(model, base.checked.resolved?.model ?? null);
  const observed = await observe(asBase.model, "added" in asBase ? asBase.added : undefined, targeted);
  const { connections } = observed;
  const headCommit = commit === undefined ? null : await workspace.git.resolveCommit(commit);
  const planWith = (read: Pick<Observed, "observations" | "unread">): Plan =>
    planChecked({
      head,
      base: base?.checked ?? null,
      commits: { head: headCommit, base: base?.commit ?? null },
      observations: read.observations,
      unread: read.unread,
      targets,
    });
  const first = planWith(observed);
  // What refuses a part of the plan is judged on a complete read.
  const isRefused = first.guards.some(({ blocked }) => blocked);
  const isEnough = !isRefused && coversPlan(first, observed.observations);
  const complete = !isEnough ? await observed.readEverything?.() : undefined;
  const { observations, unread } = complete ?? observed;
  const { snapshots } = observed;
  const plan = {
    ...(complete === undefined ? first : planWith(complete)),
    ...(snapshots === undefined ? {} : { snapshots }),
  };
  // A change under review does not cause what the providers hold now, and its plan may repair it.
  const observedFindings = lowerResolved(
    ofTargets(checkObserved(head, observations, base === null ? "error" : "warning"), { observations, targets }),
    plan.operations,
    model.entitlements,
  );
  return {
    kind: "planned",
    plan,
    model,
    base: base?.checked.resolved?.model ?? null,
    observed: observations.map(({ observed }) => observed),
    connections,
    unread,
    observedFindings,
    isChange: base !== null,
  };
}

/** Returns the findings about the targets, and the checks that failed, where other users were not read; otherwise all. */
function ofTargets(
  findings: readonly Finding[],
  { observations, targets }: { readonly observations: Observed["observations"]; readonly targets: readonly string[] },
): readonly Finding[] {
  if (observations.every(({ observed }) => observed.readFor === undefined)) return findings;
  const named = new Set<string | null>(targets);
  const hasFailed = ({ user, file }: Finding): boolean => user === undefined && file === null;
  return findings.filter((finding) => named.has(finding.user ?? null) || hasFailed(finding));
}
