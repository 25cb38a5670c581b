import type { ModelChange } from "../../plan/plan.ts";
import { counted } from "../../support/counted.ts";
import { groupBy } from "../../support/multi-map.ts";
import { fieldText } from "../diff/change-text.ts";
import type { DiffReport } from "../diff/diff.ts";
import { forMarkdown } from "../escape.ts";
import type { Section } from "./sections.ts";

/** The number of first values from which an object has one line, as a new user has. */
const joinedFrom = 3;

/**
 * Returns the section for changes of roles, rules, tiers and users that affect access or approval. The first values of one
 * object share a line. A list shows only its difference.
 */
export function modelSection({ diff, holders }: DiffReport): Section {
  const lines = [...groupBy(diff.modelChanges, ({ kind, id }) => `${kind} ${id}`)].flatMap(([subject, changes]) => {
    const first = changes.filter(isFirstValue);
    const isJoined = first.length >= joinedFrom;
    const single = isJoined ? changes.filter((change) => !isFirstValue(change)) : changes;
    const values = first.map(({ field, after }) => forMarkdown(`${field}: ${JSON.stringify(after)}`));
    return [
      ...(isJoined ? [{ text: `- ${forMarkdown(subject)} sets ${values.join(", ")}\n`, count: first.length }] : []),
      ...single.map((change) => ({ text: lineOf(subject, change, holders), count: 1 })),
    ];
  });
  return {
    kind: "model change",
    head: "\n### Other effects\n\n",
    items: lines.map(({ text }) => text),
    counts: lines.map(({ count }) => count),
    foot: "",
    share: 0.1,
  };
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined;
const isFirstValue = ({ field, before, after }: ModelChange): boolean =>
  field !== "tier" && isAbsent(before) && !isAbsent(after);

function lineOf(subject: string, change: ModelChange, holders: DiffReport["holders"]): string {
  const held = change.field === "tier" ? holders.get(change.id as never) : undefined;
  const note = held === undefined ? "" : `, held by ${counted(held, "user")}`;
  return `- ${change.field === "tier" ? "**tier** of " : ""}${forMarkdown(subject)}: ${listText(change) ?? forMarkdown(fieldText(change))}${note}\n`;
}

/** Returns the difference of two lists without repeated values; undefined where the order or a value that is not a list changes. */
function listText({ field, before, after }: ModelChange): string | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const [old, next] = [before, after].map((list: readonly unknown[]) => list.map((item) => JSON.stringify(item)));
  if (old === undefined || next === undefined) return undefined;
  const [oldSet, nextSet] = [new Set(old), new Set(next)];
  if (oldSet.size !== old.length || nextSet.size !== next.length) return undefined;
  const added = next.filter((item) => !oldSet.has(item));
  const removed = old.filter((item) => !nextSet.has(item));
  const [keptBefore, keptAfter] = [old.filter((item) => nextSet.has(item)), next.filter((item) => oldSet.has(item))];
  if (added.length + removed.length === 0 || keptBefore.join() !== keptAfter.join()) return undefined;
  const parts = [
    ...(added.length === 0 ? [] : [`adds ${added.map(forMarkdown).join(", ")}`]),
    ...(removed.length === 0 ? [] : [`removes ${removed.map(forMarkdown).join(", ")}`]),
    ...(keptAfter.length === 0 ? [] : [`keeps ${keptAfter.length}`]),
  ];
  return `${forMarkdown(field)} ${parts.join(", ")}`;
}
