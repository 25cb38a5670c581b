import type { UnlocatedFinding } from "../../src/diagnostics/finding.ts";
import { resolveAssignments } from "../../src/model/effective.ts";
import { evaluatePolicy } from "../../src/policy/evaluate.ts";
import { type ModelBuilder, now } from "./model.ts";

/** Findings of one code in a world; others (such as a missing account) are another story. */
export function findingsOf(world: ModelBuilder, code: string, when = now): readonly UnlocatedFinding[] {
  const model = world.build();
  return evaluatePolicy(model, resolveAssignments(model), when).filter((finding) => finding.code === code);
}

/** `severity file` of each finding of one code. */
export function verdicts(world: ModelBuilder, code: string, when = now): readonly string[] {
  return findingsOf(world, code, when).map(({ severity, place }) =>
    `${severity} ${place?.file ?? ""} ${(place?.field ?? []).join(".")}`.trim(),
  );
}
