import type { Operation } from "../../plan/operation.ts";
import type { Plan } from "../../plan/plan.ts";
import { sortedBy } from "../../support/compare.ts";
import { forMarkdown, wordsForMarkdown } from "../escape.ts";
import { dangerOf } from "../diff/group-access.ts";
import { reasonWords } from "../diff/words.ts";
import { actionSign, operationWords } from "../text/actions.ts";
import { changedFields } from "../text/plan.ts";
import { type Links, placeLink } from "./links.ts";
import type { Section } from "./sections.ts";
import { appendTo } from "../../support/multi-map.ts";
import { counted } from "../../support/counted.ts";

/** What the guards say; what blocks comes first, as the plan has it. */
export function guardSection({ guards }: Plan, links: Links): Section {
  const items = guards.map(({ code, system, blocked, message, remedy, override }) => {
    const lifted = override === null ? "" : ` Lifted by ${placeLink({ file: override, line: null }, links)}.`;
    const state = blocked ? "blocked" : override === null ? "note" : "lifted";
    return `- **${state}** ${forMarkdown(code)} in ${forMarkdown(system)}: ${wordsForMarkdown(message)}${lifted} *Next:* ${wordsForMarkdown(remedy)}\n`;
  });
  return { kind: "guard", head: "\n### Guards\n\n", items, foot: "", share: 0.1 };
}

/** The operations of each system, folded; then drift, which no file explains and this change does not ask for. */
export function operationSections({ operations }: Plan, links: Links): readonly Section[] {
  const asked = operations.filter(({ origin }) => origin !== "drift");
  const drift = operations.filter(({ origin }) => origin === "drift");
  const bySystem = new Map<string, Operation[]>();
  for (const operation of asked) {
    appendTo(bySystem, operation.system, operation);
  }
  return [
    ...sortedBy(bySystem, ([system]) => system).map(([system, own]) =>
      folded(own, { title: `in <code>${wordsForSummary(system)}</code>`, links }),
    ),
    folded(drift, { title: "of drift, apart from this change", links }),
  ];
}

function folded(
  operations: readonly Operation[],
  { title, links }: { readonly title: string; readonly links: Links },
): Section {
  const ordered = operations
    .map((operation, position) => ({ operation, position }))
    .sort(
      (left, right) => dangerOf(left.operation.tier) - dangerOf(right.operation.tier) || left.position - right.position,
    );
  return {
    kind: "operation",
    head: `\n<details><summary>${counted(operations.length, "operation")} ${title}</summary>\n\n|   | What | Tier | Because |\n|---|---|---|---|\n`,
    items: ordered.map(({ operation }) => row(operation, links)),
    foot: "\n</details>\n",
    share: 0.1,
  };
}

/** Inside an HTML element no Markdown is read; a system's id has no character that HTML would. */
const wordsForSummary = (system: string): string => system.replaceAll(/[^a-z0-9.-]/gi, "?");

function row(operation: Operation, links: Links): string {
  const fields = changedFields(operation);
  const what = operationWords(operation) + (fields.length === 0 ? "" : `: ${fields.join("; ")}`);
  const { text, place, more } = reasonWords(operation.because);
  const where = place === null ? "" : ` ${placeLink(place, links)}`;
  const others = more > 0 ? ` (and ${counted(more, "more way")})` : "";
  return `| ${forMarkdown(actionSign(operation.action))} | ${forMarkdown(what)} | ${operation.tier} | ${wordsForMarkdown(text)}${where}${others} |\n`;
}
