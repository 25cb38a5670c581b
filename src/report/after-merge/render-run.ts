import type { UnattendedPlan } from "../../plan/unattended.ts";
import { heldBack } from "../held-back.ts";
import { forMarkdown, forTerminal, sentenceForMarkdown } from "../escape.ts";
import { renderFindings } from "../text/findings.ts";
import { findingLine, renderFindingsMarkdown } from "../markdown/findings.ts";
import { renderUnmanaged, unmanagedTexts } from "../text/plan.ts";
import { operationText } from "../text/actions.ts";
import { findingJson } from "../json/finding.ts";
import { resultsJson } from "../json/apply.ts";
import { countOutcomes, outcomeTexts } from "../../model/outcome.ts";
import { renderApplyReport, renderHeldBack, renderUndone } from "../text/apply.ts";
import { containmentJson, containmentLines, containmentSentence, containmentText } from "./containment.ts";
import { doneTable } from "./done-table.ts";
import { counted } from "../../support/counted.ts";
import type { RunChange, RunResult } from "./run-result.ts";

/** The remedy for a change that is not approved. */
export const approvalRemedy =
  "Ask an approver to review the merged pull request and run again. For a commit without one, run rolecall ratify, or revert it through a pull request.";

const observedTitle = "Rules on the state of the providers (this run does not fail because of them)";

/** The maximum number of lines of one kind in a summary. The journal has all of them. */
const maxLines = 200;

/** Returns the result of a run as text for the workflow log. */
export function runText(result: RunResult): string {
  const { split, report, errors } = result;
  const lines = [headline(result), containmentText(result.containment).trimEnd()];
  for (const { commit, pullRequest, unapproved } of result.changes)
    lines.push(
      `  ${commit.slice(0, 12)} ${pullRequest === null ? "no pull request" : `pull request ${pullRequest.number}`}: ${unapproved === null ? "approved" : forTerminal(unapproved.reason)}`,
    );
  for (const { operation, reason } of split.withheld)
    lines.push(`withheld  ${forTerminal(operationText(operation))}`, `  ${forTerminal(reason)}`);
  if (result.changes.some(({ unapproved }) => unapproved !== null)) lines.push(`Fix: ${approvalRemedy}`);
  for (const operation of split.leftAlone)
    lines.push(`drift     ${forTerminal(operationText(operation))} (not changed)`);
  lines.push(renderHeldBack(split.plan).trimEnd(), renderUndone(result.undone).trimEnd());
  for (const text of result.stale) lines.push(`stale     ${forTerminal(text)}`);
  for (const { code, message } of result.notes) lines.push(`note      ${code}: ${forTerminal(message)}`);
  lines.push(renderUnmanaged(result.unmanaged).trimEnd());
  const findings = errors.length === 0 ? "" : `${renderFindings(errors)}\n`;
  const observed = result.observed.length === 0 ? "" : `\n${observedTitle}:\n${renderFindings(result.observed)}`;
  return `${lines.filter((line) => line !== "").join("\n")}\n${findings}${observed}${report === null ? "" : `\n${renderApplyReport(report)}`}`;
}

/** Returns the result of a run as Markdown for the job summary. Everything that people wrote is inert in it. */
export function runMarkdown(result: RunResult): string {
  const { split, errors } = result;
  const parts = [`## Rolecall\n\n**${sentenceForMarkdown(headline(result))}**\n`];
  const lane = containmentLines(result.containment);
  parts.push(section("Not contained", lane.open), section("Contained", lane.contained));
  if (errors.length > 0) parts.push(`### Errors\n\n${renderFindingsMarkdown(errors)}`);
  parts.push(section("Withheld", split.withheld.map(withheldLine)));
  parts.push(section("Held back", heldBackLines(result)));
  parts.push(section("Not as planned", failures(result)));
  parts.push(section("Removals not done", undoneLines(result)));
  parts.push(section("Not confirmed", staleLines(result)));
  parts.push(section("Changes since the last converged run", result.changes.map(changeLine)));
  parts.push(section("Done", doneLines(result)));
  parts.push(
    section(
      "Drift (not changed)",
      split.leftAlone.map((operation) => `- ${forMarkdown(operationText(operation))}\n`),
    ),
  );
  parts.push(section(observedTitle, observedLines(result)));
  parts.push(section("Notes", noteLines(result)), section("Unmanaged (not changed)", unmanagedLines(result)));
  return parts.filter((part) => part !== "").join("\n");
}

/** Returns the result of a run as Markdown for the pull request of one change. */
export function changeMarkdown(change: RunChange, result: RunResult): string {
  const { unapproved } = change;
  const verdict =
    unapproved === null
      ? "The approvals were verified again."
      : `**New access from this change is withheld.** ${sentenceForMarkdown(unapproved.reason)} *Fix:* ${approvalRemedy}`;
  const own = result.split.withheld.filter(({ reason }) => reason.includes(change.commit.slice(0, 12)));
  const failed = failures(result);
  return [
    `Merged as ${forMarkdown(change.commit.slice(0, 12))}, applied up to ${forMarkdown(result.commit.slice(0, 12))}. ${verdict}\n`,
    `${sentenceForMarkdown(headline(result))}\n`,
    ...(result.changes.length > 1
      ? [`This run covers ${counted(result.changes.length, "merged change")}. What follows is what all of them gave.\n`]
      : []),
    section("Not contained", containmentLines(result.containment).open),
    section("Withheld", own.map(withheldLine)),
    doneTable(result),
    section("Held back", heldBackLines(result)),
    section("Not as planned", failed),
    section("Removals not done", undoneLines(result)),
    section("Not confirmed", staleLines(result)),
    section(observedTitle, observedLines(result)),
    section("Notes", noteLines(result)),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** Returns the result of a run in the form of formats.md. */
export function runJson(result: RunResult) {
  const { run, branch, commit, approved, base, split, report, errors } = result;
  return {
    version: 1,
    run,
    branch,
    commit,
    approved,
    base,
    converged: result.mayConverge && failures(result).length === 0,
    changes: result.changes.map(({ commit: merged, pullRequest, unapproved }) => ({
      commit: merged,
      pullRequest: pullRequest?.number ?? null,
      approved: unapproved === null,
      reason: unapproved?.reason ?? null,
    })),
    containment: containmentJson(result.containment),
    errors: errors.map(({ code, message, file, line }) => ({ code, message, file, line })),
    withheld: split.withheld.map(({ operation, reason }) => ({ operation: operation.id, reason })),
    heldBack: heldBack(split.plan),
    drift: split.leftAlone.map(({ id }) => id),
    notRemoved: result.undone.map(({ id }) => id),
    stale: result.stale,
    notes: result.notes,
    observed: result.observed.map(findingJson),
    unmanaged: result.unmanaged,
    unreported: result.unreported,
    results: resultsJson(report),
    summary: countOutcomes(report?.entries ?? []),
  };
}

/** Returns whether the run left an operation undone, of any of its changes. */
export const isUnfinished = (result: RunResult): boolean =>
  !result.mayConverge || !result.everyoneContained || result.undone.length > 0 || failures(result).length > 0;

function headline({
  isTipValid,
  errors,
  split,
  report,
  branch,
  commit,
  approved,
  takesNothing,
  undone,
  containment,
}: RunResult): string {
  const counts = outcomeTexts(countOutcomes(report?.entries ?? [])).map(({ text }) => text);
  const done = `${counts.join(", ")}, ${split.withheld.length} withheld, ${counted(split.leftAlone.length, "drift operation")} not changed${undone.length === 0 ? "" : `, ${counted(undone.length, "removal")} not done`}.`;
  const why = !isTipValid
    ? ` The files at ${commit.slice(0, 12)} have errors, so the approved state ${approved.slice(0, 12)} was applied without them.`
    : takesNothing !== null
      ? ` The unapproved commits take more than the guards allow, so nothing of them was applied. ${takesNothing}`
      : errors.length > 0
        ? " The files break rules. No access is added until the findings are fixed."
        : "";
  return `${branch} at ${commit.slice(0, 12)}: ${done}${containmentSentence(containment)}${why}`;
}

const staleLines = ({ stale }: RunResult): readonly string[] => stale.map((text) => `- ${sentenceForMarkdown(text)}\n`);

function failures({ report }: RunResult): readonly string[] {
  return (report?.entries ?? []).flatMap(({ operation, outcome }) =>
    "reason" in outcome
      ? [`- ${outcome.kind}: ${forMarkdown(operationText(operation))}: ${sentenceForMarkdown(outcome.reason)}\n`]
      : [],
  );
}

/** Returns the users and groups that the plan holds back. */
function heldBackLines({ split }: RunResult): readonly string[] {
  return heldBack(split.plan).map(
    ({ code, message, remedy }) =>
      `- ${forMarkdown(code)}: ${sentenceForMarkdown(message)} *Fix:* ${sentenceForMarkdown(remedy)}\n`,
  );
}

const undoneLines = ({ undone }: RunResult): readonly string[] =>
  undone.map((operation) => `- ${forMarkdown(operationText(operation))}\n`);

const observedLines = ({ observed }: RunResult): readonly string[] => observed.map(findingLine);

const noteLines = ({ notes }: RunResult): readonly string[] =>
  notes.map(({ code, message }) => `- ${forMarkdown(code)}: ${sentenceForMarkdown(message)}\n`);

const unmanagedLines = ({ unmanaged }: RunResult): readonly string[] =>
  unmanagedTexts(unmanaged).map((text) => `- ${forMarkdown(text)}\n`);

function doneLines({ report }: RunResult): readonly string[] {
  return (report?.entries ?? []).flatMap(({ operation, outcome }) =>
    outcome.kind === "done" ? [`- ${forMarkdown(operationText(operation))}\n`] : [],
  );
}

const withheldLine = ({ operation, reason }: UnattendedPlan["withheld"][number]): string =>
  `- ${forMarkdown(operationText(operation))}: ${sentenceForMarkdown(reason)}\n`;

function changeLine({ commit, pullRequest, unapproved }: RunChange): string {
  const from = pullRequest === null ? "no pull request" : `#${pullRequest.number}`;
  const verdict =
    unapproved === null
      ? "approved"
      : `**not approved:** ${sentenceForMarkdown(unapproved.reason)} *Fix:* ${approvalRemedy}`;
  return `- ${forMarkdown(commit.slice(0, 12))} (${from}): ${verdict}\n`;
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const rest = lines.length > maxLines ? `- … and ${lines.length - maxLines} more\n` : "";
  return `### ${title}\n\n${lines.slice(0, maxLines).join("")}${rest}`;
}
