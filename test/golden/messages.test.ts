import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { leastPrivilegeRules } from "../../src/policy/rule-list.ts";
import { codePages } from "../../src/workflow/explain.ts";
import { missing } from "./five-parts.ts";
import { fileOf, golden, scenarios, reportedBy } from "./golden.ts";
import type { Reported } from "./scenario.ts";

const messages = fileURLToPath(new URL("messages/", import.meta.url));
const stored = new Set(readdirSync(messages));

/** Codes without a scenario, each with the reason. */
const withoutScenario: Readonly<Record<string, string>> = {};

/** The built-in rules test their messages in their own tests (`expectStored`). */
const rules: ReadonlySet<string> = new Set(leastPrivilegeRules.map(({ id }) => id));

it("has a scenario and a stored message for every code", () => {
  const codes = [...codePages.keys()];
  expect(codes.filter((code) => !(code in scenarios) && !(code in withoutScenario) && !rules.has(code))).toEqual([]);
  expect(Object.keys(scenarios).filter((code) => !codePages.has(code))).toEqual([]);
  expect([...stored].sort()).toEqual([...Object.keys(scenarios), ...rules].map(fileOf).sort());
});

it("has few codes without a scenario", () => {
  expect(Object.keys(withoutScenario).length).toBeLessThan(5);
});

describe("the message of", () => {
  it.each(Object.entries(scenarios))("%s equals the stored message and has all five parts", async (code, scenario) => {
    const reported = await reportedBy(code, scenario);
    expect(golden(code, reported), "after an intended change: npm run golden").toBe(
      readFileSync(`${messages}${fileOf(code)}`, "utf8"),
    );
    expect(missing(code, scenario.about, reported)).toEqual([]);
  });
});

describe("a message is incomplete without", () => {
  const complete: Reported = {
    code: "lp/no-reason",
    message: "The grant of okta/crm to ada gives no reason.",
    where: "access/grants/okta/crm/ada.yaml, line 1",
    next: "Write in `reason:` what the access is for.",
  };

  it.each<[string, Partial<Reported>]>([
    ["who", { message: "The grant gives no reason at all." }],
    ["what", { message: "ada: reason" }],
    ["where", { where: "access/grants/okta/crm/ada.yaml, line -" }],
    ["where", { where: "" }],
    ["next", { next: "" }],
    ["next", { next: "The reason is missing." }],
  ])("%s: %j", (part, changes) => {
    expect(missing("lp/no-reason", "ada", complete)).toEqual([]);
    expect(missing("lp/no-reason", "ada", { ...complete, ...changes })).toContain(part);
  });

  it("why", () => {
    expect(missing("lp/nobody-wrote-this", "ada", complete)).toEqual(["why"]);
  });
});
