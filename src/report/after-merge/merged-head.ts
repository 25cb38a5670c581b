import { sentenceForMarkdown, forMarkdown } from "../escape.ts";
import { counted } from "../../support/counted.ts";
import { datesIn } from "../when.ts";
import { approvalRemedy, isUnfinished } from "./render-run.ts";
import type { RunChange, RunResult } from "./run-result.ts";

/**
 * Returns the head of the reviewed comment after the merge: whether the change is applied, since when and by which run, and
 * the next step. What people wrote is inert in it.
 * @param at RFC 3339: when the run ended
 * @param resultUrl the address of the comment with the result of the run; null: unknown
 */
export function mergedHead(
  change: RunChange,
  result: RunResult,
  { at, resultUrl }: { readonly at: string; readonly resultUrl: string | null },
): string {
  const merged = `Merged as ${forMarkdown(change.commit.slice(0, 12))}.`;
  const { timezone } = result.names;
  const when = `on ${datesIn(timezone, at).exact(at)} ${forMarkdown(timezone)} by the run ${forMarkdown(result.run)}`;
  const details = resultUrl === null ? "the result comment" : resultLink(resultUrl);
  if (change.unapproved !== null)
    return head(
      "Merged, not applied yet.",
      `${merged} New access from this change is withheld. ${sentenceForMarkdown(change.unapproved.reason)}`,
      approvalRemedy,
    );
  if (isUnfinished(result))
    return head(
      "Merged, not completely applied.",
      `${merged} Last applied ${when}. Some operations of the run are not done.`,
      `an operator fixes what ${details} lists. The next run tries again.`,
    );
  const { entries } = result.report ?? { entries: [] };
  const done = [...result.containment.entries, ...entries].filter(({ outcome }) => outcome.kind === "done").length;
  return head(
    "Merged and applied",
    `${when}. ${merged} ${done === 0 ? "No operation was due." : `${counted(done, "operation")} done.`}`,
    `no action needed. Access with a later start is applied on its day. For who got what, see ${details}.`,
  );
}

/** Returns the same for a run that stopped before it could apply the change. */
export function stoppedHead(
  commit: string,
  { code, remedy }: { readonly code: string; readonly remedy: string },
): string {
  return head(
    "Merged, not applied yet.",
    `Merged as ${forMarkdown(commit.slice(0, 12))}. The run stopped: ${forMarkdown(code)}.`,
    sentenceForMarkdown(remedy),
  );
}

const head = (state: string, text: string, next: string): string => `**${state}** ${text}\n\n**Next:** ${next}\n`;

/** Returns a link to the result. An address with another form than GitHub's is left out. */
const resultLink = (url: string): string =>
  /^https?:\/\/[\w.:-]+(?:\/[\w.-]+)+#issuecomment-\d+$/.test(url) ? `[the result](${url})` : "the result comment";
