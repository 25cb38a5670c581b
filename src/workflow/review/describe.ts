import type { Finding } from "../../diagnostics/finding.ts";
import type { Plan } from "../../plan/plan.ts";
import type { CheckAnnotation, CheckResult } from "../../ports/github.ts";
import type { CommentInput } from "../../report/comment/comment-input.ts";
import { commentMarker, verdictEnd } from "../../report/comment/comment-head.ts";
import { renderComment, renderJobSummary } from "../../report/comment/render-comment.ts";
import { verdictLine } from "../../report/comment/verdict.ts";
import { forTerminal } from "../../report/escape.ts";
import { truncateSummary, maxSummaryLength } from "../../report/github/check-summary.ts";
import { renderFindingsMarkdown } from "../../report/markdown/findings.ts";
import { countFindings } from "../../report/text/findings.ts";
import type { Diffed } from "../diff.ts";
import type { CommitChange, Commits } from "./change.ts";
import { decisionCards } from "./decision-cards.ts";
import type { JudgedPullRequest } from "./pull-request.ts";

/** The name of the check with the effect of the change; `rolecall/approvals` has the approvals. */
export const planCheck = "rolecall/plan";

export interface CommentRequest {
  /** A saved plan of the same change; null: there is none. */
  readonly saved: Plan | null;
  /** The address of the repository's page on GitHub; null: unknown. */
  readonly repositoryUrl: string | null;
}

/** The effect of a change in each published form. */
export interface Description {
  /** `other-plan`: the saved plan belongs to another change. */
  readonly kind: "described" | "other-plan" | "files-have-errors" | "conflict";
  readonly comment: string;
  readonly summary: string;
  readonly check: CheckResult;
}

type Judged = Pick<JudgedPullRequest, "change" | "verdict" | "commit" | "unapproved" | "mergeDigest">;

/** Returns the effect of a change, also when its files have errors or it has a merge conflict. */
export async function describe(judged: Judged, request: CommentRequest, { git }: Commits): Promise<Description> {
  const { change, commit } = judged;
  const prefix = (await git.prefix()) ?? "";
  if (change === null || change.diffed === null) return describeUnreadable(change, commit, prefix);
  const { diffed } = change;
  const { saved, repositoryUrl } = request;
  const isOther = saved !== null && saved.digest !== judged.mergeDigest;
  const input: CommentInput = {
    report: diffed.report,
    plan: isOther ? null : saved,
    approvals: judged.verdict,
    cards: decisionCards(diffed),
    ...(judged.unapproved.commits.length === 0 ? {} : { unapproved: judged.unapproved }),
    timezone: diffed.sides.head.model.organization.timezone,
    links: { repositoryUrl, commit },
    budget: maxSummaryLength,
  };
  const rendered = renderComment(input);
  const { budget: _, ...complete } = input;
  const isGood = rendered.verdict !== "blocked" && !isOther;
  const note = isOther ? otherPlan : "";
  return {
    kind: isOther ? "other-plan" : "described",
    comment: rendered.markdown,
    summary: `${note}${renderJobSummary(complete).markdown}`,
    check: {
      name: planCheck,
      commit,
      conclusion: isGood ? "success" : "failure",
      title: isOther ? otherPlan.trim() : plain(verdictLine(input, rendered.complete)),
      summary: truncateSummary(rendered.markdown),
      annotations: annotationsOf(diffed, prefix),
    },
  };
}

const otherPlan = "The saved plan belongs to another change, so it is not shown. Run the plan again.\n\n";

function describeUnreadable(change: CommitChange | null, commit: string, prefix: string): Description {
  const findings = change?.checked.head.findings ?? [];
  const title =
    change === null
      ? "Blocked: the change has a merge conflict with its base branch."
      : "Blocked: the files have errors, so the effect of the change is unknown.";
  const count = findings.length === 0 ? "" : `${countFindings(findings)}.\n\n`;
  const frame = `${commentMarker}\n**${title}**\n${verdictEnd}\n`;
  const list = renderFindingsMarkdown(findings, maxSummaryLength - frame.length - count.length);
  const text = `**${title}**\n\n${count}${list}`;
  return {
    kind: change === null ? "conflict" : "files-have-errors",
    comment: `${frame}${count}${list}`,
    summary: text,
    check: {
      name: planCheck,
      commit,
      conclusion: "failure",
      title,
      summary: text,
      annotations: findings.flatMap((finding) => annotationOf(finding, prefix)),
    },
  };
}

/** Returns the new findings of the change as annotations. */
function annotationsOf({ report }: Diffed, prefix: string): readonly CheckAnnotation[] {
  return report.findings.appeared.flatMap(({ finding }) => annotationOf(finding, prefix));
}

const levels = { error: "failure", warning: "warning", note: "notice" } as const;

function annotationOf(
  { code, severity, file, line, message, remedy }: Finding,
  prefix: string,
): readonly CheckAnnotation[] {
  if (file === null) return [];
  const text = `${message}\nFix: ${remedy}`.split("\n").map(forTerminal).join("\n");
  return [{ file: `${prefix}${file}`, line: line ?? 1, level: levels[severity], title: code, message: text }];
}

/** Returns the line without Markdown: a check's title is plain text. */
const plain = (line: string): string => line.replaceAll("**", "").trim();
