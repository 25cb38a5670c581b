import type { ApplyReport } from "../apply/apply-report.ts";
import { countOutcomes } from "../model/outcome.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** Returns the exit code of a run by its report; null: there was nothing to write. */
export function exitCodeOfReport(report: ApplyReport | null): ExitCode {
  const { done, alreadySo, failed, notAttempted } = countOutcomes(report?.entries ?? []);
  if (failed + notAttempted === 0) return exitCodes.done;
  return done + alreadySo > 0 ? exitCodes.partlyApplied : exitCodes.unexpected;
}
