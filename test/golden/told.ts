import type { Finding, UnlocatedFinding } from "../../src/diagnostics/finding.ts";
import type { CompleteObservation } from "../../src/model/observation.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { checkChange, checkTree } from "../../src/workflow/check.ts";
import { judged } from "../support/judged.ts";
import { type ModelBuilder, now } from "../support/model.ts";
import type { TreeBuilder } from "../support/tree.ts";

/** A message as a person meets it. */
export interface Told {
  readonly code: string;
  /** Who and what. */
  readonly says: string;
  /** File and line, file and field, or the system. */
  readonly where: string;
  readonly next: string;
}

/** The shortest world in which a code is told; `about` is whom or what the message has to name. */
export interface Story {
  readonly about: string;
  readonly told: () => readonly Told[] | Promise<readonly Told[]>;
}

export type Stories = Readonly<Record<string, Story>>;

const told = ({ code, message, remedy, file, line, column }: Finding): Told => ({
  code,
  says: message,
  where: file === null ? "the whole tree" : line === null ? file : `${file}, line ${line}, column ${column ?? "-"}`,
  next: remedy,
});

export const findingsTold = (findings: readonly Finding[]): readonly Told[] => findings.map(told);

/** Told by load or policy, of files. */
export const inTree = (about: string, tree: () => TreeBuilder): Story => ({
  about,
  told: () => checkTree(tree().build(), now).findings.map(told),
});

/** Told of a change, by comparison with what was there before. */
export const inChange = (about: string, before: () => TreeBuilder, after: () => TreeBuilder): Story => ({
  about,
  told: () => checkChange(checkTree(before().build(), now), checkTree(after().build(), now)).findings.map(told),
});

export function unlocatedTold(findings: readonly UnlocatedFinding[]): readonly Told[] {
  return findings.map(({ code, message, remedy, place }) => ({
    code,
    says: message,
    where:
      place === null
        ? "the whole tree"
        : place.field.length === 0
          ? `${place.file}, line 1`
          : `${place.file}, field ${place.field.join(".")}`,
    next: remedy,
  }));
}

/** Told by policy, of a model and of what the providers hold. */
export const inWorld = (
  about: string,
  world: () => ModelBuilder,
  observations: () => readonly CompleteObservation[] | null = () => null,
): Story => ({ about, told: () => unlocatedTold(judged(world(), now, observations())) });

/** Told by a plan, as one of its guards. */
export const inPlan = (about: string, plan: () => Plan): Story => ({
  about,
  told: () =>
    plan().guards.map(({ code, message, remedy, system }) => ({
      code,
      says: message,
      where: system === null ? "the whole plan" : `system ${system}`,
      next: remedy,
    })),
});
