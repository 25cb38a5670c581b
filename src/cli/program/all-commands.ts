import { Command } from "commander";
import { wireFiles } from "./files.ts";
import { wireLocal } from "./local.ts";
import { wireProviders } from "./providers.ts";
import { wireQuestions } from "./questions.ts";
import { wireReviews } from "./reviews.ts";
import type { Wiring } from "./wiring.ts";

/** Adds every command to the program, in the order of the help. */
export function wireCommands(program: Command, wiring: Wiring): void {
  for (const wire of [wireFiles, wireProviders, wireQuestions, wireReviews, wireLocal]) wire(program, wiring);
}

/** Returns every command as it is declared, for pages and checks about the commands. None of them can run. */
export function declaredCommands(): readonly Command[] {
  const program = new Command();
  const refuse = (): never => {
    throw new Error("a declared command cannot run");
  };
  wireCommands(program, { environment: {} as Wiring["environment"], end: refuse, run: refuse });
  return program.commands;
}
