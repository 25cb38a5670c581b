import { UsageError } from "../diagnostics/user-error.ts";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { ActionHost } from "./host.ts";

/** What the action runs. Commands that ask a person, or that a workflow has no use for, are left out; request asks an issue. */
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
  /** Exit codes that do not fail the step; 0 is one of them. */
  readonly accepted: ReadonlySet<number>;
}

/** A plan of the largest company that Rolecall is made for has a few megabytes. */
const largestPlan = 64 * 1024 * 1024;

/**
 * What the workflow asks for, as a command line.
 * @throws UsageError naming the input that is wrong
 */
export function readInputs(host: ActionHost): ActionInputs {
  const named = host.input("command");
  const command = commands.find((known) => known === named);
  if (command === undefined)
    throw new UsageError(`the input command is ${JSON.stringify(named)}: write one of ${commands.join(", ")}`);
  return { command, argv: [...written(host, command), ...added(host)], accepted: acceptedCodes(host.input("accept")) };
}

/** One argument on each line, so that no shell and no quoting is needed. */
function written(host: ActionHost, command: ActionCommand): readonly string[] {
  const lines = host
    .input("arguments")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  // The action needs the result in formats of its own choice.
  const own = lines.find((line) => /^--(format|json|summary)(=|$)/.test(line));
  if (own !== undefined) throw new UsageError(`arguments has ${own}: the action chooses the format itself`);
  // What is asked for, by whom and where the answer goes stands in the event alone.
  const other = command === "request" ? lines.find((line) => !/^--(root|base|remote)=/.test(line)) : undefined;
  if (other !== undefined)
    throw new UsageError(`arguments has ${other}: request takes --root=, --base= and --remote= here, and the issue`);
  return lines;
}

function added(host: ActionHost): readonly string[] {
  const argv: string[] = [];
  const pull = host.input("pull-request");
  if (pull !== "") argv.push(`--pull-request=${pullRequestNumber(pull)}`);
  const commit = host.input("last-applied");
  if (commit !== "" && !/^[0-9a-f]{40}$/.test(commit))
    throw new UsageError("the input last-applied is not a full commit: write its forty hexadecimal digits");
  if (commit !== "") argv.push(`--last-applied=${commit}`);
  const plan = host.input("plan-file");
  if (plan !== "") argv.push(`--plan=${checkedPlan(host, plan)}`);
  return argv;
}

/**
 * The number of a pull request: written as one, or in the name of the branch that the merge queue makes for it
 * (`refs/heads/gh-readonly-queue/<base branch>/pr-<number>-<commit>`).
 */
export function pullRequestNumber(text: string): number {
  const inBranch = /^refs\/heads\/gh-readonly-queue\/\S+\/pr-(\d+)-[0-9a-f]{40}$/.exec(text)?.[1];
  const number = inBranch ?? text;
  if (!/^[1-9]\d{0,9}$/.test(number))
    throw new UsageError("the input pull-request is neither a number nor a merge queue's branch");
  return Number(number);
}

/** An artifact is data of another job: taken only when its bytes are the ones that job spoke of (threat W5). */
function checkedPlan(host: ActionHost, path: string): string {
  const expected = host.input("plan-sha256");
  if (!/^[0-9a-f]{64}$/.test(expected))
    throw new UsageError("plan-file needs plan-sha256: the output of the job that wrote the plan");
  const file = resolve(host.workspace, path);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined || size > largestPlan)
    throw new UsageError(`plan-file ${path} ${size === undefined ? "is not there" : "is too large"}`);
  if (sha256Of(readFileSync(file)) !== expected)
    throw new UsageError(`plan-file ${path} is not the file that plan-sha256 speaks of: run the plan again`);
  return path;
}

export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function acceptedCodes(text: string): ReadonlySet<number> {
  const words = text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  const wrong = words.find((word) => !/^\d{1,3}$/.test(word));
  if (wrong !== undefined) throw new UsageError(`accept has ${JSON.stringify(wrong)}: write exit codes, such as 2,4`);
  return new Set([0, ...words.map(Number)]);
}
