import { describe, expect, it } from "vitest";
import { inForceAt, mergedLine } from "../../../src/workflow/past/merged-line.ts";

const line = mergedLine([
  { commit: "a", committedAt: 10 },
  { commit: "b", committedAt: 30 },
  { commit: "c", committedAt: 20 },
  { commit: "d", committedAt: 40 },
]);

describe("the commit in force", () => {
  it("is not in force before its parent, although its clock was behind", () => {
    expect(line.map(({ mergedAt }) => mergedAt)).toEqual([10, 30, 30, 40]);
  });

  it.each([
    [9, undefined],
    [10, "a"],
    [29, "a"],
    [30, "c"],
    [39, "c"],
    [40, "d"],
    [99, "d"],
  ])("at %d is %s", (at, commit) => {
    expect(inForceAt(line, at)?.commit).toBe(commit);
  });
});
