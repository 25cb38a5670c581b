import { describe, expect, it } from "vitest";
import type { Tier } from "../../src/model/documents.ts";
import { higherTier, stateOf } from "../../src/model/lifecycle.ts";
import { aUser, now } from "../support/model.ts";

describe("the higher of two tiers", () => {
  it("is the more critical one, whichever comes first", () => {
    const tiers: readonly Tier[] = ["low", "medium", "high", "critical"];
    for (const [position, lower] of tiers.entries())
      for (const higher of tiers.slice(position)) {
        expect(higherTier(lower, higher)).toBe(higher);
        expect(higherTier(higher, lower)).toBe(higher);
      }
  });
});

describe("the lifecycle state of a user", () => {
  it("changes at the start and at the end, to the millisecond", () => {
    const user = aUser("ada", { start: now, end: now + 10 });
    expect([-1, 0, 9, 10].map((offset) => stateOf(user, now + offset))).toEqual([
      "upcoming",
      "active",
      "active",
      "terminated",
    ]);
  });

  it("is active from the beginning where the file has no start", () => {
    expect(stateOf(aUser("ada", { start: null }), -1)).toBe("active");
  });
});
