import type { Argument, Command, Option } from "commander";

/** What a shell can complete: the commands with their options. */
export interface CommandTable {
  readonly commands: readonly CompletedCommand[];
  /** The options that stand before a command as well. */
  readonly options: readonly CompletedOption[];
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** The values of the first argument; empty where it is free. */
  readonly choices: readonly string[];
}

export interface CompletedOption {
  /** `--format` */
  readonly flag: string;
  readonly description: string;
  /** `none`: the option is a switch. */
  readonly value: "none" | "any" | { readonly choices: readonly string[] };
}

/** Returns the commands of the program, without hidden options. */
export function commandTable(program: Command): CommandTable {
  const help: CompletedOption = { flag: "--help", description: "display help for command", value: "none" };
  const optionsOf = ({ options }: Command): readonly CompletedOption[] => [
    ...options.filter(({ hidden }) => !hidden).flatMap(completedOption),
    help,
  ];
  const commands = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: optionsOf(command),
    choices: choicesOf(command.registeredArguments[0]),
  }));
  return { commands, options: optionsOf(program) };
}

function completedOption({ long, description, required, optional, argChoices }: Option): readonly CompletedOption[] {
  if (long === undefined) return [];
  const value = !required && !optional ? "none" : argChoices === undefined ? "any" : { choices: argChoices };
  return [{ flag: long, description, value }];
}

const choicesOf = (argument: Argument | undefined): readonly string[] => argument?.argChoices ?? [];
