import { UsageError } from "../../diagnostics/user-error.ts";
import { forTerminal } from "../../report/escape.ts";
import type { CliEnvironment } from "../../cli/environment.ts";
import { connectGithub } from "../review/connect-github.ts";
import { answerMarker, answerTo, answerToFailure, answerToMisasked } from "./answer-text.ts";
import type { Outcome } from "./outcome.ts";
import { githubAccess } from "./publish.ts";

/**
 * Carries out a request that came by an issue, and answers there: with the pull request's address, or with what is wrong
 * and what to change. A form that is wrong is an answer and no failure of the command.
 * @throws UsageError where GitHub cannot be asked at all; whatever failed on the way, once the issue was told that it did
 */
export async function answeringIssue(
  written: string,
  carryOut: () => Promise<Outcome>,
  environment: CliEnvironment,
): Promise<Outcome> {
  if (!/^[1-9]\d{0,9}$/.test(written)) throw new UsageError(`--issue ${written}: write the issue's number`);
  githubAccess(environment);
  const { writer } = await connectGithub(environment);
  const tell = (answer: string): Promise<unknown> => writer.upsertComment(Number(written), answerMarker, answer);
  let outcome: Outcome;
  try {
    outcome = await carryOut();
  } catch (problem) {
    if (problem instanceof UsageError) {
      environment.err(`${problem.message.split("\n").map(forTerminal).join("\n")}\nNothing was written.\n`);
      await tell(answerToMisasked(problem.message));
      return { kind: "misasked" };
    }
    // What went wrong first is what has to be known; that the issue was not told either adds nothing.
    await tell(answerToFailure).catch(() => undefined);
    throw problem;
  }
  const answer = answerTo(outcome);
  if (answer !== null) await tell(answer);
  return outcome;
}
