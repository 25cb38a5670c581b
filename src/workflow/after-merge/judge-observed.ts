import type { ApplyReport } from "../../apply/apply-report.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { sortFindings } from "../../diagnostics/order.ts";
import { isAchieved } from "../../model/outcome.ts";
import type { CompleteObservation } from "../../model/observation.ts";
import { evaluateObserved } from "../../policy/evaluate.ts";
import { locate } from "../check.ts";
import { metSide, type States } from "./prepare.ts";

/**
 * Returns what the rules find in the state that the run read before its first write. All findings are at most warnings: they
 * never stop a run, and a later run judges again.
 */
export function judgeObserved(
  states: Pick<States, "approved" | "tip">,
  observations: readonly CompleteObservation[],
): readonly Finding[] {
  const findings = evaluateObserved(metSide(states), { observations, atMost: "warning" });
  return sortFindings(findings.map((finding) => locate(finding, states.approved.checked.loaded)));
}

/** Codes about access that the operations on their user remove. */
const isAboutAccess = (code: string): boolean =>
  code === "lp/leaver-with-access" || code === "lp/orphan-account" || code.startsWith("sod/");

/** Returns the findings without those about access of a user whose operations the run carried out, each of them. */
export function stillFound(findings: readonly Finding[], report: ApplyReport | null): readonly Finding[] {
  const done = new Set<string>();
  const failed = new Set<string>();
  for (const { operation, outcome } of report?.entries ?? [])
    if (operation.user !== null) (isAchieved(outcome.kind) ? done : failed).add(operation.user);
  return findings.filter(({ code, user = null }) => {
    const isChanged = user !== null && done.has(user) && !failed.has(user);
    return !(isChanged && isAboutAccess(code));
  });
}
