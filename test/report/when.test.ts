import { describe, expect, it } from "vitest";
import { datesIn, whenIn } from "../../src/report/when.ts";

describe("the text of an instant", () => {
  const when = whenIn("Europe/Berlin", "2026-11-21T09:00:00Z");

  it.each([
    ["2026-12-01T18:00:00Z", "until", "2026-12-01 19:00 Europe/Berlin (in 10 days)"],
    ["2026-12-01T18:00:30Z", "from", "2026-12-01 19:00:30 Europe/Berlin (in 10 days)"],
    ["2026-11-30T23:00:00Z", "from", "2026-12-01 Europe/Berlin (in 9 days)"],
    ["2026-12-01T23:00:00Z", "until", "the end of 2026-12-01 Europe/Berlin (in 10 days)"],
    ["2026-07-01T22:00:00Z", "until", "the end of 2026-07-01 Europe/Berlin (142 days ago)"],
    ["2026-11-21T13:30:00Z", "until", "2026-11-21 14:30 Europe/Berlin (in 4 hours)"],
    ["2026-11-21T09:01:00Z", "until", "2026-11-21 10:01 Europe/Berlin (in 1 minute)"],
    ["2026-11-21T09:00:20Z", "until", "2026-11-21 10:00:20 Europe/Berlin (now)"],
  ] as const)("%s (%s)", (instant, bound, text) => {
    expect(when(instant, bound)).toBe(text);
    expect(when(instant, bound)).toBe(text);
  });

  it("follows the zone, not the machine", () => {
    expect(whenIn("America/New_York", "2026-11-21T09:00:00Z")("2026-12-01T05:00:00Z", "from")).toBe(
      "2026-12-01 America/New_York (in 9 days)",
    );
  });

  it("refuses a time zone that is unknown", () => {
    expect(() => whenIn("[x](https://evil.example)", "2026-11-21T09:00:00Z")).toThrow(RangeError);
  });
});

describe("the dates of a table", () => {
  const { short, long } = datesIn("Europe/Berlin", "2026-11-21T09:00:00Z");

  it.each([
    ["2026-12-01T18:00:00Z", "until", "1 Dec 2026, 19:00 (in 10 days)", "Tuesday, 1 December 2026, 19:00"],
    ["2026-11-30T23:00:00Z", "from", "1 Dec 2026 (in 9 days)", "Tuesday, 1 December 2026"],
    ["2026-11-30T23:00:00Z", "until", "30 Nov 2026 (in 9 days)", "Monday, 30 November 2026"],
    ["2026-09-30T22:00:30Z", "until", "1 Oct 2026, 00:00:30 (51 days ago)", "Thursday, 1 October 2026, 00:00:30"],
    ["2026-09-01T22:00:00Z", "from", "2 Sep 2026 (80 days ago)", "Wednesday, 2 September 2026"],
  ] as const)("%s (%s)", (instant, bound, inTable, inSentence) => {
    expect([short(instant, bound), long(instant, bound)]).toEqual([inTable, inSentence]);
  });
});
