import type { Operation } from "../../plan/operation.ts";
import type { Plan } from "../../plan/plan.ts";
import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import { actionSign, operationText } from "../text/actions.ts";
import { becauseText, changedFields, guardState, summaryLine, unmanagedTexts } from "../text/plan.ts";
import { renderFindingsMarkdown } from "./findings.ts";

/** The default budget in characters, below the limit of a GitHub comment (65,536). */
const defaultBudget = 60_000;

/**
 * Returns the plan as Markdown: verdict, findings, guards, operations by system with the highest tier first, drift
 * separately, and unmanaged objects. Lines that do not fit into `budget` characters are counted.
 * @param targets the users, systems or entitlements that the plan was limited to; empty for the complete plan
 */
export function renderPlanMarkdown(
  plan: Plan,
  { targets = [], budget = defaultBudget }: { readonly targets?: readonly string[]; readonly budget?: number } = {},
): string {
  const head = [`## Rolecall plan\n`, `${sentenceForMarkdown(summaryLine(plan, targets))}\n`];
  const blocked = plan.guards.filter((guard) => guard.blocked);
  if (blocked.length > 0) head.push(`**Blocked** by ${blocked.map(({ code }) => forMarkdown(code)).join(", ")}.\n`);
  if (plan.findings.length > 0) head.push(`### Findings\n\n${renderFindingsMarkdown(plan.findings)}`);
  if (plan.guards.length > 0) head.push(`### Guards\n\n`, ...plan.guards.map(guardLine), "\n");
  const change = plan.operations.filter(({ origin }) => origin !== "drift");
  const drift = plan.operations.filter(({ origin }) => origin === "drift");
  const parts = [
    ...head,
    ...section("Operations", change),
    ...section("Drift", drift),
    ...unmanagedSection(plan.unmanaged),
  ];
  const tail = `\nDigest: ${forMarkdown(plan.digest)}\n`;
  return cut(parts, budget - tail.length) + tail;
}

function guardLine(guard: Plan["guards"][number]): string {
  const by = guard.override === null ? "" : ` by ${forMarkdown(guard.override)}`;
  return `- **${guardState(guard)}** ${forMarkdown(guard.code)}${by}: ${sentenceForMarkdown(guard.message)} *Fix:* ${sentenceForMarkdown(guard.remedy)}\n`;
}

function unmanagedSection(unmanaged: Plan["unmanaged"]): readonly string[] {
  const lines = unmanagedTexts(unmanaged).map((text) => `- ${forMarkdown(text)}\n`);
  return lines.length === 0 ? [] : [`### Unmanaged (not changed)\n\n`, ...lines, "\n"];
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
