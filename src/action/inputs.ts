import { UsageError } from "../diagnostics/user-error.ts";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { ActionHost } from "./host.ts";

/** The commands that the action runs: those that need no terminal. `request` takes its answers from an issue. */
const commands = [
  "validate",
  "diff",
  "plan",
  "apply",
  "observe",
  "test",
  "comment",
  "approvals",
  "doctor",
  "codeowners",
  "explain",
  "request",
] as const;
export type ActionCommand = (typeof commands)[number];

export interface ActionInputs {
  readonly command: ActionCommand;
  readonly argv: readonly string[];
  /** Exit codes that do not fail the step, including 0. */
  readonly accepted: ReadonlySet<number>;
}

/** A plan of the largest supported company has a few megabytes. Unit: bytes. */
const largestPlan = 64 * 1024 * 1024;

/**
 * Returns the command line that the action's inputs describe.
 * @throws UsageError naming the invalid input
 */
export function readInputs(host: ActionHost): ActionInputs {
  const named = host.input("command");
  const command = commands.find((known) => known === named);
  if (command === undefined)
    throw new UsageError(
      `The input command is not valid: expected one of ${commands.join(", ")}, got ${JSON.stringify(named)}.`,
    );
  return { command, argv: [...written(host, command), ...added(host)], accepted: acceptedCodes(host.input("accept")) };
}

/** Returns the arguments of the workflow, one per line, so that no shell and no quoting is needed. */
function written(host: ActionHost, command: ActionCommand): readonly string[] {
  const lines = host
    .input("arguments")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  // The action sets the output formats itself.
  const own = lines.find((line) => /^--(format|json|summary)(=|$)/.test(line));
  if (own !== undefined)
    throw new UsageError(`The input arguments contains ${own}. Remove it: the action sets the format itself.`);
  // The requested access, the author and the issue come from the event alone.
  const other = command === "request" ? lines.find((line) => !/^--(root|base|remote)=/.test(line)) : undefined;
  if (other !== undefined)
    throw new UsageError(
      `The input arguments contains ${other}: for request, expected only --root=, --base= and --remote=.`,
    );
  return lines;
}

function added(host: ActionHost): readonly string[] {
  const argv: string[] = [];
  const pull = host.input("pull-request");
  if (pull !== "") argv.push(`--pull-request=${pullRequestNumber(pull)}`);
  const plan = host.input("plan-file");
  if (plan !== "") argv.push(`--plan=${checkedPlan(host, plan)}`);
  return argv;
}

/**
 * Returns the number of a pull request: written as a number, or as part of the branch name that the merge queue makes for it
 * (`refs/heads/gh-readonly-queue/<base branch>/pr-<number>-<commit>`).
 */
export function pullRequestNumber(text: string): number {
  const inBranch = /^refs\/heads\/gh-readonly-queue\/\S+\/pr-(\d+)-[0-9a-f]{40}$/.exec(text)?.[1];
  const number = inBranch ?? text;
  if (!/^[1-9]\d{0,9}$/.test(number))
    throw new UsageError("The input pull-request is not valid: expected a number or the branch of a merge queue.");
  return Number(number);
}

/** Returns the plan's path when the file has the expected digest. An artifact of another job is not trusted (threat W5). */
function checkedPlan(host: ActionHost, path: string): string {
  const expected = host.input("plan-sha256");
  if (!/^[0-9a-f]{64}$/.test(expected))
    throw new UsageError(
      "The input plan-sha256 is not valid: plan-file needs the plan-sha256 output of the job that wrote the plan.",
    );
  const file = resolve(host.workspace, path);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined || size > largestPlan)
    throw new UsageError(`The plan file ${path} ${size === undefined ? "does not exist" : "is too large"}.`);
  if (sha256Of(readFileSync(file)) !== expected)
    throw new UsageError(`The plan file ${path} does not match plan-sha256. Run the plan job again.`);
  return path;
}

export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function acceptedCodes(text: string): ReadonlySet<number> {
  const codes = text
    .split(",")
    .map((code) => code.trim())
    .filter((code) => code !== "");
  const invalid = codes.find((code) => !/^\d{1,3}$/.test(code));
  if (invalid !== undefined)
    throw new UsageError(
      `The input accept is not valid: expected exit codes such as 2,4, got ${JSON.stringify(invalid)}.`,
    );
  return new Set([0, ...codes.map(Number)]);
}
