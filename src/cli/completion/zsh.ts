import type { CommandTable, CompletedOption } from "./command-table.ts";

/** Returns a script for zsh, with the descriptions of the commands and options. */
export function zshCompletion({ commands, options }: CommandTable): string {
  const described = commands.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}\n`);
  const cases = commands.map(({ name, options: own, choices }) => {
    const argument = choices.length === 0 ? "*:file:_files" : `1:value:(${choices.join(" ")})`;
    const specs = [...own, ...options].filter(isFirstOfName).map(optionSpec);
    return `    ${name}) _arguments ${[...specs, argument].map(quoted).join(" ")} ;;\n`;
  });
  return `#compdef rolecall
# zsh completion for rolecall. Load it with: source <(rolecall completion zsh)
_rolecall() {
  local -a commands
  commands=(
${described.join("")}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join("")}  esac
}
compdef _rolecall rolecall
`;
}

const isFirstOfName = ({ flag }: CompletedOption, position: number, all: readonly CompletedOption[]): boolean =>
  all.findIndex((other) => other.flag === flag) === position;

function optionSpec({ flag, description, value }: CompletedOption): string {
  const text = description.replace(/[[\]:\\]/g, "\\$&");
  if (value === "none") return `${flag}[${text}]`;
  return `*${flag}[${text}]:value:${value === "any" ? "_files" : `(${value.choices.join(" ")})`}`;
}

/** Returns a text in single quotes, in which zsh substitutes nothing. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
