import type { GithubWriter } from "../../ports/github.ts";
import { changeMarkdown } from "../../report/after-merge/render-run.ts";
import type { RunResult } from "../../report/after-merge/run-result.ts";

/** Identifies the comment with the outcome of a merged pull request, so that it is updated in place. */
export const applyMarker = "<!-- rolecall:apply -->";

/**
 * Comments on every merged pull request with its outcome, and returns a sentence for each comment that failed. The outcome
 * itself is in the journal.
 */
export async function reportToPullRequests(
  result: RunResult,
  writer: Pick<GithubWriter, "upsertComment">,
): Promise<readonly string[]> {
  const unreported: string[] = [];
  for (const change of result.changes) {
    if (change.pullRequest === null) continue;
    const { number } = change.pullRequest;
    try {
      await writer.upsertComment(number, applyMarker, changeMarkdown(change, result));
    } catch (problem) {
      unreported.push(
        `The outcome could not be posted on pull request ${number}. ${problem instanceof Error ? problem.message : String(problem)}`,
      );
    }
  }
  return unreported;
}
