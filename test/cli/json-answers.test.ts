import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/program.ts";
import { declaredCommands } from "../../src/cli/program/all-commands.ts";
import { outputOf } from "../../src/cli/program/command-output.ts";
import { schemaProblems } from "../../src/formats/validators.ts";
import { rolecall } from "../support/cli.ts";
import { runTestGit } from "../support/real-git.ts";
import { aFolder, aSandbox, aSmallCompany } from "../support/sandboxed.ts";
import { grantFile, grantPath, userFile } from "../workflow/after-merge/company-files.ts";
import { aScenario } from "../workflow/after-merge/scenario.ts";

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

describe("the answer of apply --json", () => {
  it("matches its schema after writes, and where there is nothing to write", async () => {
    const { rolecall: run } = await aSandbox("repairable");
    const apply = ["apply", "--yes", "--json", "--journal", join(aFolder(), "journal.jsonl")];
    const first = JSON.parse((await run(apply)).out);
    expect(schemaProblems("apply-result", first)).toEqual([]);
    expect(first.results.length).toBe(first.plan.operations.length);
    expect(first.summary.done).toBeGreaterThan(0);
    const again = JSON.parse((await run(apply)).out);
    expect(schemaProblems("apply-result", again)).toEqual([]);
    expect(again).toMatchObject({ run: null, results: [] });
    expect(schemaProblems("apply-result", { ...first, plan: { ...first.plan, extra: 1 } })).not.toEqual([]);
  });
});

describe("the answer of apply --unattended --json", () => {
  const run = async (scenario: Awaited<ReturnType<typeof aScenario>>) => {
    scenario.fetch();
    const ran = await scenario.apply({ json: true });
    const document = JSON.parse(ran.out);
    expect(schemaProblems("run-result", document)).toEqual([]);
    return document;
  };

  it("matches its schema after changes that are approved and not approved, and after a leaver", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("crm", { [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm") }, "ada");
    scenario.approve(number, "mel");
    scenario.merge(number);
    const applied = await run(scenario);
    expect(applied).toMatchObject({ converged: true, summary: { done: 1 }, changes: [{ approved: true }] });
    expect(schemaProblems("run-result", { ...applied, extra: 1 })).not.toEqual([]);
    scenario.pushDirectly({ [grantPath("bob", "okta/wiki")]: grantFile("bob", "okta/wiki") });
    expect(await run(scenario)).toMatchObject({ converged: false, withheld: [{ reason: expect.any(String) }] });
    scenario.pushDirectly({ "access/users/bob.yaml": userFile("bob", { status: "terminated" }) });
    expect((await run(scenario)).containment.contained).toMatchObject([{ user: "bob" }, { user: "bob" }]);
  });
});

describe("the answer of approvals --json", () => {
  it("matches its schema while approvals are pending, where a review does not count, and when approved", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("crm", { [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm") }, "ada");
    scenario.fetch();
    const answer = async () => {
      const argv = ["approvals", `--pull-request=${number}`, `--root=${scenario.root}`, "--json"];
      const { code, out } = await scenario.run((environment) => runCli(argv, environment));
      const document = JSON.parse(out);
      expect(schemaProblems("approvals-result", document)).toEqual([]);
      return { code, document };
    };
    const pending = await answer();
    expect(pending).toMatchObject({ code: 4, document: { pullRequest: number, approved: false, refused: [] } });
    expect(pending.document.needs.length).toBeGreaterThan(0);
    scenario.approve(number, "ada");
    expect((await answer()).document).toMatchObject({ approved: false, refused: [{ by: { login: "ada" } }] });
    scenario.approve(number, "mel");
    const approved = await answer();
    expect(approved).toMatchObject({ code: 0, document: { approved: true } });
    expect(approved.document.needs[0].stages[0].servedBy).toMatchObject({ by: { login: "mel" }, user: "mel" });
    expect(schemaProblems("approvals-result", { ...approved.document, extra: 1 })).not.toEqual([]);
  });

  it("matches its schema for files with errors", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("bad", { "access/rolecall.yaml": "unknown: 1\n" }, "ada");
    scenario.fetch();
    const argv = ["approvals", `--pull-request=${number}`, `--root=${scenario.root}`, "--json"];
    const { code, out } = await scenario.run((environment) => runCli(argv, environment));
    expect(code).toBe(3);
    expect(schemaProblems("approvals-result", JSON.parse(out))).toEqual([]);
    expect(JSON.parse(out)).toMatchObject({ approved: false, digest: null, needs: [] });
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
