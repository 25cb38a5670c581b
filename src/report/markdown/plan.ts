import type { Operation } from "../../plan/operation.ts";
import type { Plan } from "../../plan/plan.ts";
import { counted } from "../../support/counted.ts";
import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import { actionSign, operationText } from "../text/actions.ts";
import { becauseText, changedFields, guardState, snapshotTexts, summaryLine, unmanagedTexts } from "../text/plan.ts";
import { findingParts } from "./findings.ts";

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
  const head: Part[] = [frame(`## Rolecall plan\n`), frame(`${sentenceForMarkdown(summaryLine(plan, targets))}\n`)];
  head.push(...snapshotTexts(plan).map((text) => frame(`${sentenceForMarkdown(text)}\n`)));
  const blocked = plan.guards.filter((guard) => guard.blocked);
  if (blocked.length > 0)
    head.push(frame(`**Blocked** by ${blocked.map(({ code }) => forMarkdown(code)).join(", ")}.\n`));
  if (plan.findings.length > 0)
    head.push(
      frame("### Findings\n\n"),
      ...findingParts(plan.findings).map(({ markdown, findings }) => ({ markdown, kind: "finding", count: findings })),
      frame("\n"),
    );
  if (plan.guards.length > 0)
    head.push(frame("### Guards\n\n"), ...plan.guards.map((guard) => item("guard", guardLine(guard))), frame("\n"));
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

function unmanagedSection(unmanaged: Plan["unmanaged"]): readonly Part[] {
  const lines = unmanagedTexts(unmanaged).map((text) => `- ${forMarkdown(text)}\n`);
  return lines.length === 0
    ? []
    : [
        frame("### Unmanaged (not changed)\n\n"),
        ...lines.map((line) => item("system with unmanaged objects", line, "systems with unmanaged objects")),
        frame("\n"),
      ];
}

const riskRank: Readonly<Record<Operation["tier"], number>> = { critical: 0, high: 1, medium: 2, low: 3 };

function section(title: string, operations: readonly Operation[]): readonly Part[] {
  if (operations.length === 0) return [];
  const ordered = operations
    .map((operation, position) => ({ operation, position }))
    .sort(
      (left, right) => riskRank[left.operation.tier] - riskRank[right.operation.tier] || left.position - right.position,
    );
  return [
    frame(`### ${title}\n\n|   | What | Tier | Because |\n|---|---|---|---|\n`),
    ...ordered.map(({ operation }) => item("operation", row(operation))),
    frame("\n"),
  ];
}

function row(operation: Operation): string {
  const fields = changedFields(operation);
  const what = operationText(operation) + (fields.length === 0 ? "" : `: ${fields.join("; ")}`);
  const [first, ...more] = operation.because;
  const others = more.length === 0 ? "" : ` (and ${counted(more.length, "more reason")})`;
  const because = first === undefined ? "" : `${forMarkdown(becauseText(first))}${others}`;
  return `| ${forMarkdown(actionSign(operation.action))} | ${forMarkdown(what)} | ${operation.tier} | ${because} |\n`;
}

/** A part of the text that is shown completely or left out, and what a note counts it as. */
interface Part {
  readonly markdown: string;
  /** Null: a heading or a line that is not counted. */
  readonly kind: string | null;
  readonly kinds?: string;
  readonly count: number;
}

const frame = (markdown: string): Part => ({ markdown, kind: null, count: 0 });
const item = (kind: string, markdown: string, kinds = `${kind}s`): Part => ({ markdown, kind, kinds, count: 1 });

/** Returns the parts up to the budget, and a note that counts the parts that are left out. */
function cut(parts: readonly Part[], budget: number): string {
  const sizes = parts.reduce((sum, { markdown }) => sum + markdown.length, 0);
  if (sizes <= budget) return parts.map(({ markdown }) => markdown).join("");
  // The note is longest where everything is left out.
  const room = budget - cutNote(parts).length;
  let shown = 0;
  let text = "";
  for (const { markdown } of parts) {
    if (text.length + markdown.length > room) break;
    text += markdown;
    shown += 1;
  }
  return text + cutNote(parts.slice(shown));
}

function cutNote(left: readonly Part[]): string {
  const counts = new Map<string, { readonly count: number; readonly kinds: string }>();
  for (const { kind, kinds = `${kind ?? ""}s`, count } of left)
    if (kind !== null) counts.set(kind, { count: (counts.get(kind)?.count ?? 0) + count, kinds });
  const texts = [...counts].map(([kind, { count, kinds }]) => counted(count, kind, kinds));
  return `\n**Truncated:** ${texts.join(", ")} did not fit. \`rolecall plan --format json\` lists all of them.\n`;
}
