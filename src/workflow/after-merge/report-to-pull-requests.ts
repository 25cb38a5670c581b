import type { RefusedError } from "../../diagnostics/user-error.ts";
import type { GithubWriter } from "../../ports/github.ts";
import { commentMarker, withHead } from "../../report/comment/comment-head.ts";
import { mergedHead, stoppedHead } from "../../report/after-merge/merged-head.ts";
import { changeMarkdown } from "../../report/after-merge/render-run.ts";
import type { RunChange, RunResult } from "../../report/after-merge/run-result.ts";

/** Identifies the comment with the outcome of a merged pull request, so that it is updated in place. */
export const applyMarker = "<!-- rolecall:apply -->";

type Writer = Pick<GithubWriter, "upsertComment" | "ownComment">;

/**
 * Comments on every merged pull request with its outcome, writes its state into the head of the comment that people reviewed,
 * and returns a sentence for each comment that failed. The outcome itself is in the journal.
 * @param at RFC 3339: when the run ended
 */
export function reportToPullRequests(result: RunResult, at: string, writer: Writer): Promise<readonly string[]> {
  return onPullRequests(result.changes, async (change, number) => {
    await writer.upsertComment(number, applyMarker, changeMarkdown(change, result));
    const posted = await writer.ownComment(number, applyMarker);
    await replaceHead(number, mergedHead(change, result, { at, resultUrl: posted?.url ?? null }), writer);
  });
}

/** Writes into the reviewed comment of every merged pull request that the run stopped. Returns a sentence for each failure. */
export function reportStop(
  changes: readonly RunChange[],
  stop: RefusedError,
  writer: Writer,
): Promise<readonly string[]> {
  return onPullRequests(changes, ({ commit }, number) => replaceHead(number, stoppedHead(commit, stop), writer));
}

/** Replaces the head of the reviewed comment; what people reviewed stays. A comment without such a head stays as it is. */
async function replaceHead(number: number, head: string, writer: Writer): Promise<void> {
  const reviewed = await writer.ownComment(number, commentMarker);
  const body = reviewed === null ? null : withHead(reviewed.body, head);
  if (body !== null) await writer.upsertComment(number, commentMarker, body);
}

async function onPullRequests(
  changes: readonly RunChange[],
  write: (change: RunChange, number: number) => Promise<void>,
): Promise<readonly string[]> {
  const unreported: string[] = [];
  for (const change of changes) {
    if (change.pullRequest === null) continue;
    const { number } = change.pullRequest;
    try {
      await write(change, number);
    } catch (problem) {
      unreported.push(
        `The outcome could not be posted on pull request ${number}. ${problem instanceof Error ? problem.message : String(problem)}`,
      );
    }
  }
  return unreported;
}
