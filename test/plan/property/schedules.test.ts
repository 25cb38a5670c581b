import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scheduleOf } from "../../../src/apply/schedule.ts";
import { prerequisites } from "../../../src/apply/prerequisites.ts";
import type { Operation } from "../../../src/plan/operation.ts";
import { startEdges } from "../../../src/plan/order/start-edges.ts";
import { randomWorld } from "../../support/random-world.ts";
import { planOfWorld, safeStates } from "./safe-states.ts";

/** One run: which of the operations in flight has its effect next, and which operations fail. */
const schedule = fc.record({
  inFlight: fc.constantFrom(1, 2, 8, 100),
  picks: fc.infiniteStream(fc.nat()),
  fails: fc.infiniteStream(fc.constantFrom(...Array<boolean>(9).fill(false), true)),
});
type Choices = typeof schedule extends fc.Arbitrary<infer T> ? T : never;

/**
 * Simulates a run in which the operations in flight have their effects in any order, and some of them only after the run
 * has settled others. Calls `onEffect` with everything that was written, after each write.
 */
function simulate(
  operations: readonly Operation[],
  { inFlight, picks, fails }: Choices,
  { mayFail, onEffect }: { mayFail: boolean; onEffect: (written: readonly Operation[]) => void },
): readonly Operation[] {
  const plan = scheduleOf(operations, { edges: startEdges(operations), inFlight });
  const needs = prerequisites();
  const flying: { operation: Operation; isWritten: boolean; works: boolean }[] = [];
  const written: Operation[] = [];
  while (!plan.isDone()) {
    for (const operation of plan.start()) {
      const isMissing = needs.missing(operation) !== null;
      flying.push({ operation, isWritten: isMissing, works: !isMissing && !(mayFail && fails.next().value === true) });
    }
    for (const { system } of operations)
      expect(flying.filter(({ operation }) => operation.system === system).length).toBeLessThanOrEqual(inFlight);
    const position = (picks.next().value ?? 0) % flying.length;
    const one = flying[position]!;
    if (!one.isWritten) {
      one.isWritten = true;
      if (one.works) {
        written.push(one.operation);
        onEffect(written);
      }
      continue;
    }
    flying.splice(position, 1);
    needs.note(one.operation, one.works ? { kind: "done" } : { kind: "failed", reason: "refused" });
    plan.settle(one.operation);
  }
  return written;
}

describe("every set of operations that a schedule can have written", () => {
  it("is a safe state: no new conflict, enough owners, no loss of desired access (I7, I9, I10, I24)", () => {
    let reordered = 0;
    fc.assert(
      fc.property(randomWorld, schedule, (world, choices) => {
        const plan = planOfWorld(world);
        if (plan === null) return;
        const written = simulate(plan.operations, choices, { mayFail: false, onEffect: safeStates(world, plan) });
        expect(new Set(written)).toEqual(new Set(plan.operations));
        if (written.some((operation, position) => operation !== plan.operations[position])) reordered += 1;
      }),
      { numRuns: 400 },
    );
    expect(reordered).toBeGreaterThan(100);
  });

  it("is a safe state where operations fail: no new conflict and enough owners (I7, I9, I24)", () => {
    fc.assert(
      fc.property(randomWorld, schedule, (world, choices) => {
        const plan = planOfWorld(world);
        if (plan === null) return;
        const check = safeStates(world, plan);
        simulate(plan.operations, choices, { mayFail: true, onEffect: (written) => check(written, false) });
      }),
      { numRuns: 300 },
    );
  });

  it("has no containment after something else that could wait for it", () => {
    fc.assert(
      fc.property(randomWorld, schedule, (world, choices) => {
        const plan = planOfWorld(world);
        if (plan === null) return;
        const contains = ({ action }: Operation): boolean =>
          action === "account.suspend" || action === "account.deactivate";
        const order = plan.operations;
        const written = simulate(order, choices, { mayFail: false, onEffect: () => {} });
        for (const [position, operation] of written.entries())
          if (!contains(operation))
            for (const later of written.slice(position + 1).filter(contains))
              expect(order.indexOf(later), `${operation.id} before ${later.id}`).toBeGreaterThan(
                order.indexOf(operation),
              );
      }),
      { numRuns: 150 },
    );
  });
});
