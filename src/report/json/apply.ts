import type { ApplyReport } from "../../apply/apply-report.ts";
import type { Plan } from "../../plan/plan.ts";
import { countOutcomes } from "../../model/outcome.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Operation } from "../../plan/operation.ts";
import { findingJson } from "./finding.ts";
import { planJson } from "./plan.ts";

/** Returns the outcome of each operation; null: no operation had to be carried out. */
export function resultsJson(report: ApplyReport | null) {
  return (report?.entries ?? []).map(({ operation, outcome }) => ({
    operation: operation.id,
    outcome: outcome.kind,
    reason: "reason" in outcome ? outcome.reason : null,
  }));
}

/** Returns the answer of `rolecall apply` in the form of formats.md. */
export function applyJson(
  plan: Plan,
  {
    report,
    undone,
    leavers,
    stale,
  }: {
    readonly report: ApplyReport | null;
    readonly undone: readonly Operation[];
    readonly leavers: readonly Finding[];
    readonly stale: readonly string[];
  },
) {
  return {
    version: 1,
    plan: planJson(plan),
    run: report?.run ?? null,
    stopped: report?.stopped ?? null,
    results: resultsJson(report),
    summary: countOutcomes(report?.entries ?? []),
    notRemoved: undone.map(({ id }) => id),
    leavers: leavers.map(findingJson),
    stale,
  };
}
