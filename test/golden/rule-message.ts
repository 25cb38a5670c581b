import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { RuleId } from "../../src/policy/rule-list.ts";
import { missing } from "./five-parts.ts";
import { fileOf, golden, toldOf } from "./golden.ts";
import type { Story } from "./told.ts";

export { inWorld } from "./told.ts";

/**
 * Expects of a rule's message that it is the stored one and says who, what, why, where and what next. `npm run golden` sets
 * UPDATE_GOLDEN, which stores the message instead of comparing it.
 */
export async function expectStored(rule: RuleId, story: Story): Promise<void> {
  const file = fileURLToPath(new URL(`messages/${fileOf(rule)}`, import.meta.url));
  const told = await toldOf(rule, story);
  const message = golden(rule, told);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, message);
  expect(message, "after a change on purpose: npm run golden").toBe(readFileSync(file, "utf8"));
  expect(missing(rule, story.about, told)).toEqual([]);
}
