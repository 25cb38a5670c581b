import type { Finding, UnlocatedFinding } from "../diagnostics/finding.ts";
import { sortFindings } from "../diagnostics/order.ts";
import { judgeChange } from "../load/change.ts";
import { type Loaded, loadModel } from "../load/load-model.ts";
import type { Tree } from "../load/tree.ts";
import type { Instant } from "../model/instant.ts";
import type { CompleteObservation } from "../model/observation.ts";
import { type ResolvedModel, resolveModel } from "../model/resolved-model.ts";
import { buildPlan } from "../plan/build-plan.ts";
import { narrowPlan } from "../plan/narrow.ts";
import type { Plan } from "../plan/plan.ts";
import { judgeBaselineChange, judgeConflictsGrown } from "../policy/baseline-growth.ts";
import { evaluateObserved, evaluatePolicy } from "../policy/evaluate.ts";

/** A tree that was read, resolved and judged. `resolved` is null when an error of the files hides who has what. */
export interface Checked {
  readonly at: Instant;
  readonly loaded: Loaded;
  readonly resolved: ResolvedModel | null;
  /** Everything that load and policy found, in reading order. */
  readonly findings: readonly Finding[];
}

/** Load → model → policy over one tree at one instant. No network, no clock, no writes. */
export function checkTree(tree: Tree, at: Instant): Checked {
  const loaded = loadModel(tree, { at });
  if (loaded.model === null) return { at, loaded, resolved: null, findings: loaded.findings };
  const resolved = resolveModel(loaded.model, at);
  const judged = evaluatePolicy(resolved).map((finding) => locate(finding, loaded));
  return { at, loaded, resolved, findings: sortFindings([...loaded.findings, ...judged]) };
}

/**
 * The head, judged as a change from the base as well (`--base`): users and entitlements that went, changed employee
 * numbers, a baseline that grew, and ends that had passed when they were written.
 */
export function checkChange(base: Checked, head: Checked): Checked {
  const grown =
    base.resolved === null || head.resolved === null
      ? []
      : judgeBaselineChange(base.resolved.model.baseline, head.resolved.model.baseline);
  const step = [...judgeChange(base.loaded, head.loaded, head.at), ...grown].map((finding) =>
    locate(finding, head.loaded),
  );
  // What is an error of the change is not said a second time as a warning of the state.
  const said = new Set(step.map(keyOf));
  const conflicts = conflictsGrown(base, head);
  const risen = new Set(conflicts.map(keyWithUser));
  const kept = head.findings.filter((finding) => !said.has(keyOf(finding)) && !risen.has(keyWithUser(finding)));
  return { ...head, findings: sortFindings([...kept, ...conflicts, ...step]) };
}

function conflictsGrown(base: Checked, head: Checked): readonly Finding[] {
  if (base.resolved === null || head.resolved === null) return [];
  const { baseline, separationOfDuties: rules } = head.resolved.model;
  const before = { findings: base.findings, baseline: base.resolved.model.baseline };
  return judgeConflictsGrown(before, { findings: head.findings, baseline, rules });
}

const keyOf = ({ code, file, line }: Finding): string => [code, file ?? "", line ?? 0].join("\n");
/** One place can carry a finding for each of many users: those of a birthright stand at the role. */
const keyWithUser = (finding: Finding): string => [keyOf(finding), finding.user ?? ""].join("\n");

/** What the rules say of the providers' own state: accounts nobody uses, leavers with access, second writers. */
export function checkObserved(head: Checked, observations: readonly CompleteObservation[]): readonly Finding[] {
  return evaluateObserved(resolvedOf(head), { observations }).map((finding) => locate(finding, head.loaded));
}

/** Looks up line and column; only files with findings are parsed again. */
export function locate({ place, ...finding }: UnlocatedFinding, loaded: Loaded): Finding {
  return place === null
    ? { ...finding, file: null, line: null, column: null }
    : { ...finding, ...loaded.locate(place) };
}

export interface PlanRequest {
  readonly head: Checked;
  /** What the change under review is compared with; null: a person asks for the whole difference. */
  readonly base: Checked | null;
  readonly commits: { readonly head: string | null; readonly base: string | null };
  /** Complete readings alone: the type refuses a partial one. */
  readonly observations: readonly CompleteObservation[];
  /** Users and entitlements to narrow the plan to; empty: everything. */
  readonly targets: readonly string[];
}

/**
 * Plan: the difference between a judged tree and the observations, as ordered operations.
 * @throws Error when a tree has errors of its files: what cannot be read must not be planned from
 */
export function planChecked({ head, base, commits, observations, targets }: PlanRequest): Plan {
  const plan = buildPlan({
    head: { ...resolvedOf(head), commit: commits.head },
    base: base === null ? null : { ...resolvedOf(base), commit: commits.base },
    at: head.at,
    observations,
    findings: head.findings,
  });
  return targets.length === 0 ? plan : narrowPlan(plan, targets);
}

function resolvedOf(checked: Checked): ResolvedModel {
  if (checked.resolved === null) throw new Error("a tree with errors cannot be planned from");
  return checked.resolved;
}
