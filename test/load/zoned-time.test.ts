import { describe, expect, it } from "vitest";
import { zonedTime, type ZonedTime } from "../../src/load/zoned-time.ts";
import { parseInstant } from "../../src/model/written-instant.ts";
import { formatInstant } from "../../src/model/instant.ts";

const zone = (name: string): ZonedTime => {
  const time = zonedTime(name);
  if (time === undefined) throw new Error(`no zone ${name}`);
  return time;
};
const shown = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : formatInstant(instant);

describe("plain dates", () => {
  it.each([
    ["in winter", "Europe/Berlin", "2026-12-01", "2026-11-30T23:00:00Z", "2026-12-01T23:00:00Z"],
    ["in summer", "Europe/Berlin", "2026-07-01", "2026-06-30T22:00:00Z", "2026-07-01T22:00:00Z"],
    [
      "of 23 hours, when summer time begins",
      "Europe/Berlin",
      "2026-03-29",
      "2026-03-28T23:00:00Z",
      "2026-03-29T22:00:00Z",
    ],
    [
      "of 25 hours, when summer time ends",
      "Europe/Berlin",
      "2026-10-25",
      "2026-10-24T22:00:00Z",
      "2026-10-25T23:00:00Z",
    ],
    ["in UTC", "UTC", "2026-12-31", "2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z"],
    ["on a leap day", "UTC", "2028-02-29", "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z"],
    ["east of the date line", "Pacific/Kiritimati", "2026-12-01", "2026-11-30T10:00:00Z", "2026-12-01T10:00:00Z"],
    ["west of it", "Pacific/Pago_Pago", "2026-12-01", "2026-12-01T11:00:00Z", "2026-12-02T11:00:00Z"],
    ["with half an hour", "Asia/Kolkata", "2026-12-01", "2026-11-30T18:30:00Z", "2026-12-01T18:30:00Z"],
    [
      "that begin at 01:00, clocks jumping over midnight",
      "America/Santiago",
      "2026-09-06",
      "2026-09-06T04:00:00Z",
      "2026-09-07T03:00:00Z",
    ],
  ])("%s", (_what, name, text, start, end) => {
    expect(shown(zone(name).startOf(text))).toBe(start);
    expect(shown(zone(name).endOf(text))).toBe(end);
  });

  it("end each day when the next begins, for every day of some years", () => {
    for (const name of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago"]) {
      const time = zone(name);
      for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2028, 0, 1); day += 86_400_000) {
        const text = (offset: number): string => new Date(day + offset * 86_400_000).toISOString().slice(0, 10);
        expect(time.endOf(text(0))).toBe(time.startOf(text(1)));
        expect(Number(time.startOf(text(0)))).toBeLessThan(Number(time.endOf(text(0))));
      }
    }
  });

  it("are invalid if the calendar does not have them", () => {
    for (const text of ["2026-02-30", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "tomorrow", ""])
      expect(zone("UTC").endOf(text)).toBeUndefined();
  });
});

describe("instants", () => {
  it.each([
    ["2026-12-01T18:00:00Z", "2026-12-01T18:00:00Z"],
    ["2026-12-01T18:00:00+01:00", "2026-12-01T17:00:00Z"],
    ["2026-12-01t18:00:00z", "2026-12-01T18:00:00Z"],
    ["2026-12-01T18:00:00.25Z", "2026-12-01T18:00:00.250Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"],
  ])("%s", (text, instant) => {
    expect(shown(parseInstant(text))).toBe(instant);
    // The same as a start and as an end, in any zone.
    expect(shown(zone("Europe/Berlin").startOf(text))).toBe(instant);
    expect(shown(zone("Europe/Berlin").endOf(text))).toBe(instant);
  });

  it.each([
    "2026-12-01T18:00:00",
    "2026-12-01T24:00:00Z",
    "2026-12-01T18:60:00Z",
    "2026-02-30T10:00:00Z",
    "2026-12-01T18:00Z",
    "2026-12-01T18:00:00+24:00",
  ])("rejects %s", (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

it("rejects an unknown zone", () => {
  expect(zonedTime("Mars/Base")).toBeUndefined();
});
