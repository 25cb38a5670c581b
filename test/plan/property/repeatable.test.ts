import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccessModel } from "../../../src/model/documents.ts";
import type { CompleteObservation } from "../../../src/model/observation.ts";
import { buildPlan } from "../../../src/plan/build-plan.ts";
import { now } from "../../support/model.ts";
import { complete } from "../../support/observed.ts";
import { sideOf } from "../../support/planned.ts";
import { randomWorld } from "../../support/random-world.ts";

/** Returns the same items in an order that depends only on the seed. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  let state = seed;
  const keyed = items.map((item) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return { item, key: state };
  });
  return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item);
}

const shuffledMap = <K, V>(map: ReadonlyMap<K, V>, seed: number): ReadonlyMap<K, V> =>
  new Map(shuffled([...map], seed));

function shuffledModel(model: AccessModel, seed: number): AccessModel {
  return {
    ...model,
    users: shuffledMap(model.users, seed),
    systems: shuffledMap(model.systems, seed),
    entitlements: shuffledMap(model.entitlements, seed),
    roles: new Map(
      shuffled([...model.roles], seed).map(([id, role]) => [
        id,
        { ...role, entitlements: shuffled(role.entitlements, seed) },
      ]),
    ),
    grants: shuffled(model.grants, seed),
    separationOfDuties: shuffled(model.separationOfDuties, seed),
  };
}

function shuffledObservation({ observed }: CompleteObservation, seed: number): CompleteObservation {
  return complete({
    ...observed,
    accounts: shuffled(observed.accounts, seed),
    groups: shuffled(observed.groups, seed),
    memberships: shuffled(observed.memberships, seed),
    membershipsRead: shuffled(observed.membershipsRead, seed),
  });
}

describe("a plan", () => {
  it("has the same bytes for any order of files and lists (I23)", () => {
    fc.assert(
      fc.property(randomWorld, randomWorld, fc.integer({ min: 1, max: 1_000_000 }), (world, earlier, seed) => {
        const bytes = (model: AccessModel, base: AccessModel, observations: readonly CompleteObservation[]): string =>
          JSON.stringify(buildPlan({ head: sideOf(model), base: sideOf(base), at: now, observations, findings: [] }));
        const straight = bytes(world.model, earlier.model, world.observations);
        const mixed = bytes(
          shuffledModel(world.model, seed),
          shuffledModel(earlier.model, seed + 1),
          shuffled(world.observations, seed).map((observation) => shuffledObservation(observation, seed)),
        );
        expect(mixed).toBe(straight);
      }),
      { numRuns: 200 },
    );
  });
});
