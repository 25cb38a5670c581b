import type { UnlocatedFinding } from "../../src/diagnostics/finding.ts";
import type { CompleteObservation } from "../../src/model/observation.ts";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { evaluateObserved, evaluatePolicy } from "../../src/policy/evaluate.ts";
import { leastPrivilegeRules } from "../../src/policy/rule-list.ts";
import { canonicalJson } from "../../src/support/canonical-json.ts";
import { sortedBy } from "../../src/support/compare.ts";
import { type ModelBuilder, now } from "./model.ts";

/** Returns the findings of one code in a world, without other findings such as a missing account. */
export function findingsOf(world: ModelBuilder, code: string, when = now): readonly UnlocatedFinding[] {
  return judged(world, when).filter((finding) => finding.code === code);
}

/** Returns the findings of one code, including the providers' state. */
export function findingsSeeing(
  world: ModelBuilder,
  code: string,
  observations: readonly CompleteObservation[],
): readonly UnlocatedFinding[] {
  return judged(world, now, observations).filter((finding) => finding.code === code);
}

/** Returns all findings of policy for a world. */
export function judged(
  world: ModelBuilder,
  when = now,
  observations: readonly CompleteObservation[] | null = null,
): readonly UnlocatedFinding[] {
  const model = world.build();
  return evaluatePolicy(resolveModel(model, when), undefined, { observations });
}

/** Returns the findings with the rules judged in three ways, sorted. Each way must give the same findings. */
export function judgedInEachWay(world: ModelBuilder, observations: readonly CompleteObservation[] | null) {
  const resolved = resolveModel(world.build(), now);
  const sorted = (findings: readonly UnlocatedFinding[]) => sortedBy(findings, canonicalJson);
  const desired = evaluatePolicy(resolved);
  return {
    once: sorted(evaluatePolicy(resolved, undefined, { observations })),
    reversed: sorted(evaluatePolicy(resolved, leastPrivilegeRules.toReversed(), { observations })),
    inParts: sorted(observations === null ? desired : [...desired, ...evaluateObserved(resolved, { observations })]),
  };
}

/** `severity file field` of each finding of one code. */
export function verdicts(world: ModelBuilder, code: string, when = now): readonly string[] {
  return findingsOf(world, code, when).map(verdict);
}

export function verdictsSeeing(
  world: ModelBuilder,
  code: string,
  observations: readonly CompleteObservation[],
): readonly string[] {
  return findingsSeeing(world, code, observations).map(verdict);
}

function verdict({ severity, place }: UnlocatedFinding): string {
  return `${severity} ${place?.file ?? ""} ${(place?.field ?? []).join(".")}`.trim();
}
