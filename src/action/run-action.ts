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
 * Runs one command for a workflow: credentials are hidden before anything else, findings become annotations, the result
 * becomes the job summary, and the exit code decides about the step. `now` is an RFC 3339 instant.
 */
export async function runAction(host: ActionHost, now: string): Promise<void> {
  for (const secret of secretsIn(host.env)) host.mask(secret);
  try {
    const inputs = readInputs(host);
    const federation = federate(host);
    const log = inertLog(host);
    let done: CarriedOut;
    try {
      done = await carryOut(inputs, host, { env: { ...host.env, ...federation.env }, err: log.write, now });
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
  // A line that nobody saw must not count as reviewed.
  if (!isWhole)
    host.fail("the result is too long for the job summary: run the command on your machine to see all of it");
}

/** The table of exit codes (README), in words. */
function meaningOf(code: ExitCode): string {
  switch (code) {
    case exitCodes.done:
      return "done (exit code 0)";
    case exitCodes.unexpected:
      return "an unexpected error, or one of a provider or the network (exit code 1); the log says which";
    case exitCodes.changesPending:
      return "changes are pending (exit code 2)";
    case exitCodes.findings:
      return "there are findings (exit code 3); the annotations and the job summary show them";
    case exitCodes.refused:
      return "refused by a guard or for want of an approval (exit code 4); the log says which";
    case exitCodes.partlyApplied:
      return "some operations were done and some were not (exit code 5); the job summary shows which";
    case exitCodes.usage:
      return "the command line or the configuration is wrong (exit code 64); the log says where";
    case exitCodes.interrupted:
    case exitCodes.terminated:
      return `stopped from outside (exit code ${code}); the call in flight was finished`;
  }
}
