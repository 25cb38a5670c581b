import { type UnapprovedCommits, unapprovedMarkdown } from "../approvals/unapproved.ts";
import { forMarkdown } from "../escape.ts";
import type { Diff } from "../diff/diff.ts";
import { approvalSections } from "./approval-section.ts";
import { accessSection } from "./access-sections.ts";
import { betterSection, findingsSections } from "./change-sections.ts";
import type { CommentInput } from "./comment-input.ts";
import { decisionSections } from "./decision-section.ts";
import { modelSections } from "./model-section.ts";
import { guardSections, operationSections, renamedSection } from "./plan-sections.ts";
import { reviewStateOf } from "./review-state.ts";
import { fitSections, type PartKind, type Section } from "./sections.ts";
import { nextStepLine, type Verdict, verdictLine, verdictOf } from "./verdict.ts";
import { tableSection } from "./table-section.ts";
import { datesIn, whenIn } from "../when.ts";
import { counted } from "../../support/counted.ts";
import { commentBudget, commentMarker, headRoom, verdictEnd } from "./comment-head.ts";

/** The maximum size of a job summary, in bytes. GitHub rejects a summary of more than 1 MiB. */
export const summaryBudget = 900_000;

/** A rendered comment or job summary. */
export interface RenderedComment {
  readonly verdict: Verdict;
  readonly markdown: string;
  /** False: a part that reviewers approve or that would be written is not shown, so the check must not pass. */
  readonly complete: boolean;
  readonly omitted: Readonly<Partial<Record<PartKind, number>>>;
}

/** The parts that must be shown completely. Cards, guards and approvals repeat what the check reports separately. */
const essential: readonly PartKind[] = [
  "table row",
  "access change",
  "unapproved commit",
  "finding",
  "model change",
  "operation",
];

/**
 * Returns the comment on a pull request: verdict, next step, a table with one row for each person and change, a card for each
 * grant to decide, findings, blocking guards and changed rules, then all other parts collapsed. The comment stays within the budget, and parts that are left out
 * are counted. Nothing that people wrote is active in it (threats O1 and O3). The same input gives the same bytes.
 */
export function renderComment(input: CommentInput): RenderedComment {
  return render(input, {
    head: `${commentMarker}\n`,
    headEnd: verdictEnd,
    budget: input.budget ?? commentBudget,
    size: (text) => text.length,
    elsewhere: "The job summary of this run shows more, and the plan file of this run has everything.",
  });
}

/** Returns the same content for the job summary of the workflow run, which is larger. `budget` is in bytes. */
export function renderJobSummary(input: CommentInput): RenderedComment {
  return render(input, {
    head: "## Rolecall\n\n",
    headEnd: "",
    budget: input.budget ?? summaryBudget,
    size: byteLength,
    elsewhere: "The plan file of this run has everything.",
  });
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

interface Place {
  readonly head: string;
  /** The hidden line after the verdict and the next step. */
  readonly headEnd: string;
  readonly budget: number;
  readonly size: (text: string) => number;
  /** Where readers find the parts that are left out. */
  readonly elsewhere: string;
}

function render(input: CommentInput, { head, headEnd, budget, size, elsewhere }: Place): RenderedComment {
  const start = (complete: boolean): string =>
    `${head}${verdictLine(input, complete)}${nextStepLine(input, complete)}${headEnd}`;
  const digest = originFold(input.report.diff);
  const startSize = Math.max(size(start(true)), size(start(false)), headEnd === "" ? 0 : headRoom);
  const cutSize = 400; // room for the longest notice about parts that are left out
  const fitted = fitSections(sectionsOf(input), budget - startSize - size(digest) - cutSize, size);
  const complete = essential.every((kind) => fitted.omitted[kind] === undefined);
  return {
    verdict: verdictOf(input, complete),
    markdown: `${start(complete)}${cutNotice(fitted.omitted, { complete, elsewhere })}${fitted.markdown}${digest}`,
    complete,
    omitted: fitted.omitted,
  };
}

/** Returns the collapsed end of a comment: the compared commits, and the digest that reviewers approve. */
function originFold({ head, base, digest }: Diff): string {
  const commits =
    head === null || base === null ? "" : `Compared: commit ${forMarkdown(head)} with ${forMarkdown(base)}.\n\n`;
  return `\n<details><summary>Commits and digest</summary>\n\n${commits}Digest: ${forMarkdown(digest)}\n\n</details>\n`;
}

/** Returns the sections in the order in which they are read. What a person has to decide or to fix is never collapsed. */
export function sectionsOf(input: CommentInput): readonly Section[] {
  const { report, plan, cards, links, approvals, timezone, unapproved } = input;
  const state = reviewStateOf(report, approvals);
  const [reviews, reasons] = approvalSections(state, links);
  const [rules, fields] = modelSections(report, datesIn(timezone, report.diff.at));
  const [decisions, moreDecisions] = decisionSections(cards, state.lines, links);
  const [findings, ...moreFindings] = findingsSections(report, links);
  const [guards, guardNotes] = plan === null ? [] : guardSections(plan, links);
  return [
    tableSection(report, state, { timezone, links }),
    unapproved === undefined ? undefined : unapprovedSection(unapproved),
    reviews,
    decisions,
    findings,
    guards,
    rules,
    plan === null ? undefined : renamedSection(plan, links),
    moreDecisions,
    ...moreFindings,
    accessSection(report, whenIn(timezone, report.diff.at), links),
    reasons,
    fields,
    betterSection(report, links),
    guardNotes,
    ...(plan === null ? [] : operationSections(plan, links)),
  ].filter((section) => section !== undefined);
}

function unapprovedSection(unapproved: UnapprovedCommits): Section {
  return { kind: "unapproved commit", ...unapprovedMarkdown(unapproved), foot: "", share: 0.1 };
}

function cutNotice(
  omitted: RenderedComment["omitted"],
  { complete, elsewhere }: { readonly complete: boolean; readonly elsewhere: string },
): string {
  const counts = Object.entries(omitted).map(([kind, count]) => counted(count, kind));
  if (counts.length === 0) return "";
  const verdict = complete ? "" : " A change that is not shown completely does not pass. Split the pull request.";
  return `\n**Truncated:** ${counts.join(", ")} did not fit. ${elsewhere}${verdict}\n`;
}
