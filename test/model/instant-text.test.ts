import { describe, expect, it } from "vitest";
import { durationText, endText, startText, writtenEnd } from "../../src/model/instant-text.ts";
import { parseDuration } from "../../src/model/duration.ts";

const berlin = "Europe/Berlin";
const at = (text: string): number => Date.parse(text);

describe("the text of an instant", () => {
  it("is a day where it is midnight in the organization's time zone", () => {
    expect(startText(at("2026-11-30T23:00:00Z"), berlin)).toBe("2026-12-01");
    expect(endText(at("2026-11-30T23:00:00Z"), berlin)).toBe("the end of 2026-11-30");
    expect(endText(at("2026-06-30T22:00:00Z"), berlin)).toBe("the end of 2026-06-30");
  });

  it("has a time and the zone within a day", () => {
    expect(startText(at("2026-12-01T17:00:00Z"), berlin)).toBe("2026-12-01 18:00 Europe/Berlin");
    expect(endText(at("2026-12-01T17:00:05Z"), berlin)).toBe("2026-12-01 18:00:05 Europe/Berlin");
    expect(startText(at("2026-12-01T00:00:00Z"), "UTC")).toBe("2026-12-01");
  });

  it("is an end that a file can have and that is not later", () => {
    const today = at("2026-11-28T09:00:00Z");
    expect(writtenEnd(at("2027-01-31T23:00:00Z"), berlin, today)).toBe("2027-01-31");
    expect(writtenEnd(at("2027-01-31T09:00:00Z"), berlin, today)).toBe("2027-01-30");
    // Only the instant itself is left on the same day and on the next.
    expect(writtenEnd(at("2026-11-28T13:00:00Z"), berlin, today)).toBe("2026-11-28T13:00:00Z");
    expect(writtenEnd(at("2026-11-29T09:00:00Z"), berlin, today)).toBe("2026-11-29T09:00:00Z");
  });
});

describe("the text of a duration", () => {
  it.each([
    ["PT4H", "4 hours"],
    ["P90D", "90 days"],
    ["P1D", "1 day"],
    ["P1Y", "1 year"],
    ["P1Y6M", "1 year and 6 months"],
    ["P2W", "14 days"],
    ["PT36H", "1 day and 12 hours"],
    ["PT90S", "1 minute and 30 seconds"],
    ["PT0S", "no time"],
  ])("of %s is %s", (written, text) => {
    const duration = parseDuration(written);
    expect(duration === undefined ? "" : durationText(duration)).toBe(text);
  });
});
