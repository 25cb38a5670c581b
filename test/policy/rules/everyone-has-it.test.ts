import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { crowd } from "../../golden/worlds.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, ref, selector } from "../../support/model.ts";

const rule = "lp/everyone-has-it";
const world = (people: number, holders: number, tier: "high" | "medium" = "high") => {
  const model = aModel().entitlement("okta/prod", { tier });
  for (let number = 1; number <= people; number += 1) {
    model.user(`u${number}`);
    if (number <= holders) model.grant(`u${number}`, "okta/prod");
  }
  return model;
};

describe(rule, () => {
  it("refuses a privileged entitlement that more than half of all active people hold", () => {
    expect(verdicts(world(20, 11), rule)).toEqual(["error access/entitlements/okta/prod.yaml"]);
  });

  it("allows half, fewer than the floor, and a lower tier", () => {
    expect(verdicts(world(20, 10), rule)).toEqual([]);
    expect(verdicts(world(9, 9), rule)).toEqual([]);
    expect(verdicts(world(20, 20, "medium"), rule)).toEqual([]);
  });

  it("counts active people only, without machines and users who left", () => {
    const machines = world(10, 10);
    for (let number = 1; number <= 10; number += 1) machines.user(`left${number}`, { status: "terminated" });
    for (let number = 1; number <= 10; number += 1) machines.user(`bot${number}`, { kind: "service" });
    expect(verdicts(machines, rule)).toHaveLength(1);
  });

  it("obeys share, floor and exceptions", () => {
    const strict = {
      parameters: new Map([
        ["share", 0.1],
        ["floor", 3],
      ]),
    };
    expect(verdicts(world(20, 3).setting(rule, strict), rule)).toHaveLength(1);
    expect(verdicts(world(20, 2).setting(rule, strict), rule)).toEqual([]);
    const except = { users: null, entitlements: [ref("okta/prod")], tags: [], roles: [] };
    expect(verdicts(world(20, 20).setting(rule, { except }), rule)).toEqual([]);
  });

  it("names the birthright role that gives it to everybody, where there is one", () => {
    const model = world(12, 0)
      .role("ops", ["okta/prod"])
      .role("all", ["okta/prod"], { birthright: selector({ department: "Engineering" }) })
      .role("rest", [], { birthright: selector({ department: "Engineering" }) });
    expect(findingsOf(model, rule)[0]?.remedy).toContain("from the birthright role all");
    expect(findingsOf(world(12, 12), rule)[0]?.remedy).not.toContain("birthright");
  });

  it("says what to do where no birthright role gives it, and does not count machines among the holders", () => {
    expect(findingsOf(world(12, 12), rule)[0]?.remedy).toBe(
      "Remove okta/prod from users who do not need it, or lower its tier if it does no harm.",
    );
    const machines = world(20, 10);
    for (const bot of ["bot1", "bot2"]) machines.user(bot, { kind: "service" }).grant(bot, "okta/prod");
    expect(verdicts(machines, rule)).toEqual([]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("okta/prod", () => crowd(20, 11)),
  ));
