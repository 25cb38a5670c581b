import type { Operation } from "../../plan/operation.ts";
import type { Plan } from "../../plan/plan.ts";
import { forMarkdown } from "../escape.ts";
import { actionSign, operationText } from "../text/actions.ts";
import { becauseText, changedFields, summaryLine } from "../text/plan.ts";
import { renderFindingsMarkdown } from "./findings.ts";

/** The default budget in characters, below the limit of a GitHub comment (65,536). */
const defaultBudget = 60_000;

/**
 * Returns the plan as Markdown: verdict, findings, guards, operations by system with the highest tier first, and drift
 * separately. Lines that do not fit into `budget` characters are counted.
 */
export function renderPlanMarkdown(plan: Plan, budget = defaultBudget): string {
  const head = [`## Rolecall plan\n`, `${summaryLine(plan)}\n`];
  const blocked = plan.guards.filter((guard) => guard.blocked);
  if (blocked.length > 0) head.push(`**Blocked** by ${blocked.map(({ code }) => forMarkdown(code)).join(", ")}.\n`);
  if (plan.findings.length > 0) head.push(`### Findings\n\n${renderFindingsMarkdown(plan.findings)}`);
  for (const guard of plan.guards) head.push(`- ${forMarkdown(guard.code)}: ${forMarkdown(guard.message)}\n`);
  const change = plan.operations.filter(({ origin }) => origin !== "drift");
  const drift = plan.operations.filter(({ origin }) => origin === "drift");
  const parts = [...head, ...section("Operations", change), ...section("Drift", drift)];
  const tail = `\nDigest: ${forMarkdown(plan.digest)}\n`;
  return cut(parts, budget - tail.length) + tail;
}

const riskRank: Readonly<Record<Operation["tier"], number>> = { critical: 0, high: 1, medium: 2, low: 3 };

function section(title: string, operations: readonly Operation[]): readonly string[] {
  if (operations.length === 0) return [];
  const ordered = operations
    .map((operation, position) => ({ operation, position }))
    .sort(
      (left, right) => riskRank[left.operation.tier] - riskRank[right.operation.tier] || left.position - right.position,
    );
  return [
    `### ${title}\n\n|   | What | Tier | Because |\n|---|---|---|---|\n`,
    ...ordered.map(({ operation }) => row(operation)),
    "\n",
  ];
}

function row(operation: Operation): string {
  const fields = changedFields(operation);
  const what = operationText(operation) + (fields.length === 0 ? "" : `: ${fields.join("; ")}`);
  const because = operation.because.slice(0, 1).map(becauseText).join("");
  return `| ${forMarkdown(actionSign(operation.action))} | ${forMarkdown(what)} | ${operation.tier} | ${because === "" ? "" : forMarkdown(because)} |\n`;
}

function cut(parts: readonly string[], budget: number): string {
  let text = "";
  for (const [position, part] of parts.entries()) {
    const note = `\n**Truncated:** ${parts.length - position} more lines did not fit. \`rolecall plan --format json\` lists all of them.\n`;
    if (text.length + part.length + note.length > budget) return text + note;
    text += part;
  }
  return text;
}
