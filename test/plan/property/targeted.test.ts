import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SystemId } from "../../../src/model/documents.ts";
import type { CompleteObservation } from "../../../src/model/observation.ts";
import { buildPlan } from "../../../src/plan/build-plan.ts";
import { narrowPlan } from "../../../src/plan/narrow.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { coversPlan } from "../../../src/plan/targeted/covers-plan.ts";
import { targetNeeds } from "../../../src/plan/targeted/target-needs.ts";
import { compareText } from "../../../src/support/compare.ts";
import { readTargets } from "../../../src/workflow/read-targets.ts";
import { assignmentReadsOf, targetReadsOf } from "../../support/memory-target-reads.ts";
import { now } from "../../support/model.ts";
import { sideOf } from "../../support/planned.ts";
import { randomWorld, type RandomWorld } from "../../support/random-world.ts";

const names = ["u0", "u1", "u2", "u3", "u4", "u5", "okta/g0", "okta/g1", "okta/g2", "okta/g3", "google/h0-member"];
const targetsOf = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 });

function planOf(
  { model }: RandomWorld,
  {
    observations,
    targets,
  }: { readonly observations: readonly CompleteObservation[]; readonly targets: readonly string[] },
): Plan {
  return narrowPlan(buildPlan({ head: sideOf(model), base: null, at: now, observations, findings: [] }), targets);
}

/** Returns the observations with Okta read for the targets; null where a complete read is needed. */
async function targeted(
  world: RandomWorld,
  targets: readonly string[],
): Promise<readonly CompleteObservation[] | null> {
  const needs = targetNeeds(sideOf(world.model), { at: now, targets })("okta" as SystemId);
  const [okta, ...others] = world.observations;
  if (needs === null || okta === undefined) return null;
  const observed = await readTargets(targetReadsOf(okta.observed), needs, {
    model: world.model,
    assignmentReads: assignmentReadsOf(okta.observed),
  });
  return observed === null ? null : [{ ...okta, observed }, ...others];
}

const byId = ({ operations }: Plan) => operations.toSorted((left, right) => compareText(left.id, right.id));

describe("a plan from a targeted read", () => {
  it("has the operations of the complete plan for these targets, unless it refuses", async () => {
    let compared = 0;
    let different = 0;
    await fc.assert(
      fc.asyncProperty(randomWorld, targetsOf, async (world, targets) => {
        const read = await targeted(world, targets);
        if (read === null) return;
        const plan = planOf(world, { observations: read, targets });
        if (plan.guards.some(({ blocked }) => blocked) || !coversPlan(plan, read)) return;
        const complete = planOf(world, { observations: world.observations, targets });
        // The order between operations without a dependency also follows from operations that the targets do not have.
        expect(byId(plan)).toEqual(byId(complete));
        expect(plan.digest).toBe(complete.digest);
        compared += 1;
        if (plan.operations.length > 0) different += 1;
      }),
      { numRuns: 2_600 },
    );
    expect(compared).toBeGreaterThan(200);
    expect(different).toBeGreaterThan(100);
  });
});
