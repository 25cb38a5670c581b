import { forTerminal } from "../report/escape.ts";
import type { CliEnvironment } from "./environment.ts";

/** Returns a function that prints a warning on standard error. */
export const warningOf =
  ({ err }: CliEnvironment) =>
  (text: string): void =>
    err(`${forTerminal(text)}\n`);
