import { expect, it } from "vitest";
import type { RuleId } from "../../src/policy/rule-list.ts";
import { missing } from "./five-parts.ts";
import { fileOf, golden, toldOf } from "./golden.ts";
import type { Story } from "./told.ts";

export { inWorld } from "./told.ts";

/** Registers the test of a rule's message: it is the stored one, and it says who, what, why, where and what next. */
export function itTells(rule: RuleId, story: Story): void {
  it(`tells ${rule} in the stored words, with who, what, why, where and what next`, async () => {
    const told = await toldOf(rule, story);
    await expect(golden(rule, told), "after a change on purpose: npm run golden").toMatchFileSnapshot(
      new URL(`messages/${fileOf(rule)}`, import.meta.url).pathname,
    );
    expect(missing(rule, story.about, told)).toEqual([]);
  });
}
