import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Command } from "commander";
import { wireFiles } from "../../src/cli/program/files.ts";
import { wireLocal } from "../../src/cli/program/local.ts";
import { wireProviders } from "../../src/cli/program/providers.ts";
import { wireQuestions } from "../../src/cli/program/questions.ts";
import { wireReviews } from "../../src/cli/program/reviews.ts";
import type { Wiring } from "../../src/cli/program/wiring.ts";
import { schemaProblems } from "../../src/formats/validators.ts";
import { rolecall } from "../support/cli.ts";
import { runTestGit } from "../support/real-git.ts";
import { aSmallCompany } from "../support/sandboxed.ts";

/** Commands that write a file, GitHub or git, or run a server. Every other command answers. */
const acting: readonly string[] = [
  "completion",
  "baseline",
  "codeowners",
  "comment",
  "demo",
  "freeze",
  "ratify",
  "request",
  "request-form",
  "sandbox",
  "unfreeze",
];
/** Its document is its only output. */
const alwaysJson = "observe";

const program = new Command();
const wiring = { environment: {}, end: () => undefined, run: async () => 0 } as unknown as Wiring;
for (const wire of [wireFiles, wireProviders, wireQuestions, wireReviews, wireLocal]) wire(program, wiring);

describe("--json", () => {
  it("is an option of every command that answers", () => {
    const without = program.commands
      .filter((command) => !command.options.some(({ long }) => long === "--json"))
      .map((command) => command.name());
    // Each list names only commands that exist.
    const known = program.commands.map((command) => command.name());
    expect([...acting, alwaysJson].filter((name) => !known.includes(name))).toEqual([]);
    expect(without.filter((name) => !acting.includes(name))).toEqual([alwaysJson]);
  });

  it("of explain has the page of a code, and every code", async () => {
    const one = await rolecall(["explain", "lp/too-long", "--json"]);
    expect(schemaProblems("explain", JSON.parse(one.out))).toEqual([]);
    expect(JSON.parse(one.out)).toMatchObject({
      version: 1,
      codes: [{ code: "lp/too-long", next: expect.any(String) }],
    });
    const all = JSON.parse((await rolecall(["explain", "--json"])).out) as { readonly codes: readonly unknown[] };
    expect(schemaProblems("explain", all)).toEqual([]);
    expect(all.codes.length).toBeGreaterThan(100);
  });
});

describe("files with errors", () => {
  /** A committed company, whose folder then has an error. */
  function withError(): string {
    const root = aSmallCompany();
    runTestGit(root, "init", "--quiet", "-b", "main");
    runTestGit(root, "add", ".");
    runTestGit(root, "commit", "--quiet", "-m", "Start");
    appendFileSync(join(root, "access/rolecall.yaml"), "unknown: 1\n");
    return root;
  }

  it.each([
    ["validate", ["validate"]],
    ["validate --base", ["validate", "--base", "main"]],
    ["diff", ["diff", "--base", "main"]],
    ["plan", ["plan"]],
    ["apply", ["apply", "--yes"]],
    ["who", ["who", "okta/account"]],
    ["what", ["what", "ada"]],
    ["why", ["why", "ada", "okta/account"]],
    ["test", ["test"]],
    ["handover", ["handover", "ada"]],
    ["doctor --providers", ["doctor", "--providers"]],
  ])("are reported by %s --json as the document of validate", async (_name, argv) => {
    const { code, out } = await rolecall([...argv, "--json"], { cwd: withError() });
    expect(code).toBe(3);
    const document = JSON.parse(out) as Readonly<Record<string, unknown>>;
    expect(schemaProblems("validate", document)).toEqual([]);
    expect(Object.keys(document).sort()).toEqual(["at", "findings", "summary", "version"]);
    expect(document).toMatchObject({
      findings: [{ code: "schema/unknown-field", file: "access/rolecall.yaml" }],
      summary: { errors: 1 },
    });
  });
});
