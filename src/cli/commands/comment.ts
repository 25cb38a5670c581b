import { UsageError } from "../../diagnostics/user-error.ts";
import { resolve } from "node:path";
import { writeFileSync } from "node:fs";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Plan } from "../../plan/plan.ts";
import type { CheckAnnotation, CheckResult } from "../../ports/github.ts";
import type { CommentInput } from "../../report/comment/comment-input.ts";
import { commentMarker, renderComment, renderJobSummary } from "../../report/comment/render-comment.ts";
import { verdictLine } from "../../report/comment/verdict.ts";
import { forTerminal } from "../../report/escape.ts";
import { renderFindingsMarkdown } from "../../report/markdown/findings.ts";
import { decisionCards } from "../../workflow/review/decision-cards.ts";
import type { Diffed } from "../../workflow/diff.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { gitPlace } from "../../git/write-branch.ts";
import { instantOf } from "../inputs.ts";
import { commitOf } from "../../workflow/revisions.ts";
import { readSavedPlan } from "../saved-plan.ts";
import { type CommitChange, type Commits, commitsOf } from "../../workflow/review/change.ts";
import { fittedSummary, longestSummary } from "../../workflow/review/check-summary.ts";
import { connectGithub, hasGithubToken } from "../../workflow/review/connect-github.ts";
import { mergedCommit } from "../../git/history.ts";
import {
  type JudgedPullRequest,
  judgePullRequest,
  type PullRequestOptions,
} from "../../workflow/review/pull-request.ts";

export interface CommentOptions extends PullRequestOptions {
  readonly at?: string;
  /** A plan that `rolecall plan --out` wrote for the same change. */
  readonly plan?: string;
  /** The job summary's file; it gets the same verdict, with more room. */
  readonly summary?: string;
}

/** Says what the change would do; `rolecall/approvals` says who has to agree. */
export const planCheck = "rolecall/plan";

/**
 * `rolecall comment`: one comment and one check on a pull request. Without a token, or for a fork, whose token cannot write,
 * the verdict goes to the job summary alone. Ends with 0 once it is told, whatever the verdict; with 3 where the files have
 * errors, with 4 where the saved plan is of another change.
 */
export async function comment(options: CommentOptions, environment: CliEnvironment): Promise<ExitCode> {
  const saved = options.plan === undefined ? null : readSavedPlan(resolve(environment.cwd, options.plan));
  const commits = commitsOf(options.root, instantOf(options, environment), { remote: "origin", environment });
  if (!hasGithubToken(environment)) return tellOffline({ options, commits, saved }, environment);
  const github = await connectGithub(environment);
  const warn = (text: string): void => environment.err(`${forTerminal(text)}\n`);
  const judged = await judgePullRequest(options, { reader: github.reader, commits, warn }, environment);
  const told = await tell(judged, saved, commits, environment);
  writeSummary(told.summary, options, environment);
  if (judged.pullRequest.isFork)
    environment.err("The pull request comes from a fork: its verdict stands in the job summary alone.\n");
  else {
    await github.writer.upsertComment(judged.pullRequest.number, commentMarker, told.comment);
    await github.writer.publishCheck({ ...told.check, commit: judged.commit });
  }
  environment.out(`${told.check.title}\n`);
  return told.code;
}

interface Offline {
  readonly options: CommentOptions;
  readonly commits: Commits;
  readonly saved: Plan | null;
}

async function tellOffline({ options, commits, saved }: Offline, environment: CliEnvironment): Promise<ExitCode> {
  if (options.base === undefined)
    throw new UsageError(
      "without GITHUB_TOKEN nobody says what to compare with: name it with --base, such as origin/main",
    );
  const base = await commitOf(options, options.base, environment);
  const head = await commitOf(options, options.head ?? "HEAD", environment);
  const merged = await mergedCommit(commits.root, { base, head });
  const change = merged === null ? null : await commits.between(base, merged);
  const told = await tell({ change, verdict: null, pullRequest: null, commit: head }, saved, commits, environment);
  writeSummary(told.summary, options, environment);
  environment.out(`${told.check.title}\n`);
  return told.code;
}

interface Told {
  readonly code: ExitCode;
  readonly comment: string;
  readonly summary: string;
  readonly check: CheckResult;
}

type Judged = Pick<JudgedPullRequest, "change" | "verdict" | "commit"> & {
  readonly pullRequest: JudgedPullRequest["pullRequest"] | null;
};

async function tell(judged: Judged, saved: Plan | null, commits: Commits, { env }: CliEnvironment): Promise<Told> {
  const { change, commit } = judged;
  const prefix = (await gitPlace(commits.root))?.prefix ?? "";
  if (change === null || change.diffed === null) return tellUnreadable(change, commit, prefix);
  const { diffed } = change;
  const isOther = saved !== null && saved.digest !== diffed.report.diff.digest;
  const server = (env["GITHUB_SERVER_URL"] ?? "https://github.com").replace(/\/$/, "");
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  const input: CommentInput = {
    report: diffed.report,
    plan: isOther ? null : saved,
    approvals: judged.verdict,
    cards: decisionCards(diffed),
    links: { repositoryUrl: repository === "" ? null : `${server}/${repository}`, commit },
    budget: longestSummary,
  };
  const rendered = renderComment(input);
  const { budget: _, ...whole } = input;
  const isGood = rendered.verdict !== "blocked" && !isOther;
  const note = isOther ? otherPlan : "";
  return {
    code: isOther ? exitCodes.refused : exitCodes.done,
    comment: rendered.markdown,
    summary: `${note}${renderJobSummary(whole).markdown}`,
    check: {
      name: planCheck,
      commit,
      conclusion: isGood ? "success" : "failure",
      title: isOther ? otherPlan.trim() : plain(verdictLine(input, rendered.complete)),
      summary: fittedSummary(rendered.markdown),
      annotations: annotationsOf(diffed, prefix),
    },
  };
}

const otherPlan = "The saved plan is of another change, so it is not shown: plan again.\n\n";

function tellUnreadable(change: CommitChange | null, commit: string, prefix: string): Told {
  const findings = change?.checked.head.findings ?? [];
  const title =
    change === null
      ? "Blocked: the change is in conflict with its base branch."
      : "Blocked: the files have errors, so what the change means cannot be said.";
  const text = fittedSummary(`**${title}**\n\n${renderFindingsMarkdown(findings)}`);
  const fitted = fittedSummary(`${commentMarker}\n${text}`);
  return {
    code: change === null ? exitCodes.refused : exitCodes.findings,
    comment: fitted,
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

/** What the change brings, at its line. */
function annotationsOf({ report }: Diffed, prefix: string): readonly CheckAnnotation[] {
  return report.findings.appeared.flatMap(({ finding }) => annotationOf(finding, prefix));
}

const levels = { error: "failure", warning: "warning", note: "notice" } as const;

function annotationOf(
  { code, severity, file, line, message, remedy }: Finding,
  prefix: string,
): readonly CheckAnnotation[] {
  if (file === null) return [];
  const text = `${message}\nNext: ${remedy}`.split("\n").map(forTerminal).join("\n");
  return [{ file: `${prefix}${file}`, line: line ?? 1, level: levels[severity], title: code, message: text }];
}

/** A check's title is no Markdown. */
const plain = (line: string): string => line.replaceAll("**", "").trim();

function writeSummary(text: string, { summary }: CommentOptions, { cwd, out }: CliEnvironment): void {
  if (summary === undefined) out(text);
  else writeFileSync(resolve(cwd, summary), text);
}
