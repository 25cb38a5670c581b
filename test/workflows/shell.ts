import { spawnSync } from "node:child_process";
import { shipped } from "./shipped.ts";
import { parseWorkflow } from "./workflow.ts";

/** Returns the script of a step, by job and name. */
export function scriptOf(file: string, where: string): string {
  const steps = parseWorkflow(file, shipped.get(file) ?? "").jobs.flatMap((job) => job.steps);
  return steps.find((step) => step.where === where)?.run ?? "exit 99 # step not found";
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script as the runner does for a step without a shell. */
export function bash(script: string, env: Readonly<Record<string, string>>, cwd = "."): Ran {
  const path = process.env["PATH"] ?? "";
  return spawnSync("bash", ["-e", "-c", script], { cwd, encoding: "utf8", env: { PATH: path, HOME: cwd, ...env } });
}
