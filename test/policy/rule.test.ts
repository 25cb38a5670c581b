import { describe, expect, it } from "vitest";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { factsOf } from "../../src/policy/facts.ts";
import { durationOf, hasPassed, numberOf, type RuleContext, textOf, textsOf } from "../../src/policy/rule.ts";
import { aModel, duration, now } from "../support/model.ts";

function given(parameters: Record<string, unknown>): RuleContext {
  const model = aModel().build();
  const resolved = resolveModel(model, now);
  const settings = new Map(Object.entries(parameters));
  return {
    ...resolved,
    observations: null,
    facts: factsOf(resolved),
    parameters: settings,
    isExcepted: () => false,
  };
}

describe("a rule's parameter", () => {
  it("is the default where it is not set, and what is written where it is", () => {
    expect(textsOf(given({}), "tiers", ["high"])).toEqual(["high"]);
    expect(textsOf(given({ tiers: ["low", 7] }), "tiers", ["high"])).toEqual(["low", "7"]);
    expect(textOf(given({}), "tag", "admin")).toBe("admin");
    expect(textOf(given({ tag: "root" }), "tag", "admin")).toBe("root");
    expect(numberOf(given({}), "max", 4)).toBe(4);
    expect(numberOf(given({ max: 0 }), "max", 4)).toBe(0);
    expect(durationOf(given({}), "after", "P90D").text).toBe("P90D");
    expect(durationOf(given({ after: "P1D" }), "after", "P90D").text).toBe("P1D");
  });

  it("of the wrong kind is refused by its name", () => {
    // A text could be taken for a list of its letters.
    expect(() => textsOf(given({ tiers: "high" }), "tiers", [])).toThrow("`tiers` is not a list");
    expect(() => textsOf(given({ tiers: null }), "tiers", [])).toThrow("`tiers` is not a list");
    expect(() => textOf(given({ tag: ["root"] }), "tag", "admin")).toThrow("`tag` is not a text");
    expect(() => numberOf(given({ max: "4" }), "max", 4)).toThrow("`max` is not a number");
    expect(() => numberOf(given({ max: Number.NaN }), "max", 4)).toThrow("`max` is not a number");
    expect(() => durationOf(given({ after: "soon" }), "after", "P1D")).toThrow(
      "`after` is not an ISO 8601 duration: soon",
    );
  });
});

describe("a time that has passed", () => {
  it("has passed to the instant, not a millisecond before", () => {
    expect(hasPassed(now - 86_400_000, duration("P1D"), now)).toBe(true);
    expect(hasPassed(now - 86_399_999, duration("P1D"), now)).toBe(false);
  });
});
