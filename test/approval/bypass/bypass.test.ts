import { describe, expect, it } from "vitest";
import { codePages } from "../../../src/workflow/explain.ts";
import { accountBypasses } from "./accounts.ts";
import { addressBypasses } from "./addresses.ts";
import { changeBypasses } from "./changes.ts";
import { handBypasses } from "./hands.ts";
import { peopleBypasses } from "./people.ts";
import { hits, judge } from "./scenario.ts";
import { settingBypasses } from "./settings.ts";

const bypasses = [
  ...handBypasses,
  ...peopleBypasses,
  ...changeBypasses,
  ...accountBypasses,
  ...addressBypasses,
  ...settingBypasses,
];

describe("the bypasses of review, refused although each differs by one edit from an accepted pull request,", () => {
  it("are many, without duplicates", () => {
    expect(bypasses.length).toBeGreaterThanOrEqual(160);
    expect(new Set(bypasses.map(({ name }) => name)).size).toBe(bypasses.length);
  });

  it.each(bypasses)("$name → $rule", ({ accepted, edit, rule }) => {
    const before = judge(accepted);
    expect(before.approved, hits(before).join(", ")).toBe(true);
    const after = judge(edit(accepted));
    expect(after.approved).toBe(false);
    expect(hits(after)).toContain(rule);
    // Only the edit violates the rule: the accepted pull request does not.
    expect(hits(before)).not.toContain(rule);
  });

  it("cover every rule that has a page", () => {
    // Findings about a tree, which no review can bypass: test/approval/approver-findings.test.ts.
    const ofTrees = ["approval/no-approver", "approval/too-few-approvers"];
    const rules = [...codePages.keys()].filter((code) => code.startsWith("approval/") && !ofTrees.includes(code));
    expect(bypasses.map(({ rule }) => rule)).toEqual(expect.arrayContaining(rules));
    const codes = bypasses.map(({ rule }) => rule).filter((rule) => rule.startsWith("approval/"));
    expect(rules).toEqual(expect.arrayContaining(codes));
  });
});
