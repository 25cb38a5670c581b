import { createInterface } from "node:readline";

export interface AskOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Called on Ctrl-C: while a question is open, the terminal sends no signal. */
  readonly onInterrupt: () => void;
}

/** Asks one question at a terminal. Returns the line; the empty text after Ctrl-C or Ctrl-D. */
export function askTerminal(question: string, { input, output, onInterrupt }: AskOptions): Promise<string> {
  return new Promise((resolve) => {
    const terminal = createInterface({ input, output, terminal: true });
    let answer = "";
    terminal.once("close", () => {
      if (answer === "") output.write("\n"); // the next message starts on a new line
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
