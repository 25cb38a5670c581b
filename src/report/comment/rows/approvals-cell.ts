import { counted } from "../../../support/counted.ts";
import type { ApprovalLine, ApprovalStage } from "../../diff/diff.ts";
import { forMarkdown } from "../../escape.ts";
import { lineBreak, type RowContext } from "./row-text.ts";

/** The maximum number of approvals that a cell shows. Pending ones come first. */
const shownStages = 5;
/** The maximum number of approvers of one approval that a cell names. */
const namedApprovers = 4;

/**
 * Returns the approvals of a row as check boxes with the users and teams that can give them. Several approvals by the same
 * approvers are one box, because one review gives all of them.
 */
export function approvalsCell(lines: readonly ApprovalLine[], { knowsApprovals }: RowContext): string {
  if (!knowsApprovals) return "not known";
  if (lines.length === 0) return "none required";
  const boxes = new Map<string, boolean>();
  for (const { stages, comment } of lines)
    for (const stage of stages) boxes.set(boxText(stage, comment), stage.servedBy !== null);
  if (boxes.size === 0) return "code owner review only";
  const all = [...boxes].sort(([, left], [, right]) => Number(left) - Number(right)).map(([text]) => text);
  const shown = all.length <= shownStages + 1 ? all : all.slice(0, shownStages);
  const rest = all.length - shown.length;
  return [...shown, ...(rest === 0 ? [] : [`and ${counted(rest, "more approval")}`])].join(lineBreak);
}

function boxText({ approvers, servedBy }: ApprovalStage, comment: boolean): string {
  if (servedBy !== null) return `☑ ${forMarkdown(servedBy)}`;
  if (approvers.length === 0) return "☐ no eligible approver";
  return `☐ ${approversText(approvers, namedApprovers)}${comment ? ", with a comment" : ""}`;
}

/** Returns for example `` `grace` or `@acme/dba` ``. Names more than `limit` approvers as a list, with the number of the others. */
export function approversText(approvers: readonly string[], limit: number): string {
  const names = approvers.slice(0, limit).map(forMarkdown);
  const rest = approvers.length - names.length;
  return rest === 0 ? names.join(" or ") : `one of ${names.join(", ")} and ${counted(rest, "more approver")}`;
}
