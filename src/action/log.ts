import type { ActionHost } from "./host.ts";

/** A log in which the runner does not interpret any line as a workflow command. */
export interface InertLog {
  readonly write: (text: string) => void;
  /** Makes the runner mask a text from now on. Turns workflow commands on for this one command. */
  readonly mask: (secret: string) => void;
  /** Turns workflow commands on again. */
  readonly close: () => void;
}

/**
 * Returns a log with workflow commands turned off. The runner interprets every line of standard output and standard error
 * (`::add-mask::…`), and a command's output contains names and reasons that people wrote. A random token turns commands on
 * again. All text uses one stream: with two streams, the last lines could arrive after the token.
 */
export function inertLog(host: ActionHost): InertLog {
  let token = "";
  let isLineOpen = false;
  const stop = (): void => {
    // A new token each time: the last one is in the log.
    token = host.nonce();
    isLineOpen = false;
    host.print(`::stop-commands::${token}\n`);
  };
  const resume = (): void => host.print(`${isLineOpen ? "\n" : ""}::${token}::\n`);
  stop();
  return {
    write: (text) => {
      if (text === "") return;
      host.print(text);
      isLineOpen = !text.endsWith("\n");
    },
    mask: (secret) => {
      resume();
      host.mask(secret);
      stop();
    },
    close: resume,
  };
}
