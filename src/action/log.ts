import type { ActionHost } from "./host.ts";

/** A log in which no line is a command of the runner. */
export interface InertLog {
  readonly write: (text: string) => void;
  /** From here on, lines are commands again. */
  readonly close: () => void;
}

/**
 * The runner reads commands out of every line of standard output and standard error (`::add-mask::…`). What a command of
 * ours prints holds names and reasons that people wrote, so reading is switched off around it, until a word that nobody
 * can foresee. Everything goes through one stream: on two, the last lines could overtake that word.
 */
export function inertLog(host: ActionHost): InertLog {
  const word = host.nonce();
  let isLineOpen = false;
  host.print(`::stop-commands::${word}\n`);
  return {
    write: (text) => {
      if (text === "") return;
      host.print(text);
      isLineOpen = !text.endsWith("\n");
    },
    close: () => host.print(`${isLineOpen ? "\n" : ""}::${word}::\n`),
  };
}
