import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tellPullRequestStory } from "../demo/pull-request-story.ts";
import { createDemoRepository } from "../demo/repository.ts";
import type { Step } from "../demo/step.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkRoot } from "../inputs.ts";
import { sampleRoot } from "../sample-company.ts";
import { startCompanySandbox } from "../sandbox-session.ts";
import { sandboxVariables } from "./sandbox.ts";

/** The command line itself: handed in, so that a command does not import the program that it is part of. */
export type RunCli = (argv: readonly string[], environment: CliEnvironment) => Promise<ExitCode>;

/** A step of the story did not end as the story says. */
class StoryBroken extends Error {
  override readonly name = "StoryBroken";
  readonly code: ExitCode;
  constructor(code: ExitCode, expected: ExitCode) {
    super(`this step ended with ${code} and not with ${expected}`);
    this.code = code === exitCodes.done ? exitCodes.unexpected : code;
  }
}

/**
 * `rolecall demo`: the whole story against local servers. The providers are brought to what the sample company's files
 * want; then somebody asks for access by a pull request, it is approved, merged and applied. Ends non-zero as soon as one
 * step does not end as the story says. Leaves nothing running, and writes only in the folder it names.
 */
export async function demo(environment: CliEnvironment, run: RunCli): Promise<ExitCode> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-demo-"));
  environment.out(`Everything this demo writes is in ${folder}\n`);
  const running = await startCompanySandbox({ root: sampleRoot, drift: "repairable" }, environment);
  try {
    environment.out(`Okta sandbox:   ${running.okta.url}\nGoogle sandbox: ${running.google.url}\n`);
    const repository = createDemoRepository(folder, sampleRoot, environment.env);
    // GitHub is on this machine: nobody has to be spared.
    const inside: CliEnvironment = {
      ...environment,
      env: { ...environment.env, ...sandboxVariables(running) },
      isInteractive: false,
      githubPauses: { second: 1, write: 0, notification: 0 },
    };
    const play = async (step: Step, around: CliEnvironment): Promise<void> => {
      environment.out(`\n── ${step.says}\n$ rolecall ${step.argv.map(shown).join(" ")}\n\n`);
      const code = await run(step.argv, around);
      if (code !== step.expected) throw new StoryBroken(code, step.expected);
    };
    for (const step of firstSteps(repository.root, folder)) await play(step, inside);
    const { resolved } = await checkRoot({ root: repository.root }, environment);
    if (resolved === null) throw new Error("the sample company has errors");
    await tellPullRequestStory({ model: resolved.model, repository, folder, environment: inside, play });
    for (const step of lastSteps(repository.root)) await play(step, inside);
  } catch (problem) {
    if (!(problem instanceof StoryBroken)) throw problem;
    environment.err(`\nThe demo stops: ${problem.message}.\n`);
    return problem.code;
  } finally {
    await running.close();
  }
  environment.out(`\nThe story is complete. The plan, the comment and the journals are in ${folder}\n`);
  return exitCodes.done;
}

function firstSteps(root: string, folder: string): readonly Step[] {
  const at = ["--root", root];
  const saved = join(folder, "plan.json");
  return [
    { says: "Is everything under access/ right?", argv: ["validate", ...at], expected: exitCodes.done },
    { says: "What would change in Okta and Google?", argv: ["plan", ...at, "--out", saved], expected: exitCodes.done },
    {
      says: "Carry out exactly that plan.",
      argv: ["apply", ...at, "--plan", saved, "--journal", join(folder, "journal.jsonl"), "--yes"],
      expected: exitCodes.done,
    },
    { says: "Is anything left to do?", argv: ["plan", ...at, "--detailed-exitcode"], expected: exitCodes.done },
    {
      says: "Why does Ada have this?",
      argv: ["why", "ada-lovelace", "google/eng-all", ...at],
      expected: exitCodes.done,
    },
  ];
}

function lastSteps(root: string): readonly Step[] {
  const at = ["--root", root];
  return [
    { says: "Is anything left to do?", argv: ["plan", ...at, "--detailed-exitcode"], expected: exitCodes.done },
    {
      says: "Why does Chidi have this, and until when?",
      argv: ["why", "chidi-eze", "okta/prod-db-admin", ...at],
      expected: exitCodes.done,
    },
  ];
}

const shown = (word: string): string => (/^[\w./:=-]+$/.test(word) ? word : JSON.stringify(word));
