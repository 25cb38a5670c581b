import type { Finding, UnlocatedFinding } from "./diagnostics/finding.ts";
import { sortFindings } from "./diagnostics/order.ts";
import { type Loaded, loadModel } from "./load/load-model.ts";
import type { Tree } from "./load/tree.ts";
import type { AccessModel } from "./model/documents.ts";
import { type AssignmentIndex, resolveAssignments } from "./model/effective.ts";
import type { Instant } from "./model/instant.ts";
import { evaluatePolicy } from "./policy/evaluate.ts";

/** A tree that was read, resolved and judged. `resolved` is null when an error of the files hides who has what. */
export interface Checked {
  readonly at: Instant;
  readonly loaded: Loaded;
  readonly resolved: { readonly model: AccessModel; readonly index: AssignmentIndex } | null;
  /** Everything that load and policy found, in reading order. */
  readonly findings: readonly Finding[];
}

/** Load → model → policy over one tree at one instant. No network, no clock, no writes. */
export function checkTree(tree: Tree, at: Instant): Checked {
  const loaded = loadModel(tree, { at });
  if (loaded.model === null) return { at, loaded, resolved: null, findings: loaded.findings };
  const index = resolveAssignments(loaded.model);
  const judged = evaluatePolicy(loaded.model, index, at).map((finding) => locate(finding, loaded));
  return {
    at,
    loaded,
    resolved: { model: loaded.model, index },
    findings: sortFindings([...loaded.findings, ...judged]),
  };
}

/** Looks up line and column; only files with findings are parsed again. */
export function locate({ place, ...finding }: UnlocatedFinding, loaded: Loaded): Finding {
  return place === null
    ? { ...finding, file: null, line: null, column: null }
    : { ...finding, ...loaded.locate(place) };
}
