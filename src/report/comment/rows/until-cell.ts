import type { ChangedAccess, DiffReport, Period } from "../../diff/diff.ts";
import type { ApprovalLine } from "../../diff/diff.ts";
import type { ChangeRow, PersonRow } from "./change-rows.ts";
import { lineBreak, type RowContext } from "./row-text.ts";

/** The text of a row without a date. */
export const noDate = "–";
/** The text of access without an expiry date. */
export const noEnd = "no end";
/** The text of a user who has left: all access is removed by the run after the merge. */
export const endsWithMerge = "ends after the merge";

/** Returns when the access of a row ends, or when a waiver or override expires. Relative times stand next to the dates. */
export function untilCell(row: ChangeRow, context: RowContext): string {
  switch (row.kind) {
    case "person":
      return personUntil(row, context);
    case "role": {
      const gains = row.access.filter(({ reach }) => reach !== "less");
      return allTheSame((gains.length > 0 ? gains : row.access).map((changed) => accessUntil(changed, context)));
    }
    case "access":
      return allTheSame(row.access.map((changed) => accessUntil(changed, context)));
    case "approval":
      return allTheSame(row.approvals.map((line) => documentUntil(line, context)));
  }
}

function personUntil({ user, access }: PersonRow, { facts, dates }: RowContext): string {
  const after = facts.people.get(user)?.after ?? null;
  if (after === null || after.status === "terminated")
    return access.some(({ reach }) => reach === "less") ? endsWithMerge : noDate;
  return after.end === null ? noEnd : dates.short(new Date(after.end).toISOString(), "until");
}

function accessUntil(changed: ChangedAccess, context: RowContext): string {
  const { change, former, reach } = changed;
  switch (change.kind) {
    case "gain":
      return periodText(change, context);
    case "lose":
      return startsLater(change, context) ? `would start ${startText(change, context)}` : "ends at once";
    case "retime": {
      const before = former.map((period) => periodText(period, context)).join(" and ");
      const now = periodText(change, context);
      const ends = reach !== "more" && startsLater(change, context) && former.some((one) => !startsLater(one, context));
      return [
        now,
        ...(before === "" ? [] : [`before: ${before}`]),
        ...(ends ? ["present access ends at once"] : []),
      ].join(lineBreak);
    }
  }
}

function periodText(period: Period, context: RowContext): string {
  const until = period.until === null ? noEnd : context.dates.short(period.until, "until");
  return startsLater(period, context) ? `from ${startText(period, context)} until ${until}` : until;
}

const startText = ({ from }: Period, { dates }: RowContext): string => (from === null ? "" : dates.short(from, "from"));

const startsLater = ({ from }: Period, { report }: RowContext): boolean =>
  from !== null && Date.parse(from) > Date.parse(report.diff.at);

/** Returns the expiry that the document of an approval has after the change. */
function documentUntil({ about: { document } }: ApprovalLine, { report, dates }: RowContext): string {
  const expiry = document === null ? null : expiryOf(document, report);
  return expiry === null ? noDate : dates.short(expiry, "until");
}

function expiryOf(document: { readonly kind: string; readonly id: string }, { diff }: DiffReport): string | null {
  const change = diff.modelChanges.find(
    ({ kind, id, field }) => kind === document.kind && id === document.id && field === "expires",
  );
  return typeof change?.after === "string" ? change.after : null;
}

function allTheSame(texts: readonly string[]): string {
  const [first, ...others] = [...new Set(texts)];
  return first === undefined ? noDate : others.length === 0 ? first : "different for each user";
}
