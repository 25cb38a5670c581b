import type { ApplyEntry, ApplyReport } from "../../apply/apply-report.ts";
import { countOutcomes, outcomeTexts } from "../../model/outcome.ts";
import { forTerminal } from "../escape.ts";
import { actionSign, operationText } from "./actions.ts";

/** The maximum number of lines in a table of failures. The rest is counted; the journal has all of them. */
const shownEntries = 200;

/** Returns the result of a run: a table of failed and not attempted operations, the reason for a stop, and the counts. */
export function renderApplyReport({ entries, stopped }: ApplyReport): string {
  const parts: string[] = [];
  const open = entries.filter(({ outcome }) => outcome.kind === "failed" || outcome.kind === "not-attempted");
  if (open.length > 0) parts.push(openTable(open));
  if (stopped !== null) parts.push(`Stopped: ${forTerminal(stopped)}\n`);
  const counts = outcomeTexts(countOutcomes(entries)).filter(({ count }, position) => position === 0 || count > 0);
  parts.push(`Applied: ${counts.map(({ text }) => text).join(", ")}.\n`);
  if (open.length > 0) parts.push("Run rolecall apply again. It continues from the current state of the providers.\n");
  return parts.join("\n");
}

function openTable(open: readonly ApplyEntry[]): string {
  const rows = open.slice(0, shownEntries).map(({ operation, outcome }) => ({
    state: outcome.kind,
    what: `${actionSign(operation.action)} ${forTerminal(operationText(operation))}`,
    why: outcome.kind === "failed" || outcome.kind === "not-attempted" ? forTerminal(outcome.reason) : "",
  }));
  const wide = Math.min(70, Math.max(...rows.map(({ what }) => what.length)));
  const lines = rows.map(({ state, what, why }) => `  ${state.padEnd(13)}  ${what.padEnd(wide)}  ${why}`.trimEnd());
  if (open.length > shownEntries)
    lines.push(`  … and ${open.length - shownEntries} more; the journal lists all of them.`);
  return `Not completed:\n${lines.join("\n")}\n`;
}
