import type { ApplyReport } from "../apply/apply-report.ts";
import { countOutcomes } from "../model/outcome.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/**
 * Returns the exit code of a run by its report.
 * @param report null: there was nothing to write
 * @param isHeldBack whether the plan holds back a user or a group: such a run is never complete
 */
export function exitCodeOfReport(report: ApplyReport | null, isHeldBack: boolean): ExitCode {
  const { done, alreadySo, failed, notAttempted } = countOutcomes(report?.entries ?? []);
  const isWritten = done + alreadySo > 0;
  if (failed + notAttempted > 0) return isWritten ? exitCodes.partlyApplied : exitCodes.unexpected;
  if (isHeldBack) return isWritten ? exitCodes.partlyApplied : exitCodes.refused;
  return exitCodes.done;
}
