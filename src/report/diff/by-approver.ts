import { counted } from "../../support/counted.ts";
import { groupBy } from "../../support/multi-map.ts";
import { forMarkdown, forTerminal, sentenceForMarkdown } from "../escape.ts";
import { pendingStageText } from "./change-text.ts";
import type { ApprovalLine } from "./diff.ts";

/** The maximum number of objects that are named for each approver. The rest is counted. */
const shownObjects = 12;

/** The approvals that the same approvers give. */
interface ApproverGroup {
  /** What is required, for example `1 approval from grace-hopper`. What people wrote is escaped. */
  readonly text: string;
  /** What it covers: one line for each object, in the order of the approvals. */
  readonly covers: readonly ApprovalLine[];
  /** Why approvers that the policy names cannot approve, each reason once. */
  readonly unavailable: readonly string[];
}

/**
 * Returns the required approvals by approver instead of by object, those that cover most first.
 * @param escape applied to each name of an approver
 */
function byApprover(lines: readonly ApprovalLine[], escape: (text: string) => string): readonly ApproverGroup[] {
  const stages = lines.flatMap((line) => stagesOf(line, escape));
  return [...groupBy(stages, ({ text }) => text)]
    .map(([text, group]) => ({
      text,
      covers: [...new Set(group.map(({ line }) => line))],
      unavailable: [...new Set(group.flatMap(({ unavailable }) => unavailable))],
    }))
    .sort((left, right) => right.covers.length - left.covers.length);
}

/** Returns the stages of a line. Equal stages need different people, so they are one entry with their number. */
function stagesOf(line: ApprovalLine, escape: (text: string) => string) {
  if (line.stages.length === 0) return [{ line, text: "Code owner review only", unavailable: [] }];
  const equal = groupBy(line.stages, ({ approvers }) => JSON.stringify(approvers));
  return [...equal.values()].map((stages) => ({
    line,
    text: pendingStageText(stages[0]?.approvers ?? [], line.comment, escape, stages.length),
    unavailable: stages.flatMap(({ unavailable }) => unavailable),
  }));
}

/** Returns the approvals by approver for a terminal, one text for each: the objects with their reasons below. */
export function approverTexts(lines: readonly ApprovalLine[]): readonly string[] {
  return byApprover(lines, forTerminal).map(({ text, covers, unavailable }) => {
    const rest = covers.length - Math.min(covers.length, shownObjects);
    return [
      `  ${text}, for ${counted(covers.length, "object")}:`,
      ...covers.slice(0, shownObjects).map(({ subject, why }) => `    ${forTerminal(`${subject}: ${why}`)}`),
      ...(rest === 0 ? [] : [`    … and ${rest} more; --verbose lists all of them by object.`]),
      ...unavailable.map((reason) => `      ${forTerminal(reason)}`),
    ].join("\n");
  });
}

/** Returns the approvals by approver as a Markdown list; empty without approvals. */
export function approversMarkdown(lines: readonly ApprovalLine[]): string {
  const items = byApprover(lines, forMarkdown).map(({ text, covers, unavailable }) => {
    const named = covers.slice(0, shownObjects).map(({ subject }) => forMarkdown(subject));
    const rest = covers.length - named.length;
    const reasons = unavailable.map((reason) => ` ${sentenceForMarkdown(reason)}`).join("");
    const more = rest === 0 ? "" : ` and ${rest} more`;
    return `- ${text}, for ${counted(covers.length, "object")}: ${named.join(", ")}${more}.${reasons}\n`;
  });
  return items.length === 0 ? "" : `\n### Who has to approve\n\n${items.join("")}`;
}
