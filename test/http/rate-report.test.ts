import { describe, expect, it } from "vitest";
import { rateReportOf } from "../../src/http/rate-report.ts";

const now = Date.parse("2027-01-04T09:00:00Z");
const date = "Mon, 04 Jan 2027 09:00:00 GMT";

function reportOf(status: number, headers: Readonly<Record<string, string>>) {
  return rateReportOf(status, (name) => headers[name] ?? null, now);
}

describe("the rate report of a response", () => {
  it("reads limit, remaining and reset by the server's clock", () => {
    const headers = {
      // The server's clock is ten minutes behind the local clock.
      date: "Mon, 04 Jan 2027 08:50:00 GMT",
      "x-rate-limit-limit": "600",
      "x-rate-limit-remaining": "17",
      "x-rate-limit-reset": String(Date.parse("2027-01-04T08:50:30Z") / 1000),
    };
    expect(reportOf(200, headers)).toEqual({ limit: 600, remaining: 17, resetsIn: 31_000, refused: false });
  });

  it("treats a limit of 0 as too many concurrent requests, not as a limit per minute", () => {
    const headers = { date, "x-rate-limit-limit": "0", "x-rate-limit-remaining": "0" };
    expect(reportOf(429, headers)).toEqual({ limit: null, remaining: null, resetsIn: null, refused: true });
  });

  it.each([
    ["seconds", "30", 30_000],
    ["an HTTP date", "Mon, 04 Jan 2027 09:00:45 GMT", 45_000],
    ["a date in the past", "Mon, 04 Jan 2027 08:00:00 GMT", null],
    ["no wait", "0", null],
    ["a negative number", "-5", null],
    ["a year", "31536000", null],
    ["words", "soon", null],
    ["nothing", "", null],
  ])("reads Retry-After as %s", (_form, text, wait) => {
    expect(reportOf(429, { date, "retry-after": text }).resetsIn).toBe(wait);
  });

  it("reads Retry-After only from refusals", () => {
    expect(reportOf(200, { date, "retry-after": "30" }).resetsIn).toBeNull();
  });

  it.each([
    ["in the past", now / 1000 - 60, null],
    ["in the year 2100", Date.parse("2100-01-01T00:00:00Z") / 1000, null],
    ["now", now / 1000, 1000],
  ])("ignores a reset %s", (_when, reset, wait) => {
    expect(reportOf(429, { date, "x-rate-limit-reset": String(reset) }).resetsIn).toBe(wait);
  });

  it("uses the longer of two announced waits", () => {
    const headers = { date, "retry-after": "50", "x-rate-limit-reset": String(now / 1000 + 10) };
    expect(reportOf(429, headers).resetsIn).toBe(50_000);
  });
});
