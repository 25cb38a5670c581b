import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoClock } from "../demo/demo-clock.ts";
import { type RunCli, stepPlayer, UnexpectedExitCode } from "../demo/player.ts";
import { runPullRequestScenario } from "../demo/pull-request-scenario.ts";
import { createDemoRepository } from "../demo/repository.ts";
import type { Step } from "../demo/step.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkRoot } from "../inputs.ts";
import { sampleRoot } from "../sample-company.ts";
import { startCompanySandbox } from "../sandbox-session.ts";
import { sandboxVariables } from "./sandbox.ts";

/**
 * `rolecall demo`: runs a complete scenario against local servers. Applies the sample company's files to the providers, then
 * requests access in a pull request, approves it, merges it and applies it, until the access expires. Stops with a non-zero
 * exit code at the first step that returns an unexpected one. Stops its servers, and writes only in the folder that it
 * prints.
 */
export async function demo(given: CliEnvironment, run: RunCli): Promise<ExitCode> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-demo-"));
  const clock = demoClock(given.clock);
  const environment: CliEnvironment = { ...given, clock };
  const running = await startCompanySandbox({ root: sampleRoot, drift: "repairable" }, environment);
  try {
    const repository = createDemoRepository(folder, sampleRoot, environment);
    environment.out(
      `Local Okta, Google and GitHub servers with the sample company Acme Robotics.\nFolder: ${folder}\nThe commands run in its folder company. demo.log has their complete output.\n`,
    );
    // GitHub is a local server, so no rate limit applies.
    const inside: CliEnvironment = {
      ...environment,
      cwd: repository.root,
      env: { ...environment.env, ...sandboxVariables(running) },
      isInteractive: false,
      githubPauses: { second: 1, write: 0, notification: 0 },
    };
    const play = stepPlayer(environment, run, join(folder, "demo.log"));
    for (const step of firstSteps) await play(step, inside);
    const { resolved } = await checkRoot({ root: repository.root }, environment);
    if (resolved === null) throw new Error("the sample company has errors");
    const pass = (hours: number): void => clock.advance(hours * 3_600_000);
    await runPullRequestScenario({ model: resolved.model, repository, folder, environment: inside, play, pass });
    for (const step of lastSteps) await play(step, inside);
  } catch (problem) {
    if (!(problem instanceof UnexpectedExitCode)) throw problem;
    environment.err(`\nThe demo stopped: ${problem.message}\n`);
    return problem.code;
  } finally {
    await running.close();
  }
  environment.out(ending);
  return exitCodes.done;
}

const noChanges = /^No changes\. /;

const firstSteps: readonly Step[] = [
  {
    title: "Apply the files to Okta and Google, which differ from them.",
    argv: ["apply", "--yes", "--journal", "../journal.jsonl"],
    expected: exitCodes.done,
    shown: [/^Plan: /, /^Applied: /],
  },
];

const lastSteps: readonly Step[] = [
  {
    title: "Proof: Okta and Google match the files.",
    argv: ["plan", "--detailed-exitcode"],
    expected: exitCodes.done,
    shown: [noChanges],
  },
  {
    title: "Proof: the signed journal has every write, and no record is changed.",
    argv: ["journal", "branch:rolecall-journal"],
    expected: exitCodes.done,
    shown: [/^branch:/],
  },
];

const ending = `
Demo complete. comment.md in the folder is the comment on the pull request.
Try next:
  rolecall sandbox        keep such servers running, to request, approve and
                          apply by hand (README, Tour)
  rolecall validate       check the files under access/, and change one of them
  rolecall explain sod    list the codes of a family, each with its page
`;
