import { describe, expect, it } from "vitest";
import { resolveModel } from "../../../src/model/resolved-model.ts";
import { violationsOf } from "../../../src/policy/separation-of-duties/judge-users.ts";
import { type Cure, smallestCure } from "../../../src/policy/separation-of-duties/remedy.ts";
import { findingsOf } from "../../support/judged.ts";
import { aModel, at, type ModelBuilder, now, selector } from "../../support/model.ts";

function cureOf(builder: ModelBuilder): Cure | undefined {
  const model = builder.build();
  const [violation] = violationsOf(resolveModel(model, now));
  return violation === undefined ? undefined : smallestCure(violation.conflict, violation.rule.atMost, now, model);
}

const world = (sets: Record<string, readonly string[]>, atMost = 1) => {
  const builder = aModel().user("ada");
  for (const ref of new Set(Object.values(sets).flat())) builder.entitlement(ref);
  return builder.keepApart("pay", sets, { atMost });
};

describe("the smallest removal that resolves a conflict", () => {
  it("is one grant of a role that fills two sets, not the two grants of the third", () => {
    const roles = world({ a: ["okta/a"], b: ["okta/b"], c: ["okta/c", "okta/d"] })
      .role("ab", ["okta/a", "okta/b"])
      .grant("ada", "role:ab")
      .grant("ada", "okta/c")
      .grant("ada", "okta/d");
    expect(cureOf(roles)).toEqual({
      removals: ["remove access/grants/roles/ab/ada.yaml"],
      isSmallest: true,
    });
  });

  it("resolves later conflicts as well", () => {
    const change = at("2026-12-01T00:00:00Z");
    const twice = world({ a: ["okta/a", "okta/b"], c: ["okta/c"] })
      .grant("ada", "okta/a", { expires: change })
      .grant("ada", "okta/b", { starts: change })
      .grant("ada", "okta/c");
    expect(cureOf(twice)?.removals).toEqual(["remove access/grants/okta/c/ada.yaml"]);
  });

  it("names the birthright role, its line, and the members to remove from the role instead", () => {
    const birthright = world({ a: ["okta/a"], b: ["okta/b"] })
      .role("everyone", ["okta/a"], { birthright: selector({}) })
      .role("staff", ["okta/b"], { birthright: selector({}) });
    expect(cureOf(birthright)?.removals).toEqual([
      "exclude ada from the birthright role everyone (access/roles/everyone.yaml:5), or remove okta/a from that role",
    ]);
  });

  it("is found among all sets of eight grants, and marked where there are too many sets to try", () => {
    const crowd = (each: number) => {
      const name = (set: string, number: number) => `okta/${set}${number}`;
      const numbers = Array.from({ length: each }, (_, number) => number);
      const builder = world({ a: numbers.map((n) => name("a", n)), b: numbers.map((n) => name("b", n)) });
      for (const set of ["a", "b"]) for (const number of numbers) builder.grant("ada", name(set, number));
      return builder;
    };
    expect(cureOf(crowd(4))).toMatchObject({ isSmallest: true, removals: { length: 4 } });
    expect(cureOf(crowd(12))).toMatchObject({ isSmallest: false, removals: { length: 12 } });
    expect(findingsOf(crowd(12), "sod/pay")[0]?.remedy).toContain("fewer removals may be enough");
  });

  it("leaves out removals that are not needed, even if not all sets are tried", () => {
    const december = at("2026-12-01T00:00:00Z");
    const numbers = Array.from({ length: 13 }, (_, number) => number);
    const builder = world({
      a: numbers.slice(1).map((n) => `okta/a${n}`),
      b: numbers.map((n) => `okta/b${n}`),
      c: ["okta/c"],
    }).grant("ada", "okta/c", { expires: december });
    for (const number of numbers.slice(1)) builder.grant("ada", `okta/a${number}`);
    for (const number of numbers) builder.grant("ada", `okta/b${number}`, { starts: december });
    expect(cureOf(builder)).toMatchObject({ isSmallest: false, removals: { length: 12 } });
  });

  it("follows the advice of the rule's author", () => {
    const advised = aModel()
      .user("ada")
      .entitlement("okta/a")
      .keepApart("pay", { a: ["okta/a"], b: ["okta/a"] }, { remediation: "Ask the controller." })
      .grant("ada", "okta/a");
    expect(findingsOf(advised, "sod/pay")[0]?.remedy).toMatch(
      /^Ask the controller\. Remove access\/grants\/okta\/a\/ada\.yaml\./,
    );
  });

  it("empties the sets with the fewest removals, if not all sets are tried", () => {
    const ways = (a: number, b: number) => {
      const refs = (set: string, count: number) => Array.from({ length: count }, (_, number) => `okta/${set}${number}`);
      const builder = world({ a: refs("a", a), b: refs("b", b) });
      for (const name of [...refs("a", a), ...refs("b", b)]) builder.grant("ada", name);
      return cureOf(builder);
    };
    const emptied = (cure: Cure | undefined) => [
      ...new Set(cure?.removals.map((text) => text.slice(0, -"0/ada.yaml".length))),
    ];
    expect(ways(13, 12)).toMatchObject({ isSmallest: false, removals: { length: 12 } });
    expect(emptied(ways(13, 12))).toContain("remove access/grants/okta/b");
    expect(emptied(ways(13, 12))).not.toContain("remove access/grants/okta/a");
    // Of two that cost the same, the first by name.
    expect(emptied(ways(12, 12))).not.toContain("remove access/grants/okta/b");
  });

  it("names a birthright role's members of the sets in order", () => {
    const birthright = world({ a: ["okta/z"], b: ["okta/b"] }).role("everyone", ["okta/z", "okta/b"], {
      birthright: selector({}),
    });
    expect(cureOf(birthright)?.removals).toEqual([
      "exclude ada from the birthright role everyone (access/roles/everyone.yaml:5), or remove okta/b and okta/z from that role",
    ]);
  });
});
