import { Command, CommanderError, Option } from "commander";
import type { CliEnvironment } from "./environment.ts";
import { type ExitCode, exitCodes, OperationalError, UsageError } from "./exit-codes.ts";
import { forTerminal } from "../report/escape.ts";
import { ownVersion } from "./own-version.ts";

/** Options that the reading commands share. */
function withTree(command: Command): Command {
  return command
    .option("--root <dir>", "the folder that holds access/", ".")
    .option("--at <instant>", "judge at this instant (RFC 3339 with a zone); default: now");
}

const answerFormats = ["text", "json", "markdown"];
/** Formats for findings, which other tools read as well. */
const findingFormats = [...answerFormats, "github", "sarif", "junit"];

function withFormat(command: Command, formats: readonly string[] = answerFormats): Command {
  return command
    .addOption(new Option("--format <format>", "how to print the result").choices([...formats]).default("text"))
    .option("--json", "the same as --format json");
}

function withProviders(command: Command): Command {
  return command
    .option("--base <rev>", "the git revision to compare with: tells change from drift")
    .option("--commit <rev>", "plan from the files of this git revision instead of the folder's")
    .option("--observed <file>", "plan from a recorded snapshot instead of the providers; no credential is needed")
    .option("--target <user-or-entitlement...>", "show only operations that concern these")
    .addOption(
      new Option("--fail-on <severity>", "end with 3 at findings of this weight or more")
        .choices(["error", "warning", "note"])
        .default("error"),
    );
}

/**
 * Runs one command line and gives the exit code. Nothing here reads the process: everything comes in with `environment`.
 * Commands are imported when called, so that `--help` and `validate` load no provider's SDK.
 */
export async function runCli(argv: readonly string[], environment: CliEnvironment): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = new Command("rolecall");
  program
    .description("Who may do what, in git: access as code for Okta and Google Workspace.")
    .version(ownVersion(), "--version", "print the version")
    .helpCommand("help [command]", "help for a command")
    .showSuggestionAfterError(true)
    .showHelpAfterError("(rolecall --help lists the commands)")
    .exitOverride()
    .configureOutput({ writeOut: environment.out, writeErr: environment.err })
    .addHelpText(
      "before",
      "Examples:\n  $ rolecall validate                              is everything under access/ right?\n" +
        "  $ rolecall plan                                  what would change in Okta and Google?\n" +
        "  $ rolecall why ada-lovelace okta/prod-db-admin   why does Ada have this?\n",
    );

  withFormat(withTree(program.command("validate")), findingFormats)
    .description("check every file, rule and test; no network")
    .option("--base <rev>", "judge the change since this git revision as well")
    .option("--commit <rev>", "check the files of this git revision instead of the folder's")
    .addOption(
      new Option("--fail-on <severity>", "end with 3 at findings of this weight or more")
        .choices(["error", "warning", "note"])
        .default("error"),
    )
    .addHelpText("after", "\nExamples:\n  $ rolecall validate\n  $ rolecall validate --base origin/main --json")
    .action(async (options) => {
      code = await (await import("./commands/validate.ts")).validate(options, environment);
    });

  withProviders(withFormat(withTree(program.command("plan"))))
    .description("show what would change in the providers; writes nothing")
    .option("--out <file>", "also write the plan as JSON, for apply --plan")
    .option("--detailed-exitcode", "end with 2 when there are changes")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall plan\n  $ rolecall plan --base origin/main --format markdown\n  $ rolecall plan --observed snapshot.json --detailed-exitcode",
    )
    .action(async (options) => {
      code = await (await import("./commands/plan.ts")).plan(options, environment);
    });

  withProviders(withFormat(withTree(program.command("apply")), ["text", "json"]))
    .description("plan, ask, write, and check what was written")
    .option("--plan <file>", "apply this plan only; refused when the world has moved since")
    .option("--yes", "do not ask for confirmation")
    .option("--journal <file>", "where the journal is kept", ".rolecall/journal.jsonl")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall apply\n  $ rolecall plan --out plan.json && rolecall apply --plan plan.json",
    )
    .action(async (options) => {
      code = await (await import("./commands/apply.ts")).apply(options, environment);
    });

  withTree(program.command("observe"))
    .description("record what the providers hold now")
    .option("--out <file>", "the snapshot file; default: standard output")
    .option("--all-groups", "read the members of every group, declared or not")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall observe --out snapshot.json\n  $ rolecall plan --observed snapshot.json",
    )
    .action(async (options) => {
      code = await (await import("./commands/observe.ts")).observe(options, environment);
    });

  withFormat(withTree(program.command("why")))
    .description("why a user has an entitlement, with file and line")
    .argument("<user>")
    .argument("<entitlement>", "such as okta/prod-db-admin")
    .option("--commit <rev>", "ask the files of this git revision")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall why ada-lovelace okta/prod-db-admin\n  $ rolecall why ada-lovelace google/eng-all --at 2026-12-01T15:00:00Z --json",
    )
    .action(async (user: string, entitlement: string, options) => {
      code = await (await import("./commands/ask.ts")).askWhy(user, entitlement, options, environment);
    });

  withFormat(withTree(program.command("who")))
    .description("who has an entitlement")
    .argument("<entitlement>")
    .option("--all", "also who will have it later")
    .option("--commit <rev>", "ask the files of this git revision")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall who okta/prod-db-admin\n  $ rolecall who okta/prod-db-admin --all --at 2026-12-01T15:00:00Z",
    )
    .action(async (entitlement: string, options) => {
      code = await (await import("./commands/ask.ts")).askWho(entitlement, options, environment);
    });

  withFormat(withTree(program.command("what")))
    .description("what a user has")
    .argument("<user>")
    .option("--all", "also what is still to come")
    .option("--commit <rev>", "ask the files of this git revision")
    .addHelpText("after", "\nExamples:\n  $ rolecall what ada-lovelace\n  $ rolecall what ada-lovelace --all --json")
    .action(async (user: string, options) => {
      code = await (await import("./commands/ask.ts")).askWhat(user, options, environment);
    });

  withFormat(withTree(program.command("test")), findingFormats)
    .description("run the policy tests under access/tests")
    .addHelpText("after", "\nExamples:\n  $ rolecall test\n  $ rolecall test --at 2027-01-01T00:00:00Z")
    .action(async (options) => {
      code = await (await import("./commands/test.ts")).test(options, environment);
    });

  program
    .command("explain")
    .description("what a code means and what to do about it")
    .argument("[code]", "such as lp/too-long; without one: every code")
    .addHelpText("after", "\nExamples:\n  $ rolecall explain lp/too-long\n  $ rolecall explain")
    .action(async (asked: string | undefined) => {
      code = await (await import("./commands/explain.ts")).explain(asked, environment);
    });

  withTree(program.command("codeowners"))
    .description("generate CODEOWNERS from the files: whom the forge asks to review what")
    .option("--write", "write .github/CODEOWNERS under --root")
    .option("--check", "compare with .github/CODEOWNERS, byte for byte; end with 3 where it differs")
    .addHelpText("after", "\nExamples:\n  $ rolecall codeowners --write\n  $ rolecall codeowners --check")
    .action(async (options) => {
      code = await (await import("./commands/codeowners.ts")).codeowners(options, environment);
    });

  program
    .command("journal")
    .description("check that the record of what was done was not altered")
    .argument("[file]", "the journal", ".rolecall/journal.jsonl")
    .addHelpText("after", "\nExamples:\n  $ rolecall journal\n  $ rolecall journal /tmp/rolecall-demo/journal.jsonl")
    .action(async (file: string) => {
      code = await (await import("./commands/journal.ts")).journal(file, environment);
    });

  withTree(program.command("sandbox"))
    .description("run local Okta and Google servers with this company in them, and some drift")
    .addOption(
      new Option("--drift <how>", "how the sample company's live state differs from its files")
        .choices(["none", "repairable", "all"])
        .default("repairable"),
    )
    .option("--fault <rule...>", "a fault, such as 'okta 500 GET /api/v1/groups' (500, 429, cut-page, drop)")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall sandbox\n  $ rolecall sandbox --fault 'google drop GET /admin/directory/v1/users'",
    )
    .action(async (options) => {
      code = await (await import("./commands/sandbox.ts")).sandbox(options, environment);
    });

  program
    .command("demo")
    .description("the whole story against the sandbox, in one command")
    .option("--root <dir>", "the folder that holds access/; default: the sample company shipped with Rolecall")
    .addHelpText("after", "\nExamples:\n  $ rolecall demo")
    .action(async (options) => {
      code = await (await import("./commands/demo.ts")).demo(options, environment, runCli);
    });

  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (problem) {
    return reported(problem, environment);
  }
}

function reported(problem: unknown, environment: CliEnvironment): ExitCode {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (problem instanceof UsageError) {
    environment.err(`rolecall: ${forTerminalLines(problem.message)}\n`);
    return exitCodes.usage;
  }
  if (problem instanceof OperationalError) {
    environment.err(`rolecall: ${forTerminalLines(problem.message)}\n`);
    return exitCodes.unexpected;
  }
  const text = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  environment.err(
    `rolecall: unexpected: ${forTerminalLines(text)}\nThis is a defect of Rolecall: please report it with the lines above.\n`,
  );
  return exitCodes.unexpected;
}

const forTerminalLines = (text: string): string => text.split("\n").map(forTerminal).join("\n");
