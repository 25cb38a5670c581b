import type { Approver } from "../../approval/need.ts";
import type { ApprovalVerdict, NeedVerdict, RefusedReview } from "../../approval/verdict.ts";
import type { ApprovalLine, DiffReport } from "../diff/diff.ts";

/** What the comment shows of the approvals, whether the reviews were looked at or not. */
export interface ReviewState {
  readonly isApproved: boolean;
  /** Null: nobody worked out who has to approve. */
  readonly lines: readonly ApprovalLine[] | null;
  /** Reviews that do not count, and what kept the reviews from being judged. */
  readonly remarks: readonly { readonly about: string; readonly text: string }[];
}

/**
 * The approvals of a change: what the reviews came to, or, where none was looked at, everything that is needed, still open.
 * A verdict on another digest than the one that is shown approves nothing.
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
      ...(isSame ? [] : [{ about: verdict.digest, text: "The reviews were judged for another digest: none counts." }]),
      ...verdict.problems.map(({ rule, message }) => ({ about: rule, text: message })),
      ...verdict.refused.map(remarkOf),
      ...verdict.needs.flatMap(({ refused }) => refused.map(remarkOf)),
    ],
  };
}

function lineOf({ need, stages }: NeedVerdict, isSame: boolean): ApprovalLine {
  const { subject, comment, why } = need;
  return {
    subject,
    why: why.text,
    place: why.file === null ? null : { file: why.file, line: why.line },
    comment,
    stages: stages.map(({ stage, approvers, missing, servedBy }) => ({
      approvers: approvers.map(nameOf),
      unavailable: [...stage.unavailable, ...(missing === null ? [] : [missing])],
      servedBy: servedBy === null || !isSame ? null : (servedBy.user ?? servedBy.by.login),
    })),
  };
}

const nameOf = (approver: Approver): string => (approver.kind === "team" ? approver.team : approver.user);

const remarkOf = ({ by, rule, message }: RefusedReview): ReviewState["remarks"][number] => ({
  about: `${rule} ${by.login}`,
  text: message,
});
