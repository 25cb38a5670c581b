import { UsageError } from "../../diagnostics/user-error.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Plan } from "../../plan/plan.ts";
import type { CheckAnnotation, CheckResult, GithubReader, GithubWriter } from "../../ports/github.ts";
import type { CommentInput } from "../../report/comment/comment-input.ts";
import { commentMarker, renderComment, renderJobSummary } from "../../report/comment/render-comment.ts";
import { verdictLine } from "../../report/comment/verdict.ts";
import { forTerminal } from "../../report/escape.ts";
import { fittedSummary, longestSummary } from "../../report/github/check-summary.ts";
import { renderFindingsMarkdown } from "../../report/markdown/findings.ts";
import type { Diffed } from "../diff.ts";
import type { CommitChange, Commits } from "./change.ts";
import { decisionCards } from "./decision-cards.ts";
import { type JudgedPullRequest, judgePullRequest, type PullRequestRequest } from "./pull-request.ts";

/** Says what the change would do; `rolecall/approvals` says who has to agree. */
export const planCheck = "rolecall/plan";

export interface CommentRequest {
  /** A plan of the same change that was made before; null: there is none. */
  readonly saved: Plan | null;
  /** The repository's page on GitHub; null: not known. */
  readonly repositoryUrl: string | null;
}

export interface CommentPorts {
  readonly commits: Commits;
  /** Takes the job summary: the same verdict, with more room. */
  readonly summarize: (markdown: string) => void;
}

export interface Commented {
  /** `other-plan`: the saved plan is of another change. */
  readonly kind: "described" | "other-plan" | "files-have-errors" | "conflict";
  /** The verdict in one line. */
  readonly title: string;
}

/**
 * Says on a pull request what it would do: one comment, updated in place, and one check. For a fork, whose token cannot
 * write, the verdict goes to the job summary alone.
 */
export async function commentOnPullRequest(
  request: CommentRequest & PullRequestRequest,
  ports: CommentPorts & {
    readonly reader: GithubReader;
    readonly writer: Pick<GithubWriter, "upsertComment" | "publishCheck">;
    readonly warn: (text: string) => void;
  },
): Promise<Commented> {
  const judged = await judgePullRequest(request, ports);
  const { pullRequest, commit } = judged;
  const description = await describe(judged, request, ports.commits);
  ports.summarize(description.summary);
  if (pullRequest.isFork)
    ports.warn("The pull request comes from a fork: its verdict stands in the job summary alone.");
  else {
    await ports.writer.upsertComment(pullRequest.number, commentMarker, description.comment);
    await ports.writer.publishCheck({ ...description.check, commit });
  }
  return { kind: description.kind, title: description.check.title };
}

/**
 * Says the same without GitHub, to the job summary alone.
 * @throws UsageError where nothing says what to compare with
 */
export async function describeChange(
  request: CommentRequest & Pick<PullRequestRequest, "base" | "head">,
  { commits, summarize }: CommentPorts,
): Promise<Commented> {
  if (request.base === undefined)
    throw new UsageError(
      "without GITHUB_TOKEN nobody says what to compare with: name it with --base, such as origin/main",
    );
  const { git } = commits;
  const base = await git.resolveCommit(request.base);
  const head = await git.resolveCommit(request.head ?? "HEAD");
  const merged = await git.mergedCommit({ base, head });
  const change = merged === null ? null : await commits.between(base, merged);
  const description = await describe({ change, verdict: null, commit: head }, request, commits);
  summarize(description.summary);
  return { kind: description.kind, title: description.check.title };
}

interface Description {
  readonly kind: Commented["kind"];
  readonly comment: string;
  readonly summary: string;
  readonly check: CheckResult;
}

type Judged = Pick<JudgedPullRequest, "change" | "verdict" | "commit">;

async function describe(judged: Judged, request: CommentRequest, { git }: Commits): Promise<Description> {
  const { change, commit } = judged;
  const prefix = (await git.prefix()) ?? "";
  if (change === null || change.diffed === null) return describeUnreadable(change, commit, prefix);
  const { diffed } = change;
  const { saved, repositoryUrl } = request;
  const isOther = saved !== null && saved.digest !== diffed.report.diff.digest;
  const input: CommentInput = {
    report: diffed.report,
    plan: isOther ? null : saved,
    approvals: judged.verdict,
    cards: decisionCards(diffed),
    links: { repositoryUrl, commit },
    budget: longestSummary,
  };
  const rendered = renderComment(input);
  const { budget: _, ...whole } = input;
  const isGood = rendered.verdict !== "blocked" && !isOther;
  const note = isOther ? otherPlan : "";
  return {
    kind: isOther ? "other-plan" : "described",
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

function describeUnreadable(change: CommitChange | null, commit: string, prefix: string): Description {
  const findings = change?.checked.head.findings ?? [];
  const title =
    change === null
      ? "Blocked: the change is in conflict with its base branch."
      : "Blocked: the files have errors, so what the change means cannot be said.";
  const text = fittedSummary(`**${title}**\n\n${renderFindingsMarkdown(findings)}`);
  return {
    kind: change === null ? "conflict" : "files-have-errors",
    comment: fittedSummary(`${commentMarker}\n${text}`),
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
