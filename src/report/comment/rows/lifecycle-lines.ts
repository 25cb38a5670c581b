import type { Tier } from "../../../model/documents.ts";
import type { ModelChange } from "../../../plan/plan.ts";
import { forMarkdown } from "../../escape.ts";
import { valueText } from "../model-values.ts";
import { listText, type RowContext, tierMark } from "./row-text.ts";

const tiers: readonly Tier[] = ["critical", "high", "medium", "low"];

/** Returns the changed settings of the lifecycle. They are named as settings, because a setting can be without an effect yet. */
export function lifecycleLines(changes: readonly ModelChange[], { dates }: RowContext): readonly string[] {
  const found = (field: string): ModelChange | undefined => changes.find((change) => change.field === field);
  const period = (value: unknown): string => valueText("grace", value, dates);
  const grace = tiers.flatMap((tier) => {
    const change = found(`mover.grace.${tier}`);
    if (change === undefined) return [];
    return [
      `Grace period after a move for access of tier ${tierMark(tier)}: ${period(change.after)} (before: ${period(change.before)})`,
    ];
  });
  const owned = found("ownedByHr");
  return [...grace, ...(owned === undefined ? [] : [ownedByHrText(namesIn(owned.before), namesIn(owned.after))])];
}

function ownedByHrText(before: readonly string[], after: readonly string[]): string {
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  const parts = [
    ...(added.length === 0 ? [] : [`adds ${listText(added.map(forMarkdown))}`]),
    ...(removed.length === 0 ? [] : [`removes ${listText(removed.map(forMarkdown))}`]),
  ];
  return `User fields that only the HR feed may change: ${parts.join(", ")}`;
}

const namesIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
