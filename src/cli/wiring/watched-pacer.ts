import { createPacer, type PacedRequest, type Pacer, type PacerOptions } from "../../http/pacer.ts";
import type { Activity } from "../activity.ts";

/**
 * Returns a pacer that records its requests and waits. A wait while a request is not sent yet is one for the rate limit; any
 * other one is the pause before a read is repeated.
 */
export function watchedPacer(system: string, options: PacerOptions, activity: Activity | undefined): Pacer {
  if (activity === undefined) return createPacer(options);
  let admitting = 0;
  const clock: PacerOptions["clock"] = {
    now: () => options.clock.now(),
    sleep: async (milliseconds, signal) => {
      const wait = {
        reason: admitting > 0 ? ("rate limit" as const) : ("retry" as const),
        until: options.clock.now() + milliseconds,
      };
      activity.waits.set(system, wait);
      try {
        await options.clock.sleep(milliseconds, signal);
      } finally {
        if (activity.waits.get(system) === wait) activity.waits.delete(system);
      }
    },
  };
  const pacer = createPacer({ ...options, clock });
  return {
    ...pacer,
    send: async <T>(request: PacedRequest<T>): Promise<T> => {
      let isAdmitting = true;
      admitting += 1;
      const sent = (): void => {
        if (isAdmitting) admitting -= 1;
        isAdmitting = false;
      };
      try {
        return await pacer.send({
          ...request,
          send: () => {
            sent();
            activity.requests += 1;
            return request.send();
          },
          report: (answer) => {
            const report = request.report(answer);
            // A refused request waits for the limit again, unless the pacer gives up.
            if (report.refused && !isAdmitting) {
              isAdmitting = true;
              admitting += 1;
            }
            return report;
          },
        });
      } finally {
        sent();
      }
    },
  };
}
