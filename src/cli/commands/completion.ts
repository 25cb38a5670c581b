import { bashCompletion } from "../completion/bash.ts";
import type { CommandTable } from "../completion/command-table.ts";
import { fishCompletion } from "../completion/fish.ts";
import { zshCompletion } from "../completion/zsh.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";

type Shell = "bash" | "zsh" | "fish";

const scripts: Readonly<Record<Shell, (table: CommandTable) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `rolecall completion`: prints a script that completes the commands, the options and their fixed values. */
export function completion(shell: Shell, table: CommandTable, { out }: CliEnvironment): ExitCode {
  out(scripts[shell](table));
  return exitCodes.done;
}
