import { UserError } from "../diagnostics/user-error.ts";
import { Command, CommanderError } from "commander";
import { forTerminal } from "../report/escape.ts";
import { createSecrets } from "../support/secrets.ts";
import { newActivity } from "./activity.ts";
import type { CliEnvironment } from "./environment.ts";
import { exitCodeOfError, type ExitCode, exitCodes } from "./exit-codes.ts";
import { ownVersion } from "./own-version.ts";
import { type Screen, type Screens, shownOn } from "./screen.ts";
import { statusLine } from "./status-line.ts";
import { wireCommands } from "./program/all-commands.ts";
import { outputOf } from "./program/command-output.ts";

/**
 * Runs one command line and returns the exit code. Reads the process only through `environment`. Commands are imported when
 * they run, so that `--help` and `validate` load no provider's SDK.
 */
export async function runCli(argv: readonly string[], given: CliEnvironment): Promise<ExitCode> {
  const onScreen = withScreens(given, argv.includes("--no-color"));
  const environment = withMaskedTokens(onScreen.environment);
  let code: ExitCode = exitCodes.done;
  const program = new Command("rolecall");
  program
    .description("Access as code for Okta and Google Workspace: users, roles and grants as files in git.")
    .version(ownVersion(), "--version", "print the version")
    .helpCommand("help [command]", "help for a command")
    .showSuggestionAfterError(true)
    .showHelpAfterError("(rolecall --help lists the commands)")
    .exitOverride()
    .option("--no-color", "print without colour, as with NO_COLOR")
    .configureOutput({
      writeOut: environment.out,
      writeErr: environment.err,
      getOutHelpWidth: () => given.screens?.out.columns() ?? 80,
      getErrHelpWidth: () => given.screens?.err.columns() ?? 80,
    })
    .hook("preAction", (_, action) => onScreen.prints(printsText(action)))
    .addHelpText(
      "before",
      "Examples:\n  $ rolecall validate                              check all files under access/\n" +
        "  $ rolecall plan                                  show what would change in Okta and Google\n" +
        "  $ rolecall why ada-lovelace okta/prod-db-admin   explain why Ada has an entitlement\n",
    );

  wireCommands(program, { environment, end: (ended) => void (code = ended), run: runCli });
  for (const command of program.commands)
    command.showHelpAfterError(`(rolecall ${command.name()} --help lists its options, with examples)`);

  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (problem) {
    return reported(problem, environment);
  }
}

/** Returns the environment with outputs that are fitted to their screens, as long as standard output is text for people. */
function withScreens(environment: CliEnvironment, isPlain: boolean) {
  const { screens, out, err } = environment;
  let isText = true;
  const prints = (text: boolean): void => void (isText = text);
  if (screens === undefined) return { environment, prints };
  const on = (screen: Screen): Screen => (isPlain ? { ...screen, hasColour: false } : screen);
  const shown: Screens = { out: on(screens.out), err: on(screens.err) };
  const status = shown.err.isTerminal ? statusLine(err, shown.err) : undefined;
  const print = status?.print ?? err;
  return {
    prints,
    environment: {
      ...environment,
      screens: shown,
      ...(status === undefined ? {} : { status, activity: newActivity() }),
      out: (text: string) => {
        status?.hide();
        out(isText ? shownOn(shown.out, text) : text);
      },
      err: (text: string) => print(shownOn(shown.err, text)),
    },
  };
}

/** Returns whether a command prints text for people, and not a format for programs. */
function printsText(command: Command): boolean {
  const { format, json } = command.opts<{ readonly format?: string; readonly json?: boolean }>();
  if (json === true) return false;
  return format === undefined ? outputOf(command) !== "content" : format === "text";
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
