import type { Readable, Writable } from "node:stream";
import type { Prompts } from "../ports/prompts.ts";

/** The terminal for questions. Questions never go to standard output, which holds only the result. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Returns questions at a terminal. Loads the prompt library only when called. */
export async function terminalPrompts(
  terminal: Terminal = { input: process.stdin, output: process.stderr },
): Promise<Prompts> {
  const { autocomplete, confirm, text } = await import("@clack/prompts");
  return {
    choose: async (message, choices) =>
      given(
        await autocomplete<string>({
          ...terminal,
          message,
          options: choices.map((choice) => ({ ...choice })),
          maxItems: 12,
          placeholder: "type to search",
        }),
      ),
    text: async ({ message, placeholder, problem }) =>
      given(
        await text({
          ...terminal,
          message,
          ...(placeholder === undefined ? {} : { placeholder }),
          validate: (answer) => problem?.(answer ?? ""),
        }),
      ),
    confirm: async (message) => given(await confirm({ ...terminal, message })),
  };
}

/** Returns the answer; undefined when the user cancels, which the library reports as a symbol. */
function given<T>(answer: T): Exclude<T, symbol> | undefined {
  return typeof answer === "symbol" ? undefined : (answer as Exclude<T, symbol>);
}
