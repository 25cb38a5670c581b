import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { crowd } from "../../golden/worlds.ts";
import { verdicts } from "../../support/judged.ts";
import { aModel, now } from "../../support/model.ts";

const rule = "lp/outlier";
/** Ada holds okta/tool by grant, among so many others of her department and title, some of whom hold it by a role. */
const world = (others: number, holders: number, title: string | null = "Engineer") => {
  const model = aModel().entitlement("okta/tool").role("tools", ["okta/tool"]).user("ada", { title });
  for (let number = 1; number <= others; number += 1) {
    model.user(`u${number}`, { title });
    if (number <= holders) model.grant(`u${number}`, "role:tools");
  }
  return model.grant("ada", "okta/tool");
};
const found = ["note access/grants/okta/tool/ada.yaml"];

describe(rule, () => {
  it("notes a direct grant that fewer than one in twenty peers hold", () => {
    expect(verdicts(world(10, 0), rule)).toEqual(found);
    expect(verdicts(world(41, 2), rule)).toEqual(found);
  });

  it("allows one in twenty, and says nothing of fewer than ten peers", () => {
    expect(verdicts(world(40, 2), rule)).toEqual([]);
    expect(verdicts(world(9, 0), rule)).toEqual([]);
  });

  it("compares only with active users of a known department and title", () => {
    expect(verdicts(world(20, 0, null), rule)).toEqual([]);
    const left = world(9, 0).user("gone", { title: "Engineer", status: "terminated" });
    expect(verdicts(left, rule)).toEqual([]);
    const otherTitle = world(9, 0).user("bob", { title: "Manager" });
    expect(verdicts(otherTitle, rule)).toEqual([]);
  });

  it("asks nothing of users who are away or have yet to begin, and of retired entitlements", () => {
    expect(verdicts(world(10, 0).user("ada", { title: "Engineer", status: "on-leave" }), rule)).toEqual([]);
    expect(verdicts(world(10, 0).user("ada", { title: "Engineer", start: now + 1 }), rule)).toEqual([]);
    expect(verdicts(world(10, 0).entitlement("okta/tool", { status: "retired" }), rule)).toEqual([]);
  });

  it("obeys share and peers, and asks nothing of role grants", () => {
    const strict = {
      parameters: new Map([
        ["share", 0.5],
        ["peers", 2],
      ]),
    };
    expect(verdicts(world(3, 1).setting(rule, strict), rule)).toEqual(found);
    expect(verdicts(world(2, 1).setting(rule, strict), rule)).toEqual([]);
  });

  it("asks nothing of what is past, and of what a role gives", () => {
    const past = world(10, 0).entitlement("okta/old").grant("ada", "okta/old", { expires: now });
    expect(verdicts(past, rule)).toEqual(found);
    expect(verdicts(world(10, 0).role("odd", ["okta/tool"]).grant("u1", "role:odd"), rule)).toEqual([]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("u1", () => crowd(30, 1)),
  ));
