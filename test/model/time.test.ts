import { describe, expect, it } from "vitest";
import { addDuration, parseDuration } from "../../src/model/duration.ts";
import { contains, formatInstant, intersect, isEmptyInterval, mergeIntervals } from "../../src/model/instant.ts";
import { at, duration } from "../support/model.ts";

describe("durations", () => {
  it.each([
    ["PT4H", "2026-01-31T04:00:00Z"],
    ["P30D", "2026-03-02T00:00:00Z"],
    ["P2W", "2026-02-14T00:00:00Z"],
    ["P1M", "2026-02-28T00:00:00Z"],
    ["P1Y", "2027-01-31T00:00:00Z"],
    ["P1Y1M1DT2H", "2027-03-01T02:00:00Z"],
    ["P1DT2H3M4S", "2026-02-01T02:03:04Z"],
    ["PT36H", "2026-02-01T12:00:00Z"],
    ["PT90M", "2026-01-31T01:30:00Z"],
    ["PT120S", "2026-01-31T00:02:00Z"],
    ["P12W", "2026-04-25T00:00:00Z"],
    ["P18M", "2027-07-31T00:00:00Z"],
    ["P10Y", "2036-01-31T00:00:00Z"],
  ])("%s after 31 January is %s", (text, expected) => {
    expect(formatInstant(addDuration(at("2026-01-31T00:00:00Z"), duration(text)))).toBe(expected);
  });

  it.each(["", "P", "PT", "xP1D", "P1Dx", "-P1D", "4H", "P1H", "PT1D", "P-1D", "P1.5D", "p1d"])(
    "refuses %j",
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe("intervals", () => {
  it("intersect where both overlap, and not where they only touch", () => {
    const open = { from: null, until: null };
    expect(intersect(open, { from: 1, until: 5 })).toEqual({ from: 1, until: 5 });
    expect(intersect({ from: 1, until: 5 }, open)).toEqual({ from: 1, until: 5 });
    expect(intersect({ from: 1, until: 5 }, { from: 3, until: 9 })).toEqual({ from: 3, until: 5 });
    expect(intersect({ from: 1, until: null }, { from: null, until: 9 })).toEqual({ from: 1, until: 9 });
    expect(intersect({ from: 1, until: 3 }, { from: 3, until: 9 })).toBeUndefined();
    expect(intersect({ from: 1, until: 9 }, { from: 3, until: 5 })).toEqual({ from: 3, until: 5 });
    expect(intersect({ from: 3, until: 5 }, { from: 1, until: 9 })).toEqual({ from: 3, until: 5 });
  });

  it("intersect before 1970 as after it, where one side is unbounded", () => {
    const open = { from: null, until: null };
    const early = { from: -9, until: -5 };
    expect(intersect(open, early)).toEqual(early);
    expect(intersect(early, open)).toEqual(early);
    expect(contains({ from: null, until: -5 }, -6)).toBe(true);
    expect(isEmptyInterval({ from: null, until: -5 })).toBe(false);
  });

  it("are joined where they touch or overlap, and keep gaps", () => {
    expect(
      mergeIntervals([
        { from: 5, until: 7 },
        { from: 1, until: 3 },
        { from: 3, until: 4 },
      ]),
    ).toEqual([
      { from: 1, until: 4 },
      { from: 5, until: 7 },
    ]);
    expect(
      mergeIntervals([
        { from: 2, until: null },
        { from: null, until: 2 },
      ]),
    ).toEqual([{ from: null, until: null }]);
    expect(
      mergeIntervals([
        { from: 4, until: 6 },
        { from: null, until: 2 },
        { from: 1, until: 3 },
      ]),
    ).toEqual([
      { from: null, until: 3 },
      { from: 4, until: 6 },
    ]);
    // An interval without an end stays without one, whatever begins and ends in it.
    expect(
      mergeIntervals([
        { from: 1, until: null },
        { from: 2, until: 5 },
      ]),
    ).toEqual([{ from: 1, until: null }]);
  });
});
