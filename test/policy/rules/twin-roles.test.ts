import { describe, expect, it } from "vitest";
import type { RoleId } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { manyIn } from "../../golden/worlds.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel } from "../../support/model.ts";

const rule = "lp/twin-roles";
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, step) => `okta/e${from + step}`);
const world = (left: readonly string[], right: readonly string[]) => {
  const model = aModel();
  for (const text of new Set([...left, ...right])) model.entitlement(text);
  return model.role("alpha", left).role("beta", right);
};
const found = ["note access/roles/beta.yaml"];

describe(rule, () => {
  it("notes two roles that share nine tenths of what they give", () => {
    expect(verdicts(world(numbered(1, 10), numbered(1, 9)), rule)).toEqual(found);
    expect(findingsOf(world(numbered(1, 5), numbered(1, 5)), rule)[0]?.message).toContain("share 5 of the 5");
  });

  it("allows less in common, and small roles", () => {
    expect(verdicts(world(numbered(1, 10), numbered(1, 8)), rule)).toEqual([]);
    expect(verdicts(world(numbered(1, 10), numbered(2, 11)), rule)).toEqual([]);
    expect(verdicts(world(numbered(1, 4), numbered(1, 4)), rule)).toEqual([]);
  });

  it("compares what roles give over their closure", () => {
    const included = world(numbered(1, 5), numbered(1, 2))
      .role("gamma", numbered(3, 5))
      .role("beta", numbered(1, 2), { includes: ["gamma" as RoleId] });
    expect(verdicts(included, rule)).toEqual(found);
  });

  it("obeys share, entitlements and exceptions", () => {
    const half = {
      parameters: new Map([
        ["share", 0.5],
        ["entitlements", 2],
      ]),
    };
    expect(verdicts(world(numbered(1, 2), numbered(2, 2)).setting(rule, half), rule)).toEqual(found);
    expect(verdicts(world(numbered(1, 2), numbered(2, 4)).setting(rule, half), rule)).toEqual([]);
    const except = { users: null, entitlements: [], tags: [], roles: ["alpha" as RoleId] };
    expect(verdicts(world(numbered(1, 5), numbered(1, 5)).setting(rule, { except }), rule)).toEqual([]);
  });

  it("keeps to the share exactly where its product is no whole number by a trifle", () => {
    const exact = { parameters: new Map([["share", 0.55]]) };
    expect(verdicts(world(numbered(1, 20), numbered(1, 11)).setting(rule, exact), rule)).toEqual(found);
    expect(verdicts(world(numbered(1, 20), numbered(1, 10)).setting(rule, exact), rule)).toEqual([]);
  });

  it("finds the same as comparing every role with every other, for many shares and sizes", () => {
    // A small generator (mulberry32) with its seed in the message: which pairs meet depends on the order of filing.
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = generator(seed);
      const model = aModel();
      for (const text of numbered(1, 12)) model.entitlement(text);
      const sets = Array.from({ length: 8 }, () => numbered(1, 12).filter(() => random() < 0.7));
      for (const [number, set] of sets.entries()) model.role(`r${number}`, set);
      const share = 0.5 + random() / 2;
      model.setting(rule, {
        parameters: new Map([
          ["share", share],
          ["entitlements", 3],
        ]),
      });
      const expected = sets.flatMap((set, number) =>
        sets.slice(0, number).some((earlier) => areTwins(earlier, set, share))
          ? [`note access/roles/r${number}.yaml`]
          : [],
      );
      expect(verdicts(model, rule), `seed ${seed}`).toEqual(expected);
    }
  });

  it("names the role with the later id, whatever the order of the files", () => {
    const model = aModel();
    for (const text of numbered(1, 5)) model.entitlement(text);
    const twins = model.role("beta", numbered(1, 5)).role("alpha", numbered(1, 5));
    expect(verdicts(twins, rule)).toEqual(found);
    expect(findingsOf(twins, rule)[0]).toMatchObject({
      message: expect.stringMatching(/^The roles alpha and beta share 5 of the 5 entitlements they give\. /) as string,
      remedy: "Merge beta into alpha, or include one role in the other and list only the differences.",
    });
  });
});

function areTwins(left: readonly string[], right: readonly string[], share: number): boolean {
  const common = left.filter((text) => right.includes(text)).length;
  const union = left.length + right.length - common;
  return union >= 3 && common >= share * union;
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("beta", () => manyIn("alpha", 10).role("beta", numbered(1, 9))),
  ));
