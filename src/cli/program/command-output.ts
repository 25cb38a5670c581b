import type { Command } from "commander";

/**
 * What a command prints to standard output.
 * - `answer`: data, as text or with `--json`
 * - `report`: text about what the command did
 * - `content`: a document, the content of a file or lines for a shell, which are never wrapped or coloured
 */
export type CommandOutput = "answer" | "report" | "content";

const outputs = new WeakMap<Command, CommandOutput>();

/** Declares what a command prints. A command without a declaration answers. */
export function withOutput(command: Command, output: Exclude<CommandOutput, "answer">): Command {
  outputs.set(command, output);
  return command;
}

/** Returns what the command prints. */
export const outputOf = (command: Command): CommandOutput => outputs.get(command) ?? "answer";
