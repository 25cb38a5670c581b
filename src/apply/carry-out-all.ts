import type { Operation } from "../plan/operation.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Carries out every operation as the schedule allows, and waits for all of them.
 * @throws the first error of `settle`, after the operations in flight have ended. Nothing is started after it
 */
export async function carryOutAll(schedule: Schedule, settle: (operation: Operation) => Promise<void>): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  const errors: unknown[] = [];
  while (!schedule.isDone() && errors.length === 0) {
    for (const operation of schedule.start()) {
      const work: Promise<void> = settle(operation)
        .catch((problem: unknown) => void errors.push(problem))
        .finally(() => {
          schedule.settle(operation);
          inFlight.delete(work);
        });
      inFlight.add(work);
    }
    await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  if (errors.length > 0) throw errors[0];
}
