import type { CommandTable, CompletedOption } from "./command-table.ts";

/** Returns a script for bash. Values of options without fixed choices are completed as file names. */
export function bashCompletion({ commands, options }: CommandTable): string {
  const first = [...commands.map(({ name }) => name), ...flags(options)];
  const values = commands.flatMap(({ name, options: own }) =>
    own.flatMap(({ flag, value }) =>
      value === "none"
        ? []
        : [`    "${name} ${flag}") ${value === "any" ? "return" : `words="${value.choices.join(" ")}"`} ;;\n`],
    ),
  );
  const words = commands.map(
    ({ name, options: own, choices }) =>
      `      ${name}) words="${[...choices, ...flags(own), ...flags(options)].join(" ")}" ;;\n`,
  );
  return `# bash completion for rolecall. Load it with: source <(rolecall completion bash)
_rolecall() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${first.join(" ")}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]} $previous" in
${values.join("")}  esac
  if [ -z "$words" ]; then
    case "\${COMP_WORDS[1]}" in
${words.join("")}    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _rolecall rolecall
`;
}

const flags = (options: readonly CompletedOption[]): readonly string[] => options.map(({ flag }) => flag);
