import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignableKey, assignableOf } from "../../../src/model/assignable.ts";
import type { AccessModel, EntitlementRef, Target } from "../../../src/model/documents.ts";
import type { CompleteObservation } from "../../../src/model/observation.ts";
import { buildPlan } from "../../../src/plan/build-plan.ts";
import { applyToObserved } from "../../support/applied.ts";
import { now } from "../../support/model.ts";
import { sideOf } from "../../support/planned.ts";
import { randomWorld } from "../../support/random-world.ts";

/** Returns `system group user role` of every membership, by the names that the files use now. */
function heldIn(observations: readonly CompleteObservation[], model: AccessModel) {
  const users = new Map([...model.users.values()].map((user) => [user.email, user]));
  const role = "member" as const;
  return observations.flatMap(({ observed }) => [
    ...(observed.directAssignments ?? []).flatMap(({ kind, target, account }) => {
      const user = users.get(observed.accounts.find(({ id }) => id === account)?.address ?? "");
      const name = observed.assignables?.find((one) => one.kind === kind && one.id === target)?.name ?? "";
      return user === undefined ? [] : [{ system: observed.system, group: `${kind} ${name}`, user: user.id, role }];
    }),
    ...observed.memberships.flatMap(({ group, account, address, role }) => {
      const live = observed.accounts.find(({ id }) => id === account);
      const user = users.get(live?.address ?? address ?? "");
      const name = observed.groups.find(({ id }) => id === group)?.name.replace(/^old-/, "");
      return user === undefined ? [] : [{ system: observed.system, group: name ?? "", user: user.id, role }];
    }),
  ]);
}
type Held = ReturnType<typeof heldIn>[number];

/**
 * Returns the pairs of sets of each rule that one user is in at once. A service account's access counts for its owners
 * as well.
 */
function conflictsIn(held: readonly Held[], model: AccessModel): ReadonlySet<string> {
  const byPerson = new Map<string, EntitlementRef[]>();
  for (const { system, group, user, role } of held) {
    const entitlement = [...model.entitlements.values()].find(
      ({ system: of, target }) => of === system && namesTarget(target, group, role),
    );
    const known = model.users.get(user);
    for (const person of known?.kind === "service" ? [user, ...known.owners] : [user])
      if (entitlement !== undefined) byPerson.set(person, [...(byPerson.get(person) ?? []), entitlement.ref]);
  }
  const found = new Set<string>();
  for (const [person, refs] of byPerson)
    for (const rule of model.separationOfDuties)
      for (const left of refs)
        for (const right of refs) {
          const isIn = (set: string, ref: EntitlementRef) =>
            rule.sets.get(set)?.some((member) => member.kind === "entitlement" && member.entitlement === ref);
          if (isIn("left", left) === true && isIn("right", right) === true) found.add(`${person} ${rule.id}`);
        }
  return found;
}

function namesTarget(target: Target, name: string, role: string): boolean {
  const assignable = assignableOf(target);
  if (assignable !== null) return assignableKey(assignable) === name;
  return target.kind === "group" && target.name === name && target.role === role;
}

const ownersOf = (held: readonly Held[], group: string): number =>
  held.filter((membership) => membership.group === group && membership.role === "owner").length;
const keyOf = ({ system, group, user }: Held): string => `${system} ${group} ${user}`;

describe("every prefix of a plan's order", () => {
  it("is a safe state: no new conflict, enough owners, no loss of desired access (I10, I24)", () => {
    fc.assert(
      fc.property(randomWorld, ({ model, observations }) => {
        const plan = buildPlan({ head: sideOf(model), base: null, at: now, observations, findings: [] });
        if (plan.guards.some(({ code, blocked }) => blocked && code === "guard/floor")) return;
        const start = heldIn(observations, model);
        const end = heldIn(applyToObserved(plan.operations, observations), model);
        const allowed = new Set([...conflictsIn(start, model), ...conflictsIn(end, model)]);
        const endKeys = new Set(end.map(keyOf));
        const kept = start.map(keyOf).filter((key) => endKeys.has(key));
        const floor = model.systems.get("google" as never)?.guards.floors.groupOwners ?? 0;
        for (let length = 1; length <= plan.operations.length; length += 1) {
          const held = heldIn(applyToObserved(plan.operations.slice(0, length), observations), model);
          const what = plan.operations[length - 1]?.id;
          const together = [...conflictsIn(held, model)].filter((conflict) => !allowed.has(conflict));
          expect({ what, together }).toEqual({ what, together: [] });
          const heldKeys = new Set(held.map(keyOf));
          expect({ what, gone: kept.filter((key) => !heldKeys.has(key)) }).toEqual({ what, gone: [] });
          for (const group of ["h0@acme.example", "h1@acme.example"]) {
            const least = Math.min(floor, ownersOf(start, group), ownersOf(end, group));
            expect(ownersOf(held, group), `${what ?? ""}: owners of ${group}`).toBeGreaterThanOrEqual(least);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("stays safe when one operation fails and only its dependents are left out", () => {
    fc.assert(
      fc.property(randomWorld, fc.nat(), ({ model, observations }, chance) => {
        const plan = buildPlan({ head: sideOf(model), base: null, at: now, observations, findings: [] });
        if (plan.operations.length === 0) return;
        if (plan.guards.some(({ code, blocked }) => blocked && code === "guard/floor")) return;
        const failed = plan.operations[chance % plan.operations.length]?.id ?? "";
        const out = new Set([failed]);
        for (const { id, dependsOn } of plan.operations) if (dependsOn.some((needed) => out.has(needed))) out.add(id);
        const done = plan.operations.filter(({ id }) => !out.has(id));
        const start = heldIn(observations, model);
        const wanted = heldIn(applyToObserved(plan.operations, observations), model);
        const end = heldIn(applyToObserved(done, observations), model);
        const allowed = new Set([...conflictsIn(start, model), ...conflictsIn(wanted, model)]);
        const together = [...conflictsIn(end, model)].filter((conflict) => !allowed.has(conflict));
        expect({ failed, together }).toEqual({ failed, together: [] });
        const floor = model.systems.get("google" as never)?.guards.floors.groupOwners ?? 0;
        for (const group of ["h0@acme.example", "h1@acme.example"])
          expect(ownersOf(end, group), `owners of ${group} without ${failed}`).toBeGreaterThanOrEqual(
            Math.min(floor, ownersOf(start, group), ownersOf(wanted, group)),
          );
      }),
      { numRuns: 300 },
    );
  });

  it("includes the dependencies of its operations", () => {
    fc.assert(
      fc.property(randomWorld, ({ model, observations }) => {
        const plan = buildPlan({ head: sideOf(model), base: null, at: now, observations, findings: [] });
        const done = new Set<string>();
        for (const { id, dependsOn } of plan.operations) {
          expect(dependsOn.filter((needed) => !done.has(needed))).toEqual([]);
          done.add(id);
        }
      }),
      { numRuns: 200 },
    );
  });
});
