import { UserError } from "../diagnostics/user-error.ts";
import { Command, CommanderError } from "commander";
import { forTerminal } from "../report/escape.ts";
import { createSecrets } from "../support/secrets.ts";
import type { CliEnvironment } from "./environment.ts";
import { exitCodeOfError, type ExitCode, exitCodes } from "./exit-codes.ts";
import { ownVersion } from "./own-version.ts";
import { wireFiles } from "./program/files.ts";
import { wireLocal } from "./program/local.ts";
import { wireProviders } from "./program/providers.ts";
import { wireQuestions } from "./program/questions.ts";
import { wireReviews } from "./program/reviews.ts";

/**
 * Runs one command line and returns the exit code. Reads the process only through `environment`. Commands are imported when
 * they run, so that `--help` and `validate` load no provider's SDK.
 */
export async function runCli(argv: readonly string[], given: CliEnvironment): Promise<ExitCode> {
  const environment = withMaskedTokens(given);
  let code: ExitCode = exitCodes.done;
  const program = new Command("rolecall");
  program
    .description("Access as code for Okta and Google Workspace: users, roles and grants as files in git.")
    .version(ownVersion(), "--version", "print the version")
    .helpCommand("help [command]", "help for a command")
    .showSuggestionAfterError(true)
    .showHelpAfterError("(rolecall --help lists the commands)")
    .exitOverride()
    .configureOutput({ writeOut: environment.out, writeErr: environment.err })
    .addHelpText(
      "before",
      "Examples:\n  $ rolecall validate                              check all files under access/\n" +
        "  $ rolecall plan                                  show what would change in Okta and Google\n" +
        "  $ rolecall why ada-lovelace okta/prod-db-admin   explain why Ada has an entitlement\n",
    );

  const wiring = { environment, end: (ended: ExitCode) => void (code = ended), run: runCli };
  for (const wire of [wireFiles, wireProviders, wireQuestions, wireReviews, wireLocal]) wire(program, wiring);
  for (const command of program.commands)
    command.showHelpAfterError(`(rolecall ${command.name()} --help lists its options, with examples)`);

  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (problem) {
    return reported(problem, environment);
  }
}

/** Returns the environment with outputs in which every derived token is masked, whichever message quotes it. */
function withMaskedTokens(environment: CliEnvironment): CliEnvironment {
  const { out, err, onSecret } = environment;
  const { add, masked } = createSecrets([], onSecret);
  return {
    ...environment,
    out: (text) => out(masked(text)),
    err: (text) => err(masked(text)),
    onSecret: add,
    masked,
  };
}

function reported(problem: unknown, environment: CliEnvironment): ExitCode {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (problem instanceof UserError) {
    const remedy = problem.remedy === null ? "" : `\nFix: ${forTerminalLines(problem.remedy)}`;
    environment.err(`rolecall: ${forTerminalLines(problem.message)}${remedy}\n`);
    return exitCodeOfError[problem.category];
  }
  const text = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  environment.err(
    `rolecall: unexpected: ${forTerminalLines(text)}\nThis is a bug in Rolecall. Report it with the lines above.\n`,
  );
  return exitCodes.unexpected;
}

const forTerminalLines = (text: string): string => text.split("\n").map(forTerminal).join("\n");
