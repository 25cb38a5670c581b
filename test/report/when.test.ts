import { describe, expect, it } from "vitest";
import { whenIn } from "../../src/report/when.ts";

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
