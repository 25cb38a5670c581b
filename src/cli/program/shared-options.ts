import { type Command, Option } from "commander";

/** Adds the options of the commands that read the files. */
export function withTree(command: Command): Command {
  return command
    .option("--root <dir>", "the folder that contains access/", ".")
    .option("--at <instant>", "judge at this instant (RFC 3339 with a zone); default: now");
}

const answerFormats = ["text", "json", "markdown"];
/** Formats for findings, including those for other tools. */
export const findingFormats = [...answerFormats, "github", "sarif", "junit"];

/** Adds the option for the time after which a command that reads the providers stops. */
export function withDeadline(command: Command): Command {
  return command.option("--deadline <duration>", "stop after this time, for example PT30M");
}

/** Adds the options for a recording of the requests. */
export function withRecording(command: Command): Command {
  return command
    .option("--record <dir>", "record the requests to the providers in this new folder, for a bug report")
    .option("--record-personal", "with --record: keep names, logins and addresses");
}

/** Adds the options for the output format. */
export function withFormat(command: Command, formats: readonly string[] = answerFormats): Command {
  return command
    .addOption(new Option("--format <format>", "how to print the result").choices([...formats]).default("text"))
    .option("--json", "the same as --format json");
}

/** Adds the options of the commands that compare files with providers. */
export function withProviders(command: Command): Command {
  return withFailOn(command)
    .option("--base <rev>", "the git revision to compare with, to separate changes from drift")
    .option("--commit <rev>", "plan from the files of this git revision instead of the folder's")
    .option(
      "--target <user-or-entitlement...>",
      "read and plan only these users or entitlements, and the prerequisites of their operations",
    );
}

/** Adds the option for the lowest severity that makes a command exit with 3. */
export function withFailOn(command: Command): Command {
  return command.addOption(
    new Option("--fail-on <severity>", "exit with 3 on findings of this severity or higher")
      .choices(["error", "warning", "note"])
      .default("error"),
  );
}
