import { UsageError } from "../../diagnostics/user-error.ts";
import type { GithubWriter } from "../../ports/github.ts";
import { answerMarker, answerTo, failureAnswer, answerToInvalidForm } from "../../report/request/answer-issue.ts";
import type { RequestOutcome } from "../../report/request/outcome.ts";
import type { PublishPorts } from "./publish.ts";

export interface IssuePorts extends Pick<PublishPorts, "opener" | "onEvent"> {
  /** Throws a `UsageError` when GitHub is not configured. */
  readonly issueWriter: () => Promise<Pick<GithubWriter, "upsertComment">>;
}

/**
 * Carries out a request from an issue and answers with a comment: the pull request's address, or the problems and their
 * fixes. An invalid form is not a failure of the command.
 * @throws UsageError when GitHub is not configured; any other failure, after the issue got a comment about it
 */
export async function answeringIssue(
  written: string,
  carryOut: () => Promise<RequestOutcome>,
  { opener, issueWriter, onEvent }: IssuePorts,
): Promise<RequestOutcome> {
  if (!/^[1-9]\d{0,9}$/.test(written)) throw new UsageError(`--issue ${written}: expected the number of an issue`);
  opener();
  const writer = await issueWriter();
  const comment = (answer: string): Promise<unknown> => writer.upsertComment(Number(written), answerMarker, answer);
  let outcome: RequestOutcome;
  try {
    outcome = await carryOut();
  } catch (problem) {
    if (problem instanceof UsageError) {
      onEvent({ kind: "invalid-request", message: problem.message });
      await comment(answerToInvalidForm(problem.message));
      return { kind: "invalid-request" };
    }
    // The first failure is the one to report; a second failure of the comment is ignored.
    await comment(failureAnswer).catch(() => undefined);
    throw problem;
  }
  const answer = answerTo(outcome);
  if (answer !== null) await comment(answer);
  return outcome;
}
