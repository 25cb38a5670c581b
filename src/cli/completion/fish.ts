import type { CommandTable, CompletedOption } from "./command-table.ts";

/** Returns a script for fish, with the descriptions of the commands and options. */
export function fishCompletion({ commands, options }: CommandTable): string {
  const lines = [
    "# fish completion for rolecall. Load it with: rolecall completion fish | source",
    ...commands.map(
      ({ name, description }) =>
        `complete -c rolecall -f -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ),
    ...options.map((option) => `complete -c rolecall ${optionText(option)}`),
    ...commands.flatMap(({ name, options: own, choices }) => {
      const isSeen = `-n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
      return [
        ...(choices.length === 0 ? [] : [`complete -c rolecall -f ${isSeen} -a ${quoted(choices.join(" "))}`]),
        ...own
          .filter(({ flag }) => !options.some((other) => other.flag === flag))
          .map((option) => `complete -c rolecall ${isSeen} ${optionText(option)}`),
      ];
    }),
  ];
  return `${lines.join("\n")}\n`;
}

function optionText({ flag, description, value }: CompletedOption): string {
  const values = value === "none" ? "" : value === "any" ? " -r" : ` -x -a ${quoted(value.choices.join(" "))}`;
  return `-l ${flag.slice(2)}${values} -d ${quoted(description)}`;
}

/** Returns a text in single quotes, in which fish substitutes nothing. */
const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
