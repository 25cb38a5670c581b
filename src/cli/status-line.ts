import { columnsOf } from "../report/text/columns.ts";
import type { Screen } from "./screen.ts";

/** The last line of a terminal, which is rewritten. Other text is printed above it. */
export interface StatusLine {
  readonly show: (text: string) => void;
  readonly hide: () => void;
  /** Prints other text of the same stream. */
  readonly print: (text: string) => void;
}

const clearLine = "\r\u001b[K";

/** Returns the status line of a stream. A text that is longer than the line is cut. */
export function statusLine(write: (text: string) => void, { columns }: Screen): StatusLine {
  let isShown = false;
  const hide = (): void => {
    if (isShown) write(clearLine);
    isShown = false;
  };
  return {
    hide,
    show: (text) => {
      write(clearLine + cut(text, columns() - 1));
      isShown = true;
    },
    print: (text) => {
      hide();
      write(text);
    },
  };
}

function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let shown = "";
  for (const character of text) {
    if (columnsOf(shown + character) >= columns) break;
    shown += character;
  }
  return `${shown}…`;
}
