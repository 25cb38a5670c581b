import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runCli } from "../../../src/cli/program.ts";
import { aFolder } from "../../support/sandboxed.ts";
import { grantFile, grantPath } from "./company-files.ts";
import { aScenario } from "./scenario.ts";

it("applies a reviewed change with the flags that the workflows use", { timeout: 120_000 }, async () => {
  const scenario = await aScenario({}, "program");
  const rolecall = (...argv: readonly string[]) => scenario.run((environment) => runCli(argv, environment));
  const root = `--root=${scenario.root}`;
  const number = scenario.propose("crm", { [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm") }, "ada");
  scenario.fetch();
  const options = [`--pull-request=${number}`, root];
  expect((await rolecall("approvals", ...options, "--publish", "--format=markdown")).code).toBe(4);
  const summary = join(aFolder(), "summary.md");
  expect((await rolecall("comment", ...options, `--summary=${summary}`)).code).toBe(0);
  expect(readFileSync(summary, "utf8")).toContain("okta/crm");
  scenario.approve(number, "mel");
  scenario.merge(number);
  scenario.fetch();
  const apply = [
    "apply",
    "--unattended",
    root,
    "--branch=main",
    `--journal=${scenario.journal}`,
    `--summary=${summary}`,
  ];
  const first = await rolecall(...apply);
  expect([first.code, first.out]).toEqual([0, expect.stringContaining("1 done")]);
  expect(readFileSync(summary, "utf8")).toContain("1 done");
  expect((await rolecall(...apply)).code).toBe(0);
  expect(await scenario.members("CRM Users")).toEqual(["ada", "bob"]);
  expect((await rolecall("doctor", root)).code).toBe(0);
});
