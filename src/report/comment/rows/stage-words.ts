import { forMarkdown } from "../../escape.ts";
import { listText } from "./row-text.ts";

/** The names of a policy that stand for a person or team of the entitlement or of the user. */
const roleTexts: Readonly<Record<string, string>> = { manager: "the manager", owner: "an owner" };

/**
 * Returns in words how the stages of an approval change, for example ``no longer requires approval by `@acme/security`, still
 * required: the manager and an owner``.
 */
export function stagesDifference(before: unknown, after: unknown): string {
  const [old, now] = [stagesIn(before), stagesIn(after)];
  const removed = without(old, now);
  const added = without(now, old);
  const kept = without(now, added);
  if (removed.length > 0 && added.length > 0)
    return `requires approval by ${listText(now)} (before: by ${listText(old)})`;
  if (removed.length > 0)
    return `no longer requires approval by ${listText(removed)}, ${kept.length === 0 ? "and requires no other approval" : `still required: ${listText(kept)}`}`;
  if (added.length > 0)
    return `also requires approval by ${listText(added)}${kept.length === 0 ? "" : `, still required: ${listText(kept)}`}`;
  return `requires the approvals in another order: ${listText(now)}`;
}

/** Returns each stage as text: its approvers are alternatives. */
function stagesIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.map((stage: unknown) => {
    const names = Array.isArray(stage) ? stage.map(String) : [String(stage)];
    const texts = names.map((name) => roleTexts[name] ?? forMarkdown(name)).join(" or ");
    return names.length > 1 ? `either ${texts}` : texts;
  });
}

/** Returns the items that the other list does not have; an item that stands twice is counted twice. */
function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return items.filter((item) => {
    const position = left.indexOf(item);
    if (position !== -1) left.splice(position, 1);
    return position === -1;
  });
}
