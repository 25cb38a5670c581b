import { UsageError } from "../../diagnostics/user-error.ts";
import type { GithubWriter } from "../../ports/github.ts";
import { answerMarker, answerTo, failureAnswer, answerToInvalidForm } from "../../report/request/answer-issue.ts";
import type { RequestOutcome } from "../../report/request/outcome.ts";
import type { PublishPorts } from "./publish.ts";

export interface IssuePorts extends Pick<PublishPorts, "opener" | "onEvent"> {
  /** Throws a `UsageError` where GitHub cannot be asked. */
  readonly issueWriter: () => Promise<Pick<GithubWriter, "upsertComment">>;
}

/**
 * Carries out a request that came by an issue, and answers there: with the pull request's address, or with what is wrong
 * and what to change. A form that is wrong is an answer and no failure of the command.
 * @throws UsageError where GitHub cannot be asked at all; whatever failed on the way, once the issue was told that it did
 */
export async function answeringIssue(
  written: string,
  carryOut: () => Promise<RequestOutcome>,
  { opener, issueWriter, onEvent }: IssuePorts,
): Promise<RequestOutcome> {
  if (!/^[1-9]\d{0,9}$/.test(written)) throw new UsageError(`--issue ${written}: write the issue's number`);
  opener();
  const writer = await issueWriter();
  const tell = (answer: string): Promise<unknown> => writer.upsertComment(Number(written), answerMarker, answer);
  let outcome: RequestOutcome;
  try {
    outcome = await carryOut();
  } catch (problem) {
    if (problem instanceof UsageError) {
      onEvent({ kind: "misasked", message: problem.message });
      await tell(answerToInvalidForm(problem.message));
      return { kind: "misasked" };
    }
    // What went wrong first is what has to be known; that the issue was not told either adds nothing.
    await tell(failureAnswer).catch(() => undefined);
    throw problem;
  }
  const answer = answerTo(outcome);
  if (answer !== null) await tell(answer);
  return outcome;
}
