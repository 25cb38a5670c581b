import type { Operation } from "../plan/operation.ts";
import type { Schedule } from "./schedule.ts";

export interface CarryOutAllOptions {
  /** Carries out one operation. `release`: the operation no longer counts as in flight, although it has no outcome yet. */
  readonly settle: (operation: Operation, release: () => void) => Promise<void>;
  /** Called when a system has nothing in flight and nothing can start: what waits for further operations waits in vain. */
  readonly onIdle: (system: string) => void;
}

/**
 * Carries out every operation as the schedule allows, and waits for all of them.
 * @throws the first error of `settle`, after the operations in flight have ended. Nothing is started after it
 */
export async function carryOutAll(schedule: Schedule, { settle, onIdle }: CarryOutAllOptions): Promise<void> {
  const unsettled = new Set<Promise<void>>();
  const errors: unknown[] = [];
  let wake = (): void => {};
  while (!schedule.isDone() && (errors.length === 0 || unsettled.size > 0)) {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    for (const operation of errors.length === 0 ? schedule.start() : []) {
      const release = (): void => {
        schedule.release(operation);
        wake();
      };
      const work: Promise<void> = settle(operation, release)
        .catch((problem: unknown) => void errors.push(problem))
        .finally(() => {
          schedule.settle(operation);
          unsettled.delete(work);
          wake();
        });
      unsettled.add(work);
    }
    for (const system of schedule.systems) if (schedule.isIdle(system)) onIdle(system);
    await woken;
  }
  if (errors.length > 0) throw errors[0];
}
