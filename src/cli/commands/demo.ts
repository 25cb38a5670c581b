import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { sandboxVariables } from "./sandbox.ts";
import { sampleRoot } from "../sample-company.ts";
import { startCompanySandbox } from "../sandbox-session.ts";

export interface DemoOptions {
  readonly root?: string;
}

/** The command line itself: handed in, so that a command does not import the program that it is part of. */
export type RunCli = (argv: readonly string[], environment: CliEnvironment) => Promise<ExitCode>;

interface Step {
  readonly says: string;
  readonly argv: readonly string[];
  /** What the step has to end with for the story to be true. */
  readonly expected: ExitCode;
}

/**
 * `rolecall demo`: the whole story against local servers: validate, plan, apply, plan again, explain one access.
 * Ends non-zero as soon as one step does not end as the story says. Leaves nothing running; writes only in the folder it names.
 */
export async function demo(options: DemoOptions, environment: CliEnvironment, run: RunCli): Promise<ExitCode> {
  const root = options.root ?? sampleRoot;
  const folder = mkdtempSync(join(tmpdir(), "rolecall-demo-"));
  environment.out(`Everything this demo writes is in ${folder}\n`);
  const running = await startCompanySandbox({ root, drift: "repairable" }, environment);
  try {
    environment.out(`Okta sandbox:   ${running.okta.url}\nGoogle sandbox: ${running.google.url}\n`);
    const inside: CliEnvironment = {
      ...environment,
      env: { ...environment.env, ...sandboxVariables(running) },
      isInteractive: false,
    };
    for (const step of story(root, folder)) {
      environment.out(`\n── ${step.says}\n$ rolecall ${step.argv.map(shown).join(" ")}\n\n`);
      const code = await run(step.argv, inside);
      if (code !== step.expected) {
        environment.err(`\nThe demo stops: this step ended with ${code} and not with ${step.expected}.\n`);
        return code === exitCodes.done ? exitCodes.unexpected : code;
      }
    }
  } finally {
    await running.close();
  }
  environment.out(`\nThe story is complete. The plan and the journal are in ${folder}\n`);
  return exitCodes.done;
}

function story(root: string, folder: string): readonly Step[] {
  const at = ["--root", root];
  const saved = join(folder, "plan.json");
  const journal = join(folder, "journal.jsonl");
  return [
    { says: "Is everything under access/ right?", argv: ["validate", ...at], expected: exitCodes.done },
    { says: "What would change in Okta and Google?", argv: ["plan", ...at, "--out", saved], expected: exitCodes.done },
    {
      says: "Carry out exactly that plan.",
      argv: ["apply", ...at, "--plan", saved, "--journal", journal, "--yes"],
      expected: exitCodes.done,
    },
    {
      says: "Is anything left to do?",
      argv: ["plan", ...at, "--detailed-exitcode"],
      expected: exitCodes.done,
    },
    {
      says: "Why does Ada have this?",
      argv: ["why", "ada-lovelace", "google/eng-all", ...at],
      expected: exitCodes.done,
    },
  ];
}

const shown = (word: string): string => (/^[\w./:=-]+$/.test(word) ? word : JSON.stringify(word));
