import type { Operation } from "../../plan/operation.ts";
import type { GuardResult, Plan } from "../../plan/plan.ts";
import { sortedBy } from "../../support/compare.ts";
import { forMarkdown, sentenceForMarkdown } from "../escape.ts";
import { riskRank } from "../diff/group-access.ts";
import { reasonText } from "../diff/change-text.ts";
import { actionSign, operationText } from "../text/actions.ts";
import { changedFieldNames } from "../text/changed-fields.ts";
import { changedFields } from "../text/plan.ts";
import { fold } from "./fold.ts";
import { type Links, placeLink } from "./links.ts";
import type { Section } from "./sections.ts";
import { appendTo } from "../../support/multi-map.ts";
import { counted } from "../../support/counted.ts";

/** Returns the sections for guards: those that block or are overridden, then the collapsed notes. */
export function guardSections({ guards }: Plan, links: Links): readonly Section[] {
  const isShown = ({ blocked, override }: GuardResult): boolean => blocked || override !== null;
  const item = ({ code, system, blocked, message, remedy, override }: GuardResult): string => {
    const overridden = override === null ? "" : ` Overridden by ${placeLink({ file: override, line: null }, links)}.`;
    const state = blocked ? "blocked" : override === null ? "note" : "overridden";
    return `- **${state}** ${forMarkdown(code)} in ${forMarkdown(system)}: ${sentenceForMarkdown(message)}${overridden} *Fix:* ${sentenceForMarkdown(remedy)}\n`;
  };
  const notes = guards.filter((guard) => !isShown(guard)).map(item);
  return [
    { kind: "guard", head: "\n### Guards\n\n", items: guards.filter(isShown).map(item), foot: "", share: 0.1 },
    fold("guard", counted(notes.length, "note of the plan", "notes of the plan"), notes, 0.05),
  ];
}

/**
 * Returns the section for groups that get another name at the provider. No access change shows a new name, and people choose
 * groups by their names.
 */
export function renamedSection({ operations }: Plan, links: Links): Section {
  const items = operations.flatMap((operation) => {
    const { resource, system, origin, because, before, after } = operation;
    const isRenamed = resource.kind === "group" && changedFieldNames(operation).includes("name");
    if (!isRenamed || origin === "drift") return [];
    const { place } = reasonText(because);
    const where = place === null ? "" : ` ${placeLink(place, links)}`;
    const names = `name: ${nameIn(before)} → ${nameIn(after)}`;
    return [`- ${forMarkdown(resource.name)} in ${forMarkdown(system)}: ${forMarkdown(names)}${where}\n`];
  });
  return { kind: "renamed group", head: "\n### Renamed groups\n\n", items, foot: "", share: 0.05 };
}

const nameIn = (values: Operation["after"]): string =>
  JSON.stringify(new Map<string, unknown>(Object.entries(values ?? {})).get("name") ?? null);

/** Returns one collapsed section of operations for each system, then one for drift, which is not part of the change. */
export function operationSections({ operations }: Plan, links: Links): readonly Section[] {
  const explained = operations.filter(({ origin }) => origin !== "drift");
  const drift = operations.filter(({ origin }) => origin === "drift");
  const bySystem = new Map<string, Operation[]>();
  for (const operation of explained) {
    appendTo(bySystem, operation.system, operation);
  }
  return [
    ...sortedBy(bySystem, ([system]) => system).map(([system, own]) =>
      folded(own, { title: `in <code>${systemForSummary(system)}</code>`, links }),
    ),
    folded(drift, { title: "for drift, not part of this change", links }),
  ];
}

function folded(
  operations: readonly Operation[],
  { title, links }: { readonly title: string; readonly links: Links },
): Section {
  const ordered = operations
    .map((operation, position) => ({ operation, position }))
    .sort(
      (left, right) => riskRank(left.operation.tier) - riskRank(right.operation.tier) || left.position - right.position,
    );
  return {
    kind: "operation",
    head: `\n<details><summary>${counted(operations.length, "operation")} ${title}</summary>\n\n|   | What | Tier | Because |\n|---|---|---|---|\n`,
    items: ordered.map(({ operation }) => row(operation, links)),
    foot: "\n</details>\n",
    share: 0.1,
  };
}

/** Returns a system id that is safe inside an HTML element, where Markdown escapes do not apply. */
const systemForSummary = (system: string): string => system.replaceAll(/[^a-z0-9.-]/gi, "?");

function row(operation: Operation, links: Links): string {
  const fields = changedFields(operation);
  const what = operationText(operation) + (fields.length === 0 ? "" : `: ${fields.join("; ")}`);
  const { text, place, more } = reasonText(operation.because);
  const where = place === null ? "" : ` ${placeLink(place, links)}`;
  const others = more > 0 ? ` (and ${counted(more, "more path")})` : "";
  return `| ${forMarkdown(actionSign(operation.action))} | ${forMarkdown(what)} | ${operation.tier} | ${sentenceForMarkdown(text)}${where}${others} |\n`;
}
