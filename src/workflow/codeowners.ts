import { codeownersFile, otherCodeownersFiles } from "../codeowners/file.ts";
import { lintCodeowners } from "../codeowners/lint-codeowners.ts";
import { renderCodeowners } from "../codeowners/render-codeowners.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { sortFindings } from "../diagnostics/order.ts";
import { type Checked, locate } from "./check.ts";

export { codeownersFile, otherCodeownersFiles };

/** The CODEOWNERS file that is generated from access/. */
export type Codeowners =
  | { readonly kind: "files-have-errors"; readonly findings: readonly Finding[] }
  /** `text` is null when no safe file can be generated. */
  | { readonly kind: "made"; readonly text: string | null; readonly findings: readonly Finding[] };

/** Generates the CODEOWNERS file. */
export function makeCodeowners(checked: Checked): Codeowners {
  if (checked.resolved === null) return { kind: "files-have-errors", findings: checked.findings };
  const { text, findings } = renderCodeowners(checked.resolved.model);
  return { kind: "made", text, findings: sortFindings(findings.map((finding) => locate(finding, checked.loaded))) };
}

/** The current content of the repository. */
export interface CodeownersPresent {
  /** The existing CODEOWNERS file; null: there is none. */
  readonly text: string | null;
  /** Paths outside access/ that need an owner. */
  readonly otherPaths: readonly string[];
}

/**
 * Compares the existing CODEOWNERS file with the generated one byte for byte, and returns the findings. `look` is called
 * only when the files have no errors.
 */
export function checkCodeowners(checked: Checked, look: () => CodeownersPresent): Codeowners {
  const made = makeCodeowners(checked);
  if (made.kind !== "made") return made;
  const { text, otherPaths } = look();
  const paths = [...checked.loaded.tree.entries.map(({ path }) => path), ...otherPaths];
  const lint = lintCodeowners({ text, paths, expected: made.text });
  return { ...made, findings: sortFindings([...made.findings, ...lint]) };
}
