import { approvalsNeeded } from "../../approval/needs.ts";
import type { Need } from "../../approval/need.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Tree } from "../../load/tree.ts";
import { type Checked, checkChange, checkTree } from "../check.ts";
import { changeBetween } from "../../plan/change.ts";
import { compareFindings } from "../../report/diff/compare-findings.ts";
import type { GrantFile } from "../../request/grant-document.ts";

/** What would be said of the change if the file were there. */
export interface Verdict {
  /** New, or heavier than without the file. */
  readonly findings: readonly Finding[];
  /** Who would have to approve; null where the file itself is wrong. */
  readonly needs: readonly Need[] | null;
  readonly hasErrors: boolean;
  /** The file cannot be read as it is, or holds what no file may hold: hidden text, a secret. */
  readonly isUnfit: boolean;
}

/** Judges the base with one more file, in memory: the whole tree, and the step from the base to it. */
export function verdictOn(file: GrantFile, base: Checked): Verdict {
  const head = checkChange(base, checkTree(withFile(base.loaded.tree, file), base.at));
  const findings = compareFindings(base.findings, head.findings).appeared.map(({ finding }) => finding);
  return {
    findings,
    needs: needsOf(file, base, head),
    isUnfit: head.resolved === null,
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
  const { accessChanges, modelChanges } = changeBetween(
    { ...base.resolved, commit: null },
    { ...head.resolved, commit: null },
    head.at,
  );
  return approvalsNeeded({
    base: base.resolved.model,
    head: head.resolved.model,
    accessChanges,
    modelChanges,
    changedFiles: [path],
    at: head.at,
  });
}
