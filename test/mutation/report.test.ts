import { describe, expect, it } from "vitest";
import type { Judged, Verdict } from "./mutant.ts";
import { renderRun, scoreOf } from "./report.ts";

const judged = (verdict: Verdict, line = 1): Judged => ({
  mutant: { id: "1", file: "src/model/a.ts", line, column: 7, kind: "Any", original: "a  <\n b", replacement: "a > b" },
  verdict,
  isStatic: false,
});

describe("the report of a run", () => {
  it("counts uncovered mutants as not detected, and endless ones as detected", () => {
    expect(scoreOf(["killed", "timed out", "survived", "uncovered"].map((one) => judged(one as Verdict)))).toBe(0.5);
    expect(scoreOf([])).toBe(0);
  });

  it("shows the figures, and each survivor with its place and change", () => {
    const text = renderRun([judged("killed"), judged("survived", 4), { ...judged("uncovered", 9), isStatic: true }], {
      seed: 7,
      total: 99,
      minutes: 1.25,
    });
    expect(text.split("\n")).toEqual([
      "seed 7: 3 of 99 mutants drawn, 1 of them evaluated while modules load",
      "killed 1, timed out 0, survived 1, no coverage 1",
      "score 33.3 % (expected 85 %), 1.3 minutes",
      "src/model/a.ts:4:7 Any",
      "    a < b",
      "  → a > b",
      "src/model/a.ts:9:7 Any (no coverage)",
      "    a < b",
      "  → a > b",
    ]);
  });
});
