import { describe, expect, it } from "vitest";
import { writtenDuration } from "../../src/request/written-duration.ts";

describe("a written duration", () => {
  it.each([
    ["4h", "PT4H"],
    ["4 hours", "PT4H"],
    ["90min", "PT90M"],
    ["3 days", "P3D"],
    ["1 day 4 hours", "P1DT4H"],
    ["1 day, 4 hours", "P1DT4H"],
    ["2 weeks and 1 day", "P2W1D"],
    ["1 month", "P1M"],
    [" 3 Days ", "P3D"],
    ["pt4h", "PT4H"],
    ["P1DT4H", "P1DT4H"],
  ])("%j is %s", (written, text) => {
    expect(writtenDuration(written)?.text).toBe(text);
  });

  it.each(["", "4", "h", "4m", "4 moons", "0h", "-4h", "4.5h", "4h tomorrow", "2026-12-31", "until 4h"])(
    "%j is not one",
    (written) => {
      expect(writtenDuration(written)).toBeUndefined();
    },
  );
});
