import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { declaredCommands } from "../../src/cli/program/all-commands.ts";
import { outputOf } from "../../src/cli/program/command-output.ts";
import { schemaProblems } from "../../src/formats/validators.ts";
import { rolecall } from "../support/cli.ts";
import { runTestGit } from "../support/real-git.ts";
import { aSmallCompany } from "../support/sandboxed.ts";

describe("--json", () => {
  it("is an option of every command that answers, and of no command that declares another output", () => {
    const commands = declaredCommands();
    expect(commands.length).toBeGreaterThan(20);
    const hasJson = commands.filter(({ options }) => options.some(({ long }) => long === "--json"));
    const answering = commands.filter((command) => outputOf(command) === "answer");
    const names = (of: typeof commands): readonly string[] => of.map((command) => command.name());
    expect(names(answering)).toEqual(names(hasJson));
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
