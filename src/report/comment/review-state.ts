import type { Approver } from "../../approval/need.ts";
import type { ApprovalVerdict, NeedVerdict, RefusedReview } from "../../approval/verdict.ts";
import type { ApprovalLine, DiffReport } from "../diff/diff.ts";

/** The approvals as the comment shows them, with or without evaluated reviews. */
export interface ReviewState {
  readonly isApproved: boolean;
  /** Null: the required approvals are not known. */
  readonly lines: readonly ApprovalLine[] | null;
  /** Reviews that do not count, and reasons why the reviews cannot be evaluated. */
  readonly remarks: readonly { readonly about: string; readonly text: string }[];
}

/**
 * Returns the approvals of a change. Without a verdict, every required approval is pending. A verdict for a different digest
 * than the one that is shown approves nothing.
 */
export function reviewStateOf(report: DiffReport, verdict: ApprovalVerdict | null): ReviewState {
  if (verdict === null) {
    const lines = report.approvals;
    return { isApproved: lines !== null && lines.every(({ stages }) => stages.length === 0), lines, remarks: [] };
  }
  const isSame = verdict.digest === report.diff.digest;
  return {
    isApproved: isSame && verdict.approved && verdict.problems.length === 0,
    lines: verdict.needs.map((need) => lineOf(need, isSame)),
    remarks: [
      ...(isSame
        ? []
        : [
            {
              about: verdict.digest,
              text: "The reviews were evaluated for a different digest, so none of them counts.",
            },
          ]),
      ...verdict.problems.map(({ rule, message }) => ({ about: rule, text: message })),
      ...verdict.refused.map(remarkOf),
      ...verdict.needs.flatMap(({ refused }) => refused.map(remarkOf)),
    ],
  };
}

function lineOf({ need, stages }: NeedVerdict, isSame: boolean): ApprovalLine {
  const { what, subject, about, comment, why } = need;
  return {
    what,
    subject,
    about,
    why: why.text,
    place: why.file === null ? null : { file: why.file, line: why.line },
    comment,
    stages: stages.map(({ stage, approvers, missing, isStuck, servedBy }) => ({
      approvers: approvers.map(nameOf),
      unavailable: [...stage.unavailable, ...(isStuck && missing !== null ? [missing] : [])],
      isStuck,
      servedBy: servedBy === null || !isSame ? null : (servedBy.user ?? servedBy.by.login),
    })),
  };
}

const nameOf = (approver: Approver): string => (approver.kind === "team" ? approver.team : approver.user);

const remarkOf = ({ by, rule, message }: RefusedReview): ReviewState["remarks"][number] => ({
  about: `${rule} ${by.login}`,
  text: message,
});
