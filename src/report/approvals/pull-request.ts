import type { ApprovalVerdict } from "../../approval/verdict.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { renderFindingsMarkdown } from "../markdown/findings.ts";
import { renderFindings } from "../text/findings.ts";
import { renderApprovalsMarkdown } from "./markdown.ts";
import { verdictLine } from "./rows.ts";
import { renderApprovals } from "./text.ts";

/** What the reviews of a pull request come to. */
export type PullRequestApprovals =
  | { readonly kind: "judged"; readonly verdict: ApprovalVerdict }
  /** The change is in conflict with its base branch, so nothing can be merged. */
  | { readonly kind: "conflict" }
  /** The files have errors, so what the change means is not known. */
  | { readonly kind: "files-have-errors"; readonly findings: readonly Finding[] };

const conflictText = "Not approved: the change has a merge conflict with its base branch. Merge or rebase it first.";
const errorsText = "Not approved: the files have errors, so the effect of the change is unknown.";

/** Returns one line, without markup. */
export function approvalsTitle(approvals: PullRequestApprovals): string {
  switch (approvals.kind) {
    case "judged":
      return verdictLine(approvals.verdict);
    case "conflict":
      return conflictText;
    case "files-have-errors":
      return errorsText;
  }
}

/** Returns the text for a terminal. */
export function renderPullRequestApprovals(approvals: PullRequestApprovals): string {
  switch (approvals.kind) {
    case "judged":
      return renderApprovals(approvals.verdict);
    case "conflict":
      return `${conflictText}\n`;
    case "files-have-errors":
      return `${errorsText}\n${renderFindings(approvals.findings)}`;
  }
}

/** Returns Markdown, in which everything that people wrote is inert. */
export function renderPullRequestApprovalsMarkdown(approvals: PullRequestApprovals): string {
  switch (approvals.kind) {
    case "judged":
      return renderApprovalsMarkdown(approvals.verdict);
    case "conflict":
      return `**${conflictText}**\n`;
    case "files-have-errors":
      return `**${errorsText}**\n\n${renderFindingsMarkdown(approvals.findings)}`;
  }
}
