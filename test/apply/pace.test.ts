import { describe, expect, it } from "vitest";
import { publishedLimits } from "../../src/sandbox/okta/rate-limits.ts";
import { paceOf } from "./virtual-pace.ts";

const thousand = { additions: 1000, groups: 20, inFlight: 8, latency: 60 };

describe("1,000 independent additions in virtual time", { timeout: 120_000 }, () => {
  for (const profile of ["workforce", "integratorFree"] as const)
    it(`take at most 10 % more than the share of the limits allows, and nothing is refused: ${profile}`, async () => {
      const pace = await paceOf({ ...thousand, limits: publishedLimits[profile], share: 0.25 });
      expect([pace.done, pace.refused]).toEqual([1000, 0]);
      // For each group: its list before and after, and the group itself. The rules every ten minutes.
      expect(pace.requests["group"]).toBe(20);
      expect(pace.requests["users"]).toBeUndefined();
      expect(pace.requests["groups"]).toBeLessThanOrEqual(1050);
      expect(pace.minutes).toBeLessThanOrEqual(pace.allowed * 1.1);
      expect(pace.minutes).toBeGreaterThanOrEqual(pace.allowed - 1);
    });
});
