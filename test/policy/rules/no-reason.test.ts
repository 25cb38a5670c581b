import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { withDb } from "../../golden/worlds.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel } from "../../support/model.ts";

const rule = "lp/no-reason";
const world = (reason: string | null) =>
  aModel().user("ada").entitlement("okta/crm").grant("ada", "okta/crm", { reason });

describe(rule, () => {
  it("refuses a missing reason and one of too few words", () => {
    expect(verdicts(world(null), rule)).toEqual(["error access/grants/okta/crm/ada.yaml"]);
    expect(verdicts(world("needed  urgently"), rule)).toEqual(["error access/grants/okta/crm/ada.yaml reason"]);
    expect(verdicts(world("  needed \n \t urgently  "), rule)).toHaveLength(1);
  });

  it("allows as many words as asked for, or fewer where the organization says so", () => {
    expect(verdicts(world("Moves the shop"), rule)).toEqual([]);
    expect(verdicts(world("Shop").setting(rule, { parameters: new Map([["words", 1]]) }), rule)).toEqual([]);
  });

  it("says whether the reason is missing or too short", () => {
    expect(findingsOf(world(null), rule)[0]?.message).toContain("has no reason: expected 3 words");
    expect(findingsOf(world("For work"), rule)[0]?.message).toContain("too short: expected 3 words or more, got 2");
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("ada", () => withDb().grant("ada", "okta/db", { reason: null })),
  ));
