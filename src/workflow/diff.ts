import { approvalsNeeded } from "../approval/needs.ts";
import { nameOfApprover, type Need } from "../approval/need.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { EntitlementRef } from "../model/documents.ts";
import { heldAt, intervalsOf } from "../model/effective.ts";
import { formatBound, formatInstant, type Instant } from "../model/instant.ts";
import { type Checked, checkChange, checkUnchanged, planSideOf } from "./check.ts";
import { changeBetween } from "../plan/change.ts";
import type { AccessChange } from "../plan/plan.ts";
import type { PlanSide } from "../plan/side.ts";
import { compareFindings } from "../report/diff/compare-findings.ts";
import type { ApprovalLine, ChangedAccess, Diff, DiffReport, Period } from "../report/diff/diff.ts";
import type { Workspace } from "../ports/workspace.ts";
import { factsOf } from "./diff-facts.ts";
import { checkWorkspace } from "./read-tree.ts";
import { soundBaseOf } from "./revisions.ts";

export interface DiffFromRequest {
  /** The revision to compare the change with. */
  readonly base: string;
  /** The revision of the change; default: the working folder. */
  readonly commit?: string;
  readonly at: Instant;
}

/** A diff and its inputs. */
export interface Compared {
  readonly report: DiffReport;
  readonly needs: readonly Need[];
  readonly sides: { readonly head: PlanSide; readonly base: PlanSide };
  readonly at: Instant;
}

export interface Diffed extends Compared {
  /** The head, with the findings of the change from the base. */
  readonly head: Checked;
}

/**
 * Returns the effect of the change since a base commit: load → model → policy on both sides, no provider and no network.
 * When the head's files have errors, `diffed` is null and `head` has the findings.
 * @throws OperationalError when a side cannot be read, or the base has errors
 */
export async function diffFrom(
  request: DiffFromRequest,
  workspace: Workspace,
): Promise<{ readonly head: Checked; readonly diffed: Diffed | null }> {
  const { git } = workspace;
  const commit = request.commit === undefined ? null : await git.resolveCommit(request.commit);
  const head = await checkWorkspace(workspace, request.at, commit ?? undefined);
  if (head.resolved === null) return { head, diffed: null };
  const base = await soundBaseOf(workspace, request.base, request.at);
  const commits = { head: commit, base: base.commit };
  const changedFiles = await git.changedFiles(commits);
  return { head, diffed: diffOf({ head, base: base.checked, commits, changedFiles }) };
}

export interface DiffRequest {
  readonly head: Checked;
  readonly base: Checked;
  readonly commits: { readonly head: string | null; readonly base: string | null };
  /** All paths that the change touches, including those outside access/. */
  readonly changedFiles: readonly string[];
}

/** Returns the diff of two judged trees at the head's instant; null when a tree has errors. */
export function diffOf({ head: tree, base, commits, changedFiles }: DiffRequest): Diffed | null {
  const head = checkChange(base, tree);
  if (head.resolved === null || base.resolved === null) return null;
  const sides = {
    head: planSideOf(head, commits.head),
    base: planSideOf(base, commits.base),
  };
  const findings = { head: head.findings, base: checkUnchanged(base).findings };
  return { ...compareSides({ sides, at: head.at, findings, changedFiles }), head };
}

export interface SidesRequest {
  readonly sides: Compared["sides"];
  readonly at: Instant;
  readonly findings: { readonly head: readonly Finding[]; readonly base: readonly Finding[] };
  readonly changedFiles: readonly string[];
}

/** Compares two states of the files, independent of their source. */
export function compareSides({ sides, at, findings, changedFiles }: SidesRequest): Compared {
  const models = { head: sides.head.model, base: sides.base.model };
  const { accessChanges, modelChanges, digest } = changeBetween(sides.base, sides.head, at);
  const needs = approvalsNeeded({ ...models, accessChanges, modelChanges, changedFiles, at });
  const diff: Diff = {
    version: 1,
    at: formatInstant(at),
    head: sides.head.commit,
    base: sides.base.commit,
    digest,
    accessChanges,
    modelChanges,
    findings: findings.head,
    summary: summaryOf(accessChanges),
  };
  const report: DiffReport = {
    diff,
    access: accessChanges.map((change) => changedAccess(change, sides, at)),
    findings: compareFindings(findings.base, findings.head),
    approvals: needs.map(lineOf),
    facts: factsOf({ accessChanges, modelChanges, needs }, sides, at),
    holders: holdersOf(diff, sides.head, at),
  };
  return { report, needs, sides, at };
}

/** Counts gains as create, changed times as update, and losses as remove, like the plan's summary. */
function summaryOf(changes: readonly AccessChange[]): Diff["summary"] {
  const count = (kind: AccessChange["kind"]): number => changes.filter((change) => change.kind === kind).length;
  return { create: count("gain"), update: count("retime"), remove: count("lose") };
}

function changedAccess(change: AccessChange, sides: Compared["sides"], at: number): ChangedAccess {
  if (change.kind !== "retime") return { change, former: [], reach: change.kind === "gain" ? "more" : "less" };
  const former = (sides.base.index.byUser.get(change.user) ?? [])
    .filter(({ entitlement }) => entitlement === change.entitlement)
    .flatMap(intervalsOf)
    .filter(({ until }) => until === null || until > at)
    .map(({ from, until }) => ({ from: formatBound(from), until: formatBound(until) }));
  const isIn = (inner: Period, outer: Period): boolean =>
    beginOf(outer, at) <= beginOf(inner, at) && endOf(inner) <= endOf(outer);
  if (former.some((period) => isIn(change, period))) return { change, former, reach: "less" };
  return { change, former, reach: former.every((period) => isIn(period, change)) ? "more" : "other" };
}

/** Returns the start in milliseconds. Starts before `at` count as equal. */
const beginOf = ({ from }: Period, at: number): number => Math.max(from === null ? -Infinity : Date.parse(from), at);
const endOf = ({ until }: Period): number => (until === null ? Infinity : Date.parse(until));

function holdersOf({ modelChanges }: Diff, { index }: PlanSide, at: number): ReadonlyMap<EntitlementRef, number> {
  const counts = new Map<EntitlementRef, number>(
    modelChanges
      .filter(({ kind, field }) => kind === "entitlement" && field === "tier")
      .map(({ id }) => [id as EntitlementRef, 0]),
  );
  if (counts.size === 0) return counts;
  for (const assignments of index.byUser.values())
    for (const assignment of assignments) {
      const count = counts.get(assignment.entitlement);
      if (count !== undefined && heldAt(assignment, at)) counts.set(assignment.entitlement, count + 1);
    }
  return counts;
}

/** Returns the line of a need without reviews. */
function lineOf({ what, subject, about, why, comment, stages }: Need): ApprovalLine {
  return {
    what,
    subject,
    about,
    why: why.text,
    place: why.file === null ? null : { file: why.file, line: why.line },
    comment,
    stages: stages.map(({ approvers, unavailable }) => ({
      approvers: approvers.map(nameOfApprover),
      unavailable,
      isStuck: approvers.length === 0,
      servedBy: null,
    })),
  };
}
