import type { UnattendedPlan } from "../../plan/unattended.ts";
import { forMarkdown, forTerminal, wordsForMarkdown } from "../escape.ts";
import { renderFindings } from "../text/findings.ts";
import { renderFindingsMarkdown } from "../markdown/findings.ts";
import { operationWords } from "../text/actions.ts";
import { resultsJson } from "../json/apply.ts";
import { countOutcomes, outcomeTexts } from "../../model/outcome.ts";
import { renderApplyReport } from "../text/apply.ts";
import type { RunChange, RunResult } from "./run-result.ts";

/** What to do about a change that is not approved. */
const remedy =
  "Ask those who have to approve for a review of the merged pull request and run again, or revert the commit through a pull request.";

/** How many lines of one kind a summary shows; the journal has all of them. */
const mostLines = 200;

/** For the log. */
export function runText(result: RunResult): string {
  const { split, report, errors } = result;
  const lines = [headline(result)];
  for (const { commit, pullRequest, unapproved } of result.changes)
    lines.push(
      `  ${commit.slice(0, 12)} ${pullRequest === null ? "no pull request" : `pull request ${pullRequest.number}`}: ${unapproved === null ? "approved" : forTerminal(unapproved.reason)}`,
    );
  for (const { operation, reason } of split.withheld)
    lines.push(`withheld  ${forTerminal(operationWords(operation))}`, `  ${forTerminal(reason)}`);
  if (result.changes.some(({ unapproved }) => unapproved !== null)) lines.push(`→ ${remedy}`);
  for (const operation of split.leftAlone)
    lines.push(`drift     ${forTerminal(operationWords(operation))} (left alone)`);
  const findings = errors.length === 0 ? "" : `${renderFindings(errors)}\n`;
  return `${lines.join("\n")}\n${findings}${report === null ? "" : `\n${renderApplyReport(report)}`}`;
}

/** For the job summary; everything that people wrote is inert in it. */
export function runMarkdown(result: RunResult): string {
  const { split, errors } = result;
  const parts = [`## Rolecall\n\n**${wordsForMarkdown(headline(result))}**\n`];
  if (errors.length > 0) parts.push(`### Errors\n\n${renderFindingsMarkdown(errors)}`);
  parts.push(section("Withheld", split.withheld.map(withheldLine)));
  parts.push(section("Not as planned", failures(result)));
  parts.push(section("Changes since the last run that converged", result.changes.map(changeLine)));
  parts.push(section("Done", doneLines(result)));
  parts.push(
    section(
      "Drift, left alone",
      split.leftAlone.map((operation) => `- ${forMarkdown(operationWords(operation))}\n`),
    ),
  );
  return parts.filter((part) => part !== "").join("\n");
}

/** For the pull request that a change came from. */
export function changeMarkdown(change: RunChange, result: RunResult): string {
  const { unapproved } = change;
  const verdict =
    unapproved === null
      ? "Its approvals were verified again."
      : `**Its gains are withheld.** ${wordsForMarkdown(unapproved.reason)} *Next:* ${remedy}`;
  const own = result.split.withheld.filter(({ reason }) => reason.includes(change.commit.slice(0, 12)));
  const failed = failures(result);
  return [
    `Merged as ${forMarkdown(change.commit.slice(0, 12))}, applied up to ${forMarkdown(result.commit.slice(0, 12))}. ${verdict}\n`,
    `${wordsForMarkdown(headline(result))}\n`,
    section("Withheld", own.map(withheldLine)),
    section("Not as planned", failed),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

export function runJson(result: RunResult) {
  const { run, branch, commit, base, split, report, errors } = result;
  return {
    version: 1,
    run,
    branch,
    commit,
    base,
    converged: result.mayConverge && failures(result).length === 0,
    changes: result.changes.map(({ commit: merged, pullRequest, unapproved }) => ({
      commit: merged,
      pullRequest: pullRequest?.number ?? null,
      approved: unapproved === null,
      reason: unapproved?.reason ?? null,
    })),
    errors: errors.map(({ code, message, file, line }) => ({ code, message, file, line })),
    withheld: split.withheld.map(({ operation, reason }) => ({ operation: operation.id, reason })),
    drift: split.leftAlone.map(({ id }) => id),
    results: resultsJson(report),
    summary: countOutcomes(report?.entries ?? []),
  };
}

function headline({ isTipValid, errors, split, report, branch, commit }: RunResult): string {
  const counts = outcomeTexts(countOutcomes(report?.entries ?? [])).map(({ text }) => text);
  const done = `${counts.join(", ")}, ${split.withheld.length} withheld, ${split.leftAlone.length} left alone as drift.`;
  const why = !isTipValid
    ? ` The files at ${commit.slice(0, 12)} have errors: only ends and leavers of the last valid commit ran.`
    : errors.length > 0
      ? " The files break rules: nobody gains anything until they are mended."
      : "";
  return `${branch} at ${commit.slice(0, 12)}: ${done}${why}`;
}

function failures({ report }: RunResult): readonly string[] {
  return (report?.entries ?? []).flatMap(({ operation, outcome }) =>
    "reason" in outcome
      ? [`- ${outcome.kind}: ${forMarkdown(operationWords(operation))}: ${wordsForMarkdown(outcome.reason)}\n`]
      : [],
  );
}

function doneLines({ report }: RunResult): readonly string[] {
  return (report?.entries ?? []).flatMap(({ operation, outcome }) =>
    outcome.kind === "done" ? [`- ${forMarkdown(operationWords(operation))}\n`] : [],
  );
}

const withheldLine = ({ operation, reason }: UnattendedPlan["withheld"][number]): string =>
  `- ${forMarkdown(operationWords(operation))}: ${wordsForMarkdown(reason)}\n`;

function changeLine({ commit, pullRequest, unapproved }: RunChange): string {
  const from = pullRequest === null ? "no pull request" : `#${pullRequest.number}`;
  const verdict =
    unapproved === null ? "approved" : `**not approved:** ${wordsForMarkdown(unapproved.reason)} *Next:* ${remedy}`;
  return `- ${forMarkdown(commit.slice(0, 12))} (${from}): ${verdict}\n`;
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const rest = lines.length > mostLines ? `- … and ${lines.length - mostLines} more\n` : "";
  return `### ${title}\n\n${lines.slice(0, mostLines).join("")}${rest}`;
}
