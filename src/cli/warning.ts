import { forTerminal } from "../report/escape.ts";
import type { CliEnvironment } from "./environment.ts";

/** Returns what prints a warning. */
export const warningOf =
  ({ err }: CliEnvironment) =>
  (text: string): void =>
    err(`${forTerminal(text)}\n`);
