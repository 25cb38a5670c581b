import type { AccessModel } from "../../src/model/documents.ts";
import { nothingWritten } from "../../src/model/written-files.ts";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { buildPlan } from "../../src/plan/build-plan.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { PlanSide } from "../../src/plan/side.ts";
import type { Opened, Taken } from "../../src/plan/taken.ts";
import { type ModelBuilder, now } from "./model.ts";
import type { ObservedBuilder } from "./observed.ts";

export const sideOf = (model: AccessModel, at = now): PlanSide => ({
  ...resolveModel(model, at),
  commit: null,
  written: nothingWritten,
});

export interface PlanScenario {
  readonly base?: ModelBuilder;
  readonly at?: number;
  readonly since?: number;
  readonly taken?: Taken;
  readonly opened?: Opened;
  /** A change of the model that the builder has no method for. */
  readonly with?: (model: AccessModel) => AccessModel;
}

/** Returns the plan for a model and the providers' state. */
export function planFor(world: ModelBuilder, live: readonly ObservedBuilder[], scenario: PlanScenario = {}): Plan {
  return buildPlan({
    head: sideOf((scenario.with ?? ((model) => model))(world.build())),
    base: scenario.base === undefined ? null : sideOf(scenario.base.build()),
    at: scenario.at ?? now,
    observations: live.map((system) => system.build()),
    findings: [],
    since: scenario.since ?? null,
    ...(scenario.taken === undefined ? {} : { taken: scenario.taken }),
    ...(scenario.opened === undefined ? {} : { opened: scenario.opened }),
  });
}

/** Returns the ids of the operations in order. */
export const idsOf = (plan: Plan): readonly string[] => plan.operations.map(({ id }) => id);

/** Returns `code blocked` or `code` for each guard. */
export const guardsOf = (plan: Plan): readonly string[] =>
  plan.guards.map(({ code, blocked }) => (blocked ? `${code} blocked` : code));
