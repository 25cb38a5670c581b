import { describe, expect, it } from "vitest";
import { codePages } from "../../../src/workflow/explain.ts";
import { changeBypasses } from "./changes.ts";
import { handBypasses } from "./hands.ts";
import { peopleBypasses } from "./people.ts";
import { hits, judge } from "./scenario.ts";

const bypasses = [...handBypasses, ...peopleBypasses, ...changeBypasses];

describe("ways around review are refused, and what differs from them by one edit is not", () => {
  it("are many, each told once", () => {
    expect(bypasses.length).toBeGreaterThanOrEqual(40);
    expect(new Set(bypasses.map(({ name }) => name)).size).toBe(bypasses.length);
  });

  it.each(bypasses)("$name → $rule", ({ accepted, edit, rule }) => {
    const before = judge(accepted);
    expect(before.approved, hits(before).join(", ")).toBe(true);
    const after = judge(edit(accepted));
    expect(after.approved).toBe(false);
    expect(hits(after)).toContain(rule);
    // The edit alone brings the rule up: the accepted twin does not know it.
    expect(hits(before)).not.toContain(rule);
  });

  it("hit every rule there is, each with a page", () => {
    const rules = [...codePages.keys()].filter((code) => code.startsWith("approval/"));
    expect(bypasses.map(({ rule }) => rule)).toEqual(expect.arrayContaining(rules));
    const told = bypasses.map(({ rule }) => rule).filter((rule) => rule.startsWith("approval/"));
    expect(rules).toEqual(expect.arrayContaining(told));
  });
});
