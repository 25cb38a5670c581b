import { forMarkdown } from "../escape.ts";
import type { Diff } from "../diff/diff.ts";
import { approvalSection } from "./approval-section.ts";
import { otherAccessSection, privilegedSection } from "./access-sections.ts";
import { betterSection, findingsSection, modelSection } from "./change-sections.ts";
import type { CommentInput } from "./comment-input.ts";
import { decisionSection } from "./decision-section.ts";
import { guardSection, operationSections } from "./plan-sections.ts";
import { reviewStateOf } from "./review-state.ts";
import { fitSections, type PartKind, type Section } from "./sections.ts";
import { type Verdict, verdictLine, verdictOf } from "./verdict.ts";
import { counted } from "../../support/counted.ts";

/** The hidden first line by which our comment is found again. */
export const commentMarker = "<!-- rolecall:plan -->";

/** What a comment of GitHub holds, in characters. */
export const commentBudget = 65_536;

/** What a job summary may hold, in bytes: GitHub refuses one of more than 1 MiB as a whole. */
export const summaryBudget = 900_000;

export interface RenderedComment {
  readonly verdict: Verdict;
  readonly markdown: string;
  /** False: something that reviewers approve or that would be written is not shown, and the check must not pass. */
  readonly complete: boolean;
  readonly omitted: Readonly<Partial<Record<PartKind, number>>>;
}

/** What must be shown as a whole; cards, guards and approvals repeat what the check says by itself. */
const essential: readonly PartKind[] = ["access change", "finding", "model change", "operation"];

/**
 * The one comment on a pull request, for the people who decide: verdict, dangerous access first, new findings, who has to
 * approve, a card for each decision, then everything else and the digest. Within the budget, whatever the size of the
 * change; what is cut is counted. Nothing that people wrote is active in it (threats O1 and O3). Same input, same bytes.
 */
export function renderComment(input: CommentInput): RenderedComment {
  return render(input, {
    head: `${commentMarker}\n`,
    budget: input.budget ?? commentBudget,
    size: (text) => text.length,
    elsewhere: "The job summary of this run has more of it, and its plan file everything.",
  });
}

/** The same for the summary of the workflow's run, which holds more: `budget` is its length in bytes. */
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
  /** Where the rest can be read. */
  readonly elsewhere: string;
}

function render(input: CommentInput, { head, budget, size, elsewhere }: Place): RenderedComment {
  const start = (complete: boolean): string => `${head}${verdictLine(input, complete)}`;
  const digest = `\n${commitWords(input.report.diff)}Digest: ${forMarkdown(input.report.diff.digest)}\n`;
  const startSize = Math.max(size(start(true)), size(start(false)));
  const cutSize = 400; // room for the longest notice of what was cut
  const fitted = fitSections(sectionsOf(input), budget - startSize - size(digest) - cutSize, size);
  const complete = essential.every((kind) => fitted.omitted[kind] === undefined);
  return {
    verdict: verdictOf(input, complete),
    markdown: `${start(complete)}${cutNotice(fitted.omitted, { complete, elsewhere })}${fitted.markdown}${digest}`,
    complete,
    omitted: fitted.omitted,
  };
}

function commitWords({ head, base }: Diff): string {
  if (head === null || base === null) return "";
  return `Judged: commit ${forMarkdown(head)}, compared with ${forMarkdown(base)}.\n\n`;
}

/** In the order of danger, which is the order in which they are read. */
export function sectionsOf(input: CommentInput): readonly Section[] {
  const { report, plan, cards, links, approvals } = input;
  return [
    privilegedSection(report, links),
    findingsSection(report, links),
    ...(plan === null ? [] : [guardSection(plan, links)]),
    approvalSection(reviewStateOf(report, approvals), links),
    decisionSection(cards, report.diff.at, links),
    otherAccessSection(report, links),
    modelSection(report),
    betterSection(report, links),
    ...(plan === null ? [] : operationSections(plan, links)),
  ];
}

function cutNotice(
  omitted: RenderedComment["omitted"],
  { complete, elsewhere }: { readonly complete: boolean; readonly elsewhere: string },
): string {
  const counts = Object.entries(omitted).map(([kind, count]) => counted(count, kind));
  if (counts.length === 0) return "";
  const verdict = complete ? "" : " A change that cannot be shown as a whole does not pass: split it.";
  return `\n**Cut:** ${counts.join(", ")} did not fit. ${elsewhere}${verdict}\n`;
}
