import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPullRequestScenario } from "../demo/pull-request-scenario.ts";
import { createDemoRepository } from "../demo/repository.ts";
import type { Step } from "../demo/step.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkRoot } from "../inputs.ts";
import { sampleRoot } from "../sample-company.ts";
import { startCompanySandbox } from "../sandbox-session.ts";
import { sandboxVariables } from "./sandbox.ts";

/** Runs a command line. Passed in, so that a command does not import the program that contains it. */
export type RunCli = (argv: readonly string[], environment: CliEnvironment) => Promise<ExitCode>;

/** A step of the demo returned an unexpected exit code. */
class UnexpectedExitCode extends Error {
  override readonly name = "StoryBroken";
  readonly code: ExitCode;
  constructor(code: ExitCode, expected: ExitCode) {
    super(`expected exit code ${expected}, got ${code}`);
    this.code = code === exitCodes.done ? exitCodes.unexpected : code;
  }
}

/**
 * `rolecall demo`: runs a complete scenario against local servers. Applies the sample company's files to the providers, then
 * requests access in a pull request, approves it, merges it and applies it. Stops with a non-zero exit code at the first
 * step that returns an unexpected one. Stops its servers, and writes only in the folder that it prints.
 */
export async function demo(environment: CliEnvironment, run: RunCli): Promise<ExitCode> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-demo-"));
  environment.out(`All files of this demo are written to ${folder}\n`);
  const running = await startCompanySandbox({ root: sampleRoot, drift: "repairable" }, environment);
  try {
    environment.out(`Okta sandbox:   ${running.okta.url}\nGoogle sandbox: ${running.google.url}\n`);
    const repository = createDemoRepository(folder, sampleRoot, environment);
    // GitHub is a local server, so no rate limit applies.
    const inside: CliEnvironment = {
      ...environment,
      env: { ...environment.env, ...sandboxVariables(running) },
      isInteractive: false,
      githubPauses: { second: 1, write: 0, notification: 0 },
    };
    const play = async (step: Step, around: CliEnvironment): Promise<void> => {
      environment.out(`\n── ${step.title}\n$ rolecall ${step.argv.map(quoted).join(" ")}\n\n`);
      const code = await run(step.argv, around);
      if (code !== step.expected) throw new UnexpectedExitCode(code, step.expected);
    };
    for (const step of firstSteps(repository.root, folder)) await play(step, inside);
    const { resolved } = await checkRoot({ root: repository.root }, environment);
    if (resolved === null) throw new Error("the sample company has errors");
    await runPullRequestScenario({ model: resolved.model, repository, folder, environment: inside, play });
    for (const step of lastSteps(repository.root)) await play(step, inside);
  } catch (problem) {
    if (!(problem instanceof UnexpectedExitCode)) throw problem;
    environment.err(`\nThe demo stopped: ${problem.message}.\n`);
    return problem.code;
  } finally {
    await running.close();
  }
  environment.out(`\nDemo complete. The plan, the comment and the journals are in ${folder}\n`);
  return exitCodes.done;
}

function firstSteps(root: string, folder: string): readonly Step[] {
  const at = ["--root", root];
  const saved = join(folder, "plan.json");
  return [
    { title: "Validate the files under access/.", argv: ["validate", ...at], expected: exitCodes.done },
    { title: "Plan the changes in Okta and Google.", argv: ["plan", ...at, "--out", saved], expected: exitCodes.done },
    {
      title: "Apply exactly this plan.",
      argv: ["apply", ...at, "--plan", saved, "--journal", join(folder, "journal.jsonl"), "--yes"],
      expected: exitCodes.done,
    },
    {
      title: "Plan again: no changes are left.",
      argv: ["plan", ...at, "--detailed-exitcode"],
      expected: exitCodes.done,
    },
    {
      title: "Explain why Ada has this entitlement.",
      argv: ["why", "ada-lovelace", "google/eng-all", ...at],
      expected: exitCodes.done,
    },
  ];
}

function lastSteps(root: string): readonly Step[] {
  const at = ["--root", root];
  return [
    {
      title: "Plan again: no changes are left.",
      argv: ["plan", ...at, "--detailed-exitcode"],
      expected: exitCodes.done,
    },
    {
      title: "Explain why Chidi has this entitlement, and until when.",
      argv: ["why", "chidi-eze", "okta/prod-db-admin", ...at],
      expected: exitCodes.done,
    },
  ];
}

const quoted = (argument: string): string => (/^[\w./:=-]+$/.test(argument) ? argument : JSON.stringify(argument));
