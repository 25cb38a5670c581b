import type { Finding, Severity, UnlocatedFinding } from "../diagnostics/finding.ts";
import { sortFindings } from "../diagnostics/order.ts";
import { approverFindings } from "../approval/approver-findings.ts";
import { judgeChange } from "../load/change.ts";
import { sameBytes } from "../load/same-bytes.ts";
import { type Loaded, loadModel } from "../load/load-model.ts";
import type { Tree, TreeEntry } from "../load/tree.ts";
import type { Instant } from "../model/instant.ts";
import type { CompleteObservation, UnreadSystem } from "../model/observation.ts";
import { type ResolvedModel, resolveModel } from "../model/resolved-model.ts";
import { buildPlan } from "../plan/build-plan.ts";
import { narrowPlan } from "../plan/narrow.ts";
import type { Plan } from "../plan/plan.ts";
import type { PlanSide } from "../plan/side.ts";
import { judgeBaselineChange } from "../policy/baseline-growth.ts";
import { evaluateObserved, evaluatePolicy } from "../policy/evaluate.ts";
import { leftBehind } from "../policy/left-behind.ts";

/** A loaded, resolved and judged tree. `resolved` is null when errors of the files prevent resolving the assignments. */
export interface Checked {
  readonly at: Instant;
  readonly loaded: Loaded;
  readonly resolved: ResolvedModel | null;
  /** All findings of load and policy, in reading order. */
  readonly findings: readonly Finding[];
}

/** Judges one tree at one instant: load → model → policy. No network, no clock, no writes. */
export function checkTree(tree: Tree, at: Instant): Checked {
  const loaded = loadModel(tree, { at });
  if (loaded.model === null) return { at, loaded, resolved: null, findings: loaded.findings };
  const resolved = resolveModel(loaded.model, at);
  const judged = [...evaluatePolicy(resolved), ...approverFindings(loaded.model, at)].map((finding) =>
    locate(finding, loaded),
  );
  return { at, loaded, resolved, findings: sortFindings([...loaded.findings, ...judged]) };
}

/**
 * Returns the head with the findings of the change from the base (`--base`): removed users and entitlements, changed
 * employee numbers, a baseline that grew, and expiry times that were already past when they were written. What a leaver left
 * behind does not block a change that does not touch it.
 */
export function checkChange(base: Checked, head: Checked): Checked {
  const baselineFindings =
    base.resolved === null || head.resolved === null
      ? []
      : judgeBaselineChange(
          base.resolved.model.baseline,
          head.resolved.model.baseline,
          head.resolved.model.organization.timezone,
        );
  const step = [...judgeChange(base.loaded, head.loaded, head.at), ...baselineFindings].map((finding) =>
    locate(finding, head.loaded),
  );
  // A finding of the change replaces the finding of the state at the same place.
  const reported = new Set(step.map(keyOf));
  const kept = head.findings.filter((finding) => !reported.has(keyOf(finding)));
  return { ...head, findings: sortFindings([...withoutBlame(base, head, kept), ...step]) };
}

/** Returns the tree as a change that alters nothing sees it: what a leaver left behind is a warning. */
export function checkUnchanged(checked: Checked): Checked {
  return { ...checked, findings: sortFindings(withoutBlame(checked, checked, checked.findings)) };
}

/** Lowers the errors about users who left to warnings where the change neither touches the object nor sets the name. */
function withoutBlame(base: Checked, head: Checked, findings: readonly Finding[]): readonly Finding[] {
  if (base.resolved === null || head.resolved === null) return findings;
  const entriesOf = ({ tree }: Loaded): ReadonlyMap<string, TreeEntry> =>
    new Map(tree.entries.map((entry) => [entry.path, entry]));
  let files:
    undefined | { readonly before: ReadonlyMap<string, TreeEntry>; readonly after: ReadonlyMap<string, TreeEntry> };
  const isChanged = (headFile: string, baseFile: string): boolean => {
    files ??= { before: entriesOf(base.loaded), after: entriesOf(head.loaded) };
    const [old, now] = [files.before.get(baseFile), files.after.get(headFile)];
    return old === undefined || now === undefined || !sameBytes(old, now);
  };
  const placeKey = ({ code, file, line, column }: Pick<Finding, "code" | "file" | "line" | "column">): string =>
    JSON.stringify([code, file, line, column]);
  const lowered = new Set(
    leftBehind(base.resolved, head.resolved, isChanged).map(({ code, place }) =>
      placeKey({ code, ...head.loaded.locate(place) }),
    ),
  );
  return findings.map((finding) =>
    finding.severity === "error" && lowered.has(placeKey(finding)) ? { ...finding, severity: "warning" } : finding,
  );
}

const keyOf = ({ code, file, line }: Finding): string => [code, file ?? "", line ?? 0].join("\n");
/**
 * Returns the findings about the providers' state: unused accounts, terminated users with access, other writers.
 * @param atMost the highest severity: a warning for a change under review, which cannot cause what the providers hold
 */
export function checkObserved(
  head: Checked,
  observations: readonly CompleteObservation[],
  atMost: Severity = "error",
): readonly Finding[] {
  return evaluateObserved(resolvedOf(head), { observations, atMost }).map((finding) => locate(finding, head.loaded));
}

/** Adds line and column to a finding. Only files with findings are parsed again. */
export function locate({ place, ...finding }: UnlocatedFinding, loaded: Loaded): Finding {
  return place === null
    ? { ...finding, file: null, line: null, column: null }
    : { ...finding, ...loaded.locate(place) };
}

export interface PlanRequest {
  readonly head: Checked;
  /** The base of the change under review; null: plan the complete difference. */
  readonly base: Checked | null;
  readonly commits: { readonly head: string | null; readonly base: string | null };
  /** Complete observations only. */
  readonly observations: readonly CompleteObservation[];
  /** The systems that could not be read; default: none. */
  readonly unread?: readonly UnreadSystem[];
  /** Users and entitlements to limit the plan to; empty: all. */
  readonly targets: readonly string[];
}

/**
 * Plans the difference between a judged tree and the observations as ordered operations.
 * @throws Error when a tree has errors: a tree that cannot be read must not be planned from
 */
export function planChecked({ head, base, commits, observations, unread = [], targets }: PlanRequest): Plan {
  const plan = buildPlan({
    head: planSideOf(head, commits.head),
    base: base === null ? null : planSideOf(base, commits.base),
    at: head.at,
    observations,
    unread,
    findings: head.findings,
  });
  return targets.length === 0 ? plan : narrowPlan(plan, targets);
}

/**
 * Returns a judged tree as one side of a comparison.
 * @param commit the commit of the tree; null: a working folder
 * @throws Error when the tree has errors
 */
export function planSideOf(checked: Checked, commit: string | null): PlanSide {
  return { ...resolvedOf(checked), commit, written: checked.loaded.written };
}

function resolvedOf(checked: Checked): ResolvedModel {
  if (checked.resolved === null) throw new Error("a tree with errors cannot be planned from");
  return checked.resolved;
}
