import { type Command, Option } from "commander";

/** Options that the reading commands share. */
export function withTree(command: Command): Command {
  return command
    .option("--root <dir>", "the folder that holds access/", ".")
    .option("--at <instant>", "judge at this instant (RFC 3339 with a zone); default: now");
}

const answerFormats = ["text", "json", "markdown"];
/** Formats for findings, which other tools read as well. */
export const findingFormats = [...answerFormats, "github", "sarif", "junit"];

/** How the result is printed. */
export function withFormat(command: Command, formats: readonly string[] = answerFormats): Command {
  return command
    .addOption(new Option("--format <format>", "how to print the result").choices([...formats]).default("text"))
    .option("--json", "the same as --format json");
}

/** Options of the commands that compare files with providers. */
export function withProviders(command: Command): Command {
  return withFailOn(command)
    .option("--base <rev>", "the git revision to compare with: tells change from drift")
    .option("--commit <rev>", "plan from the files of this git revision instead of the folder's")
    .option("--target <user-or-entitlement...>", "only operations that concern these, and what those need");
}

/** From which weight on findings end a command with 3. */
export function withFailOn(command: Command): Command {
  return command.addOption(
    new Option("--fail-on <severity>", "end with 3 at findings of this weight or more")
      .choices(["error", "warning", "note"])
      .default("error"),
  );
}
