import type { Readable, Writable } from "node:stream";
import type { Prompts } from "../ports/prompts.ts";

/** The terminal to ask at; default: the process's own. Questions never go to standard output, which is for the result. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Questions at a terminal. The library is loaded here, so that nobody else pays for it. */
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

/** The library answers with a symbol when the person cancels. */
function given<T>(answer: T): Exclude<T, symbol> | undefined {
  return typeof answer === "symbol" ? undefined : (answer as Exclude<T, symbol>);
}
