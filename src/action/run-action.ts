import { UsageError } from "../diagnostics/user-error.ts";
import { type ExitCode, exitCodes } from "../cli/exit-codes.ts";
import { annotateFindings, setOutputs } from "./answer.ts";
import { type CarriedOut, carryOut } from "./carry-out.ts";
import { fitSummary } from "./fit-summary.ts";
import { federate } from "./google-federation.ts";
import type { ActionHost } from "./host.ts";
import { readInputs } from "./inputs.ts";
import { inertLog } from "./log.ts";
import { secretsIn } from "./masks.ts";

/**
 * Runs one command for a workflow. Masks the credentials first, and each token that is derived from them
 * before it is used; shows findings as annotations and the result as the job
 * summary, and fails the step by the exit code. `now` is an RFC 3339 instant.
 */
export async function runAction(host: ActionHost, now: string): Promise<void> {
  for (const secret of secretsIn(host.env)) host.mask(secret);
  try {
    const inputs = readInputs(host);
    const federation = federate(host);
    const log = inertLog(host);
    let done: CarriedOut;
    try {
      done = await carryOut(inputs, host, {
        env: { ...host.env, ...federation.env },
        err: log.write,
        onSecret: log.mask,
        now,
      });
    } finally {
      log.close();
      federation.close();
    }
    await show(done, host);
    if (!inputs.accepted.has(done.code)) host.fail(`rolecall ${inputs.command}: ${meaningOf(done.code)}`);
  } catch (problem) {
    if (!(problem instanceof UsageError)) throw problem;
    host.output("exit-code", String(exitCodes.usage));
    host.fail(problem.message);
  }
}

async function show({ code, markdown, answer, planSha256 }: CarriedOut, host: ActionHost): Promise<void> {
  host.output("exit-code", String(code));
  if (planSha256 !== undefined) host.output("plan-sha256", planSha256);
  if (answer !== null) {
    setOutputs(answer, host);
    annotateFindings(answer, host);
  }
  if (markdown === null || markdown === "") return;
  const { text, isWhole } = fitSummary(markdown);
  await host.summarize(text);
  // A line that the summary does not show must not count as reviewed.
  if (!isWhole)
    host.fail("The result is too long for the job summary. Run the command on your machine to see all of it.");
}

/** Returns the meaning of an exit code (README, Exit codes). */
function meaningOf(code: ExitCode): string {
  switch (code) {
    case exitCodes.done:
      return "done (exit code 0)";
    case exitCodes.unexpected:
      return "unexpected error, or an error of a provider or the network (exit code 1); see the log";
    case exitCodes.changesPending:
      return "changes are pending (exit code 2)";
    case exitCodes.findings:
      return "findings (exit code 3); see the annotations and the job summary";
    case exitCodes.refused:
      return "refused by a guard or because an approval is missing (exit code 4); see the log";
    case exitCodes.partlyApplied:
      return "some operations were applied and some were not (exit code 5); see the job summary";
    case exitCodes.usage:
      return "invalid command line or configuration (exit code 64); see the log";
    case exitCodes.interrupted:
    case exitCodes.terminated:
      return `stopped by a signal (exit code ${code}); the call in flight was finished`;
  }
}
