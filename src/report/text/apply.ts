import type { ApplyEntry, ApplyReport } from "../../apply/apply-report.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Operation } from "../../plan/operation.ts";
import type { GuardResult, Plan } from "../../plan/plan.ts";
import { countOutcomes, outcomeTexts } from "../../model/outcome.ts";
import { forTerminal } from "../escape.ts";
import { heldBack } from "../held-back.ts";
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

/** Returns the users and groups that the plan holds back, with the reasons; empty where it holds back none. */
export function renderHeldBack(plan: Pick<Plan, "guards">): string {
  const held = heldBack(plan);
  if (held.length === 0) return "";
  const lines = held.slice(0, shownEntries).map(heldBackText);
  if (held.length > shownEntries) lines.push(`  … and ${held.length - shownEntries} more.\n`);
  return `Held back:\n${lines.join("")}`;
}

/** Returns one result that holds back a user or a group, for a terminal. */
const heldBackText = ({ code, message, remedy }: GuardResult): string =>
  `  ${code}: ${forTerminal(message)}\n  Fix: ${forTerminal(remedy)}\n`;

/** Returns the removals that a run left undone; empty where there is none. */
export function renderUndone(undone: readonly Operation[]): string {
  if (undone.length === 0) return "";
  const lines = undone.slice(0, shownEntries).map((operation) => `  ${forTerminal(operationText(operation))}\n`);
  if (undone.length > shownEntries) lines.push(`  … and ${undone.length - shownEntries} more.\n`);
  return `Removals not done:\n${lines.join("")}`;
}

/** Returns the terminated users with access that no operation of the plan takes; empty where there is none. */
export function renderLeavers(leavers: readonly Finding[]): string {
  if (leavers.length === 0) return "";
  const lines = leavers.map(({ message, remedy }) => `  ${forTerminal(message)}\n  Fix: ${forTerminal(remedy)}\n`);
  return `Terminated users who keep access:\n${lines.join("")}`;
}

/** Returns what a list shows differently from the object itself; empty where it shows nothing differently. */
export function renderStale(stale: readonly string[]): string {
  if (stale.length === 0) return "";
  const lines = stale.slice(0, shownEntries).map((text) => `  ${forTerminal(text)}\n`);
  if (stale.length > shownEntries) lines.push(`  … and ${stale.length - shownEntries} more.\n`);
  return `Not confirmed:\n${lines.join("")}  Fix: Run rolecall apply again. A provider's list can be older than the object.\n`;
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
