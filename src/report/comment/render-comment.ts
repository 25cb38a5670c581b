import { type UnapprovedCommits, unapprovedMarkdown } from "../approvals/unapproved.ts";
import { forMarkdown } from "../escape.ts";
import type { Diff } from "../diff/diff.ts";
import { approvalSection } from "./approval-section.ts";
import { otherAccessSection, privilegedSection } from "./access-sections.ts";
import { betterSection, findingsSection } from "./change-sections.ts";
import type { CommentInput } from "./comment-input.ts";
import { decisionSection } from "./decision-section.ts";
import { modelSection } from "./model-section.ts";
import { guardSection, operationSections } from "./plan-sections.ts";
import { reviewStateOf } from "./review-state.ts";
import { fitSections, type PartKind, type Section } from "./sections.ts";
import { nextStepLine, type Verdict, verdictLine, verdictOf } from "./verdict.ts";
import { whenIn } from "../when.ts";
import { counted } from "../../support/counted.ts";

/** The hidden first line that identifies the comment of Rolecall. */
export const commentMarker = "<!-- rolecall:plan -->";

/** The maximum length of a GitHub comment, in characters. */
export const commentBudget = 65_536;

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
const essential: readonly PartKind[] = ["access change", "unapproved commit", "finding", "model change", "operation"];

/**
 * Returns the comment on a pull request: verdict, next step, privileged access, new findings, required approvals, a card for each
 * grant to review, then all other parts and the digest. The comment stays within the budget, and parts that are left out
 * are counted. Nothing that people wrote is active in it (threats O1 and O3). The same input gives the same bytes.
 */
export function renderComment(input: CommentInput): RenderedComment {
  return render(input, {
    head: `${commentMarker}\n`,
    budget: input.budget ?? commentBudget,
    size: (text) => text.length,
    elsewhere: "The job summary of this run shows more, and the plan file of this run has everything.",
  });
}

/** Returns the same content for the job summary of the workflow run, which is larger. `budget` is in bytes. */
export function renderJobSummary(input: CommentInput): RenderedComment {
  return render(input, {
    head: "## Rolecall\n\n",
    budget: input.budget ?? summaryBudget,
    size: byteLength,
    elsewhere: "The plan file of this run has everything.",
  });
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

interface Place {
  readonly head: string;
  readonly budget: number;
  readonly size: (text: string) => number;
  /** Where readers find the parts that are left out. */
  readonly elsewhere: string;
}

function render(input: CommentInput, { head, budget, size, elsewhere }: Place): RenderedComment {
  const start = (complete: boolean): string => `${head}${verdictLine(input, complete)}${nextStepLine(input, complete)}`;
  const digest = `\n${commitText(input.report.diff)}Digest: ${forMarkdown(input.report.diff.digest)}\n`;
  const startSize = Math.max(size(start(true)), size(start(false)));
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

function commitText({ head, base }: Diff): string {
  if (head === null || base === null) return "";
  return `Compared: commit ${forMarkdown(head)} with ${forMarkdown(base)}.\n\n`;
}

/** Returns the sections in the order in which they are read: the highest risk first. */
export function sectionsOf(input: CommentInput): readonly Section[] {
  const { report, plan, cards, links, approvals } = input;
  const when = whenIn(input.timezone, report.diff.at);
  return [
    privilegedSection(report, when, links),
    ...(input.unapproved === undefined ? [] : [unapprovedSection(input.unapproved)]),
    findingsSection(report, links),
    ...(plan === null ? [] : [guardSection(plan, links)]),
    approvalSection(reviewStateOf(report, approvals), links),
    decisionSection(cards, { at: report.diff.at, when }, links),
    otherAccessSection(report, when, links),
    modelSection(report),
    betterSection(report, links),
    ...(plan === null ? [] : operationSections(plan, links)),
  ];
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
