import { columnsOf } from "./columns.ts";

/**
 * Wraps the lines of a text at words. A word that is longer than the width stands alone on its line. A line continues below
 * its text: an indented line two columns deeper, a line in columns below its last column, and a command line (`$ …`) after
 * a backslash, so that it can be pasted.
 * @param columns the width of the terminal
 */
export function fitText(text: string, columns: number): string {
  return text
    .split("\n")
    .flatMap((line) => fittedLines(line, columns))
    .join("\n");
}

/** Returns a line as the lines that fit into the width. */
export function fittedLines(line: string, columns: number): readonly string[] {
  if (columnsOf(line) <= columns) return [line];
  const isCommand = /^ *\$ /.test(line);
  const end = isCommand ? " \\" : "";
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  const hang = isCommand ? indent + 4 : continuation(line, indent, columns);
  const [first = "", ...words] = line.match(isCommand ? commandWords : / *[^ ]+/g) ?? [];
  const lines: string[] = [];
  let current = first;
  for (const word of words) {
    if (columnsOf(current + word + end) <= columns) {
      current += word;
      continue;
    }
    lines.push(current + end);
    const bare = word.trimStart();
    current = " ".repeat(columnsOf(bare) > columns - hang ? Math.min(hang, indent) : hang) + bare;
  }
  return [...lines, current];
}

/** Matches the words of a command line. A text in quotes is one word. */
const commandWords = / *(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^ ])+/g;

/** Matches the start of a line that has a list marker or a label. */
const marked = /^ *(?:[-+~!*] |[A-Z]\w*: )/;

/** Returns the column at which the next lines of a line begin. */
function continuation(line: string, indent: number, columns: number): number {
  const column = /^.*\S {2,}(?=\S)/.exec(line)?.[0].length ?? 0;
  if (column > 0 && column <= columns / 2) return column;
  return indent > 0 || marked.test(line) ? indent + 2 : 0;
}
