import { approvalsNeeded } from "../../approval/needs.ts";
import type { Need } from "../../approval/need.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Tree } from "../../load/tree.ts";
import type { AccessRequest } from "./access-request.ts";
import { type Checked, checkChange, checkTree, checkUnchanged, planSideOf } from "../check.ts";
import { changeBetween } from "../../plan/change.ts";
import { compareFindings } from "../../report/diff/compare-findings.ts";
import type { GrantFile } from "../../request/grant-document.ts";

/** The verdict on the change that adds the file. */
export interface Verdict {
  /** Findings that are new, or more severe than without the file. */
  readonly findings: readonly Finding[];
  /** The required approvals; null when the file is not valid. */
  readonly needs: readonly Need[] | null;
  readonly hasErrors: boolean;
  /** The file cannot be loaded, or contains hidden text or a secret. */
  readonly isInvalid: boolean;
}

/** Judges the base with one more file, in memory: the complete tree, and the change from the base. */
export function verdictOn(file: GrantFile, base: Checked): Verdict {
  const head = checkChange(base, checkTree(withFile(base.loaded.tree, file), base.at));
  const findings = compareFindings(checkUnchanged(base).findings, head.findings).appeared.map(({ finding }) => finding);
  return {
    findings,
    needs: needsOf(file, base, head),
    isInvalid: head.resolved === null,
    hasErrors: findings.some(({ severity }) => severity === "error"),
  };
}

function withFile(tree: Tree, { path, text }: GrantFile): Tree {
  const bytes = new TextEncoder().encode(text);
  const others = tree.entries.filter((entry) => entry.path !== path);
  return { exists: true, entries: [...others, { path, kind: "file", size: bytes.length, bytes }] };
}

function needsOf({ path }: GrantFile, base: Checked, head: Checked): readonly Need[] | null {
  if (base.resolved === null || head.resolved === null) return null;
  const { accessChanges, modelChanges } = changeBetween(planSideOf(base, null), planSideOf(head, null), head.at);
  return approvalsNeeded({
    base: base.resolved.model,
    head: head.resolved.model,
    accessChanges,
    modelChanges,
    changedFiles: [path],
    at: head.at,
  });
}

/** Returns why the request is refused. A draft may break rules, but an invalid file, such as one with a secret, is never committed. */
export function refusal({ hasErrors, isInvalid }: Verdict, { draft }: AccessRequest): "invalid-file" | "rules" | null {
  if (isInvalid) return "invalid-file";
  return hasErrors && draft !== true ? "rules" : null;
}
