import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { rolecall } from "../support/cli.ts";
import { shipped } from "./shipped.ts";
import { parseWorkflow, type Step, text } from "./workflow.ts";

const nowhere = mkdtempSync(join(tmpdir(), "rolecall-command-lines-"));
afterAll(() => rmSync(nowhere, { recursive: true, force: true }));

/** Returns the arguments that the action adds for an input or for its own commands. */
function added(step: Step): readonly string[] {
  const command = text(step.with["command"]);
  return [
    ...(step.with["pull-request"] === undefined ? [] : ["--pull-request=1"]),
    ...(step.with["plan-file"] === undefined ? [] : ["--plan=plan.json"]),
    ...(command === "request"
      ? ["--from-issue=issue.md", "--author=x", "--author-id=1", "--issue=1", "--open", "--no-input"]
      : []),
    ...(["apply", "comment"].includes(command) ? ["--summary=summary.md"] : []),
    ...(["validate", "diff", "plan", "approvals"].includes(command) ? ["--format=markdown"] : []),
    ...(command === "validate" || command === "diff" ? ["--at=2026-12-01T09:00:00Z"] : []),
  ];
}

/** Replaces expressions by an example value: `a || b` and `c && d` each give one text. */
const filled = (line: string): string =>
  line.replace(/^\$\{\{.*format\('(--[\w-]+=)\{0\}'.*\}\}$/, "$1aaaa").replaceAll(/\$\{\{.*?\}\}/g, "a".repeat(40));

const lines = [...shipped].flatMap(([file, source]) =>
  parseWorkflow(file, source).jobs.flatMap((job) =>
    job.steps
      .filter(({ uses }) => uses.endsWith("/actions/rolecall"))
      .map((step) => ({
        where: `${file} ${step.where}`,
        argv: [
          text(step.with["command"]),
          ...text(step.with["arguments"])
            .split("\n")
            .map((line) => line.trim())
            .filter((line) => line !== "")
            .map(filled),
          ...added(step),
        ],
      })),
  ),
);

describe("the command lines of the workflows", () => {
  it.each(lines)("$where: is a command line that rolecall accepts", async ({ argv }) => {
    // There is no data, so every command fails, but not because of its arguments.
    const { code, err } = await rolecall(argv, { cwd: nowhere });
    expect(code).not.toBe(0);
    expect(err).not.toMatch(/unknown (option|command)|too many arguments|is invalid|argument missing/);
  });

  it("are rejected with an unknown argument", async () => {
    expect((await rolecall(["validate", "--comit=HEAD"], { cwd: nowhere })).err).toContain("unknown option");
    expect((await rolecall(["aprovals"], { cwd: nowhere })).err).toContain("unknown command");
  });
});
