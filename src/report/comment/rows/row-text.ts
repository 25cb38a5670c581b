import type { EntitlementRef, Tier } from "../../../model/documents.ts";
import { isPrivileged } from "../../../model/lifecycle.ts";
import type { DateTexts } from "../../when.ts";
import type { ChangedAccess, ChangeFacts, DiffReport } from "../../diff/diff.ts";
import { sortByRisk } from "../../diff/group-access.ts";
import { titleOf } from "../../diff/names.ts";
import { forMarkdown, sentenceForMarkdown } from "../../escape.ts";
import type { Links } from "../links.ts";

/** What the cells of a row need besides the row. */
export interface RowContext {
  readonly report: DiffReport;
  readonly facts: ChangeFacts;
  readonly dates: DateTexts;
  readonly links: Links;
  /** Whether the required approvals are known. */
  readonly knowsApprovals: boolean;
}

/** Separates the lines of one cell. */
export const lineBreak = "<br>";

/** The maximum number of entitlements of tier low and medium, or with less access than before, that a cell names. */
const namedEntitlements = 6;

const marks: Readonly<Record<Tier, string>> = {
  critical: "🔴 critical",
  high: "🟠 high",
  medium: "medium",
  low: "low",
};

/** Returns a tier with its mark: a color for the tiers that need care. */
export const tierMark = (tier: Tier): string => marks[tier];

/** Returns for example ``Production database administrator `okta/prod-db-admin`, 🔴 critical``. */
export function entitlementText(entitlement: EntitlementRef, tier: Tier, facts: ChangeFacts): string {
  const title = titleOf(entitlement, facts);
  const name = title === entitlement ? "" : `${sentenceForMarkdown(title)} `;
  return `${name}${forMarkdown(entitlement)}, ${tierMark(tier)}`;
}

/** Checks for additional access of tier high or critical, which every cell names. */
export const isPrivilegedGain = ({ change, reach }: ChangedAccess): boolean =>
  reach !== "less" && isPrivileged(change.tier);

/** Returns one line for each entitlement. Additional access of a high tier is always named, and the rest is counted. */
export function entitlementLines(access: readonly ChangedAccess[], facts: ChangeFacts): readonly string[] {
  const ordered = sortByRisk([...new Map(access.map((changed) => [changed.change.entitlement, changed])).values()]);
  const named = ordered.filter((changed, position) => isPrivilegedGain(changed) || position < namedEntitlements);
  const rest = ordered.length - named.length;
  return [
    ...named.map(({ change }) => entitlementText(change.entitlement, change.tier, facts)),
    ...(rest === 0 ? [] : [`and ${rest} more`]),
  ];
}

/** Returns items with commas, and `and` before the last one. */
export function listText(items: readonly string[]): string {
  const last = items.at(-1);
  return last === undefined || items.length === 1 ? (last ?? "") : `${items.slice(0, -1).join(", ")} and ${last}`;
}
