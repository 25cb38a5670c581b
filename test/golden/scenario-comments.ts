import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ScenarioComment, scenarioComments } from "../../src/cli/demo/comments/comments.ts";
import type { CliEnvironment } from "../../src/cli/environment.ts";
import { runCli } from "../../src/cli/program.ts";
import { systemClock } from "../../src/cli/system-clock.ts";

/** A process in a folder, without a terminal or credentials. */
export const aCliEnvironment = (cwd: string): CliEnvironment => ({
  cwd,
  env: { PATH: process.env["PATH"] },
  clock: systemClock,
  random: () => 0.5,
  out: () => undefined,
  err: () => undefined,
  isInteractive: false,
  ask: () => Promise.resolve(""),
  signal: new AbortController().signal,
});

/** Returns the comments of the typical changes, as `rolecall demo --comments` writes them. */
export async function writtenComments(): Promise<readonly ScenarioComment[]> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-comments-"));
  try {
    return await scenarioComments(folder, aCliEnvironment(folder), runCli);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
