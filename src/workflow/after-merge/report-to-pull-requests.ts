import type { GithubWriter } from "../../ports/github.ts";
import { changeMarkdown } from "../../report/after-merge/render-run.ts";
import type { RunResult } from "../../report/after-merge/run-result.ts";

/** By which the comment about a merged pull request's outcome is found again. */
export const applyMarker = "<!-- rolecall:apply -->";

/**
 * Tells every merged pull request what became of it. A comment that cannot be written changes nothing about what was done:
 * the journal has it, and the reason comes back in a sentence.
 */
export async function tellPullRequests(
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
        `Pull request ${number} was not told the outcome. ${problem instanceof Error ? problem.message : String(problem)}`,
      );
    }
  }
  return unreported;
}
