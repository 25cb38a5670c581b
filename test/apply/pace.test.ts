import { describe, expect, it } from "vitest";
import { publishedLimits } from "../../src/sandbox/okta/rate-limits.ts";
import { paceOf } from "./virtual-pace.ts";

const thousand = { additions: 1000, groups: 20, inFlight: 8, latency: 60 };

const profiles = ["workforce", "integratorFree"] as const;

describe("1,000 independent additions in virtual time", { timeout: 120_000 }, () => {
  for (const profile of profiles)
    for (const groups of [1, 1000])
      it(`take at most 10 % more than the share of the limits allows: ${groups} groups, ${profile}`, async () => {
        const pace = await paceOf({ ...thousand, groups, limits: publishedLimits[profile], share: 0.25 });
        expect([pace.done, pace.refused]).toEqual([1000, 0]);
        // Each group is read before, and each membership only after, where the group has one addition.
        expect(pace.requests["group"]).toBe(groups);
        expect(pace.requests["users"]).toBe(groups === 1 ? undefined : 1000);
        expect(pace.minutes).toBeLessThanOrEqual(pace.allowed * 1.1);
        expect(pace.connections).toBeLessThanOrEqual(thousand.inFlight);
      });

  for (const profile of profiles)
    it(`take at most 10 % more than the share of the limits allows, and nothing is refused: ${profile}`, async () => {
      const pace = await paceOf({ ...thousand, limits: publishedLimits[profile], share: 0.25 });
      expect([pace.done, pace.refused]).toEqual([1000, 0]);
      expect(pace.connections).toBeLessThanOrEqual(thousand.inFlight);
      // For each group: its list before and after, and the group itself. The rules every ten minutes.
      expect(pace.requests["group"]).toBe(20);
      expect(pace.requests["users"]).toBeUndefined();
      expect(pace.requests["groups"]).toBeLessThanOrEqual(1050);
      expect(pace.minutes).toBeLessThanOrEqual(pace.allowed * 1.1);
      expect(pace.minutes).toBeGreaterThanOrEqual(pace.allowed - 1);
    });
});
