import type { Finding } from "../../diagnostics/finding.ts";
import { renderFindings } from "./findings.ts";

/** Why the files allow no plan. */
export type NoPlanReason = "files-have-errors" | "unsupported";

const sentences: Readonly<Record<NoPlanReason, string>> = {
  "files-have-errors": "The files have errors, so nothing was planned and no provider was asked.",
  unsupported: "These fields would be left undone, so nothing was planned and no provider was asked.",
};

/** Returns the text for files that allow no plan. */
export function renderNotPlanned(kind: NoPlanReason, findings: readonly Finding[]): string {
  return `${renderFindings(findings)}\n${sentences[kind]}\n`;
}
