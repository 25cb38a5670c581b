import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { leastPrivilegeRules } from "../../src/policy/rule-list.ts";
import { codePages } from "../../src/workflow/explain.ts";
import { missing } from "./five-parts.ts";
import { fileOf, golden, stories, toldOf } from "./golden.ts";
import type { Told } from "./told.ts";

const messages = fileURLToPath(new URL("messages/", import.meta.url));
const stored = new Set(readdirSync(messages));

/** Codes that no story can tell yet, each with the reason. */
const untold: Readonly<Record<string, string>> = {};

/** The built-in rules tell their message in their own tests (`expectStored`). */
const rules: ReadonlySet<string> = new Set(leastPrivilegeRules.map(({ id }) => id));

it("every code has a story, and every story's message is stored", () => {
  const codes = [...codePages.keys()];
  expect(codes.filter((code) => !(code in stories) && !(code in untold) && !rules.has(code))).toEqual([]);
  expect(Object.keys(stories).filter((code) => !codePages.has(code))).toEqual([]);
  expect([...stored].sort()).toEqual([...Object.keys(stories), ...rules].map(fileOf).sort());
});

it("few codes have no story", () => {
  expect(Object.keys(untold).length).toBeLessThan(5);
});

describe("the message of", () => {
  it.each(Object.entries(stories))(
    "%s is the stored one, and says who, what, why, where and what next",
    async (code, story) => {
      const told = await toldOf(code, story);
      expect(golden(code, told), "after a change on purpose: npm run golden").toBe(
        readFileSync(`${messages}${fileOf(code)}`, "utf8"),
      );
      expect(missing(code, story.about, told)).toEqual([]);
    },
  );
});

describe("a message is not complete without", () => {
  const whole: Told = {
    code: "lp/no-reason",
    says: "The grant of okta/crm to ada gives no reason.",
    where: "access/grants/okta/crm/ada.yaml, line 1",
    next: "Write in `reason:` what the access is for.",
  };

  it.each<[string, Partial<Told>]>([
    ["who", { says: "The grant gives no reason at all." }],
    ["what", { says: "ada: reason" }],
    ["where", { where: "access/grants/okta/crm/ada.yaml, line -" }],
    ["where", { where: "" }],
    ["next", { next: "" }],
    ["next", { next: "The reason is missing." }],
  ])("%s: %j", (part, changes) => {
    expect(missing("lp/no-reason", "ada", whole)).toEqual([]);
    expect(missing("lp/no-reason", "ada", { ...whole, ...changes })).toContain(part);
  });

  it("why", () => {
    expect(missing("lp/nobody-wrote-this", "ada", whole)).toEqual(["why"]);
  });
});
