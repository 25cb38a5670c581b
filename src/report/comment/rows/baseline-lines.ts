import type { ModelChange } from "../../../plan/plan.ts";
import { forMarkdown } from "../../escape.ts";
import { isAbsent, valueText } from "../model-values.ts";
import { listText, type RowContext } from "./row-text.ts";

/** Returns what a changed entry of the baseline accepts, until when, and who owns it. */
export function baselineLines(changes: readonly ModelChange[], { dates }: RowContext): readonly string[] {
  if (changes.length === 0) return [];
  const due = changes.find(({ field }) => field === "due");
  const owner = changes.find(({ field }) => field === "owner");
  const end = (value: unknown): string => valueText("due", value, dates);
  if (changes.every(({ after }) => isAbsent(after))) return ["No longer accepts the finding"];
  if (changes.every(({ before }) => isAbsent(before)))
    return [
      `Accepts the finding until ${end(due?.after)}`,
      ...(owner === undefined ? [] : [`Owner: ${ownersText(owner.after)}`]),
    ];
  return [
    ...(due === undefined ? [] : [`Accepts the finding until ${end(due.after)}, before: until ${end(due.before)}`]),
    ...(owner === undefined ? [] : [`Owner: ${ownersText(owner.after)} (before: ${ownersText(owner.before)})`]),
    ...(changes.some(({ field }) => field === "witness") ? ["Changes what the accepted finding is about"] : []),
    ...(changes.some(({ field }) => field === "reason") ? [`Changes ${forMarkdown("reason")}`] : []),
  ];
}

const ownersText = (value: unknown): string =>
  Array.isArray(value) ? listText(value.map((name: unknown) => forMarkdown(String(name)))) : forMarkdown(String(value));
