import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildPlan } from "../../../src/plan/build-plan.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { applyToObserved } from "../../support/applied.ts";
import { now } from "../../support/model.ts";
import { sideOf } from "../../support/planned.ts";
import { randomWorld, type RandomWorld } from "../../support/random-world.ts";

function planOf({ model, observations }: RandomWorld): Plan {
  return buildPlan({ head: sideOf(model), base: null, at: now, observations, findings: [] });
}

describe("an applied plan", () => {
  it("leaves nothing to plan (I18)", () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        const plan = planOf(world);
        const applied = applyToObserved(plan.operations, world.observations);
        expect(planOf({ ...world, observations: applied }).operations).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("names every operation once", () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        const ids = planOf(world).operations.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 200 },
    );
  });
});
