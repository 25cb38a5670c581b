import { isUnread } from "../report/held-back.ts";
import type { ApplyReport } from "../apply/apply-report.ts";
import type { GuardResult } from "../plan/plan.ts";
import { countOutcomes } from "../model/outcome.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/**
 * Returns the exit code of a run by its report.
 * @param report null: there was nothing to write
 * @param held what the plan holds back: such a run is never complete
 * @param undone the removals that the run left undone, for whatever reason: such a run is never complete either
 */
export function exitCodeOfReport(
  report: ApplyReport | null,
  held: readonly Pick<GuardResult, "code" | "subject">[],
  undone: readonly unknown[],
): ExitCode {
  const { done, alreadySo, failed, notAttempted } = countOutcomes(report?.entries ?? []);
  const isWritten = done + alreadySo > 0;
  if (failed + notAttempted > 0) return isWritten ? exitCodes.partlyApplied : exitCodes.unexpected;
  if (held.length + undone.length === 0) return exitCodes.done;
  if (isWritten) return exitCodes.partlyApplied;
  // A system that cannot be read is an operational failure; another doubt needs a change of the files or the provider.
  return held.some(isUnread) ? exitCodes.unexpected : exitCodes.refused;
}
