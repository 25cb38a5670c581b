import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { RuleId } from "../../src/policy/rule-list.ts";
import { missing } from "./five-parts.ts";
import { judgedInEachWay } from "../support/judged.ts";
import { fileOf, golden, reportedBy } from "./golden.ts";
import type { WorldScenario } from "./scenario.ts";

export { inWorld } from "./scenario.ts";

/**
 * Checks that a rule's message equals the stored one and has all five parts, and that the findings of its scenario depend
 * neither on the order of the rules nor on a judgement in two steps, without observations and then with them.
 * `npm run golden` sets UPDATE_GOLDEN, which stores the message instead.
 */
export async function expectStored(rule: RuleId, scenario: WorldScenario): Promise<void> {
  const file = fileURLToPath(new URL(`messages/${fileOf(rule)}`, import.meta.url));
  const reported = await reportedBy(rule, scenario);
  const message = golden(rule, reported);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, message);
  expect(message, "after an intended change: npm run golden").toBe(readFileSync(file, "utf8"));
  expect(missing(rule, scenario.about, reported)).toEqual([]);
  const { once, reversed, inParts } = judgedInEachWay(scenario.world(), scenario.observations());
  expect(reversed).toEqual(once);
  expect(inParts).toEqual(once);
}
