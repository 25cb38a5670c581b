import { describe, expect, it } from "vitest";
import type { Tier } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { nestedGroups } from "../../golden/worlds.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, ref } from "../../support/model.ts";

const rule = "lp/nested-privilege";
/** google/g0 is the outermost group, google/g1 is in it, and so on. */
const chain = (nested: number, tier: Tier = "high") => {
  const model = aModel();
  for (let number = 0; number <= nested; number += 1)
    model.entitlement(`google/g${number}`, {
      tier: number === 0 ? tier : "low",
      nests: number === nested ? [] : [ref(`google/g${number + 1}`)],
    });
  return model;
};

describe(rule, () => {
  it("refuses a privileged entitlement behind three nested groups, and shows them", () => {
    expect(verdicts(chain(3), rule)).toEqual(["error access/entitlements/google/g0.yaml nests"]);
    expect(findingsOf(chain(4), rule)[0]?.message).toContain("google/g4 → google/g3 → google/g2 → google/g1");
  });

  it("allows two, and any number for a lower tier", () => {
    expect(verdicts(chain(2), rule)).toEqual([]);
    expect(verdicts(chain(5, "medium"), rule)).toEqual([]);
  });

  it("obeys hops and exceptions", () => {
    expect(verdicts(chain(1).setting(rule, { parameters: new Map([["hops", 0]]) }), rule)).toHaveLength(1);
    const except = { users: null, entitlements: [ref("google/g0")], tags: [], roles: [] };
    expect(verdicts(chain(3).setting(rule, { except }), rule)).toEqual([]);
  });
});

it("renders the stored message", () => expectStored(rule, inWorld("google/g0", nestedGroups)));
