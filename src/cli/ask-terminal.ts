import { createInterface } from "node:readline";

export interface AskOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Ctrl-C: while a question is open the terminal gives no signal, so it is told here. */
  readonly onInterrupt: () => void;
}

/** Asks one question at a terminal. Gives the line; the empty text when the question is left with Ctrl-C or Ctrl-D. */
export function askTerminal(question: string, { input, output, onInterrupt }: AskOptions): Promise<string> {
  return new Promise((resolve) => {
    const terminal = createInterface({ input, output, terminal: true });
    let answer = "";
    terminal.once("close", () => {
      if (answer === "") output.write("\n"); // the next message begins a line of its own
      resolve(answer);
    });
    terminal.once("SIGINT", () => {
      onInterrupt();
      terminal.close();
    });
    terminal.question(question, (line) => {
      answer = line;
      terminal.close();
    });
  });
}
