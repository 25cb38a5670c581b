import type { Finding, UnlocatedFinding } from "../../src/diagnostics/finding.ts";
import type { CompleteObservation } from "../../src/model/observation.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { checkChange, checkTree } from "../../src/workflow/check.ts";
import { judged } from "../support/judged.ts";
import { type ModelBuilder, now } from "../support/model.ts";
import type { TreeBuilder } from "../support/tree.ts";

/** A message as a person reads it. */
export interface Reported {
  readonly code: string;
  /** The subject and the problem. */
  readonly message: string;
  /** File and line, file and field, or the system. */
  readonly where: string;
  readonly next: string;
}

/** The smallest input that reports a code. The message must contain `about`, the name of its subject. */
export interface Scenario {
  readonly about: string;
  readonly reported: () => readonly Reported[] | Promise<readonly Reported[]>;
}

export type Scenarios = Readonly<Record<string, Scenario>>;

const reported = ({ code, message, remedy, file, line, column }: Finding): Reported => ({
  code,
  message,
  where: file === null ? "the tree" : line === null ? file : `${file}, line ${line}, column ${column ?? "-"}`,
  next: remedy,
});

export const reportedFindings = (findings: readonly Finding[]): readonly Reported[] => findings.map(reported);

/** Returns a scenario of files that load or policy reports. */
export const inTree = (about: string, tree: () => TreeBuilder): Scenario => ({
  about,
  reported: () => checkTree(tree().build(), now).findings.map(reported),
});

/** Returns a scenario of a change, compared with the tree before it. */
export const inChange = (about: string, before: () => TreeBuilder, after: () => TreeBuilder): Scenario => ({
  about,
  reported: () => checkChange(checkTree(before().build(), now), checkTree(after().build(), now)).findings.map(reported),
});

export function reportedUnlocated(findings: readonly UnlocatedFinding[]): readonly Reported[] {
  return findings.map(({ code, message, remedy, place }) => ({
    code,
    message,
    where:
      place === null
        ? "the tree"
        : place.field.length === 0
          ? `${place.file}, line 1`
          : `${place.file}, field ${place.field.join(".")}`,
    next: remedy,
  }));
}

/** A scenario of a model and observations of the providers. */
export interface WorldScenario extends Scenario {
  readonly world: () => ModelBuilder;
  readonly observations: () => readonly CompleteObservation[] | null;
}

/** Returns a scenario of a model and observations of the providers that policy reports. */
export const inWorld = (
  about: string,
  world: () => ModelBuilder,
  observations: () => readonly CompleteObservation[] | null = () => null,
): WorldScenario => ({
  about,
  world,
  observations,
  reported: () => reportedUnlocated(judged(world(), now, observations())),
});

/** Returns a scenario that a guard of a plan reports. */
export const inPlan = (about: string, plan: () => Plan): Scenario => ({
  about,
  reported: () =>
    plan().guards.map(({ code, message, remedy, system }) => ({
      code,
      message,
      where: system === null ? "the plan" : `system ${system}`,
      next: remedy,
    })),
});
