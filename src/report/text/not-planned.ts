import type { Finding } from "../../diagnostics/finding.ts";
import { renderFindings } from "./findings.ts";

/** Why the files cannot be planned. */
export type NoPlanReason = "files-have-errors" | "unsupported";

const sentences: Readonly<Record<NoPlanReason, string>> = {
  "files-have-errors": "The files have errors. Nothing was planned and no provider was read.",
  unsupported: "These fields cannot be applied. Nothing was planned and no provider was read.",
};

/** Returns the text for files that cannot be planned. */
export function renderNotPlanned(kind: NoPlanReason, findings: readonly Finding[]): string {
  return `${renderFindings(findings)}\n${sentences[kind]}\n`;
}
