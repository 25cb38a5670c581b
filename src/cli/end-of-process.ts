import type { Writable } from "node:stream";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** The signals that stop a run, with the exit code of the process. */
export const stopSignals = [
  ["SIGINT", exitCodes.interrupted],
  ["SIGTERM", exitCodes.terminated],
] as const satisfies readonly (readonly [NodeJS.Signals, ExitCode])[];

export const stoppingText = "Stopping. A write in flight is finished and recorded first.";

/** Returns when the streams have passed on everything that was written to them. */
export async function flushed(streams: readonly Writable[]): Promise<void> {
  for (const stream of streams)
    await new Promise<void>((resolve) => {
      stream.write("", () => resolve());
    });
}
