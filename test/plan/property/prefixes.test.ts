import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildPlan } from "../../../src/plan/build-plan.ts";
import { applyToObserved } from "../../support/applied.ts";
import { now } from "../../support/model.ts";
import { sideOf } from "../../support/planned.ts";
import { randomWorld } from "../../support/random-world.ts";
import { conflictsIn, heldIn, ownersOf, planOfWorld, safeStates } from "./safe-states.ts";

describe("every prefix of a plan's order", () => {
  it("is a safe state: no new conflict, enough owners, no loss of desired access (I10, I24)", () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        const plan = planOfWorld(world);
        if (plan === null) return;
        const check = safeStates(world, plan);
        for (let length = 1; length <= plan.operations.length; length += 1) check(plan.operations.slice(0, length));
      }),
      { numRuns: 300 },
    );
  });

  it("stays safe when one operation fails and only its dependents are left out", () => {
    fc.assert(
      fc.property(randomWorld, fc.nat(), ({ model, observations }, chance) => {
        const plan = buildPlan({ head: sideOf(model), base: null, at: now, observations, findings: [] });
        if (plan.operations.length === 0) return;
        if (plan.guards.some(({ code, blocked }) => blocked && code === "guard/floor")) return;
        const failed = plan.operations[chance % plan.operations.length]?.id ?? "";
        const out = new Set([failed]);
        for (const { id, dependsOn } of plan.operations) if (dependsOn.some((needed) => out.has(needed))) out.add(id);
        const done = plan.operations.filter(({ id }) => !out.has(id));
        const start = heldIn(observations, model);
        const wanted = heldIn(applyToObserved(plan.operations, observations), model);
        const end = heldIn(applyToObserved(done, observations), model);
        const allowed = new Set([...conflictsIn(start, model), ...conflictsIn(wanted, model)]);
        const together = [...conflictsIn(end, model)].filter((conflict) => !allowed.has(conflict));
        expect({ failed, together }).toEqual({ failed, together: [] });
        const floor = model.systems.get("google" as never)?.guards.floors.groupOwners ?? 0;
        for (const group of ["h0@acme.example", "h1@acme.example"])
          expect(ownersOf(end, group), `owners of ${group} without ${failed}`).toBeGreaterThanOrEqual(
            Math.min(floor, ownersOf(start, group), ownersOf(wanted, group)),
          );
      }),
      { numRuns: 300 },
    );
  });

  it("includes the dependencies of its operations", () => {
    fc.assert(
      fc.property(randomWorld, ({ model, observations }) => {
        const plan = buildPlan({ head: sideOf(model), base: null, at: now, observations, findings: [] });
        const done = new Set<string>();
        for (const { id, dependsOn } of plan.operations) {
          expect(dependsOn.filter((needed) => !done.has(needed))).toEqual([]);
          done.add(id);
        }
      }),
      { numRuns: 200 },
    );
  });
});
