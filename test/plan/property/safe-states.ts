import { expect } from "vitest";
import { assignableKey, assignableOf } from "../../../src/model/assignable.ts";
import type { AccessModel, EntitlementRef, Target } from "../../../src/model/documents.ts";
import type { CompleteObservation } from "../../../src/model/observation.ts";
import { buildPlan } from "../../../src/plan/build-plan.ts";
import type { Operation } from "../../../src/plan/operation.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { applyToObserved } from "../../support/applied.ts";
import { now } from "../../support/model.ts";
import { sideOf } from "../../support/planned.ts";
import type { RandomWorld } from "../../support/random-world.ts";

/** Returns `system group user role` of every membership, by the names that the files use now. */
export function heldIn(observations: readonly CompleteObservation[], model: AccessModel) {
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
export type Held = ReturnType<typeof heldIn>[number];

/**
 * Returns the pairs of sets of each rule that one user is in at once. A service account's access counts for its owners
 * as well.
 */
export function conflictsIn(held: readonly Held[], model: AccessModel): ReadonlySet<string> {
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

export const ownersOf = (held: readonly Held[], group: string): number =>
  held.filter((membership) => membership.group === group && membership.role === "owner").length;
const keyOf = ({ system, group, user }: Held): string => `${system} ${group} ${user}`;

/** Returns the plan of the random company; null: it is refused. */
export function planOfWorld({ model, observations }: RandomWorld): Plan | null {
  const plan = buildPlan({ head: sideOf(model), base: null, at: now, observations, findings: [] });
  return plan.guards.some(({ code, blocked }) => blocked && code === "guard/floor") ? null : plan;
}

/**
 * Returns a check of the state after some of the plan's operations, in the order in which they were written: no new
 * conflict and enough owners. `isComplete`: no operation failed, so access that the plan keeps is there as well.
 */
export function safeStates({ model, observations }: RandomWorld, plan: Plan) {
  const start = heldIn(observations, model);
  const end = heldIn(applyToObserved(plan.operations, observations), model);
  const allowed = new Set([...conflictsIn(start, model), ...conflictsIn(end, model)]);
  const endKeys = new Set(end.map(keyOf));
  const kept = start.map(keyOf).filter((key) => endKeys.has(key));
  const floor = model.systems.get("google" as never)?.guards.floors.groupOwners ?? 0;
  return (written: readonly Operation[], isComplete = true): void => {
    const held = heldIn(applyToObserved(written, observations), model);
    const what = written.at(-1)?.id;
    const together = [...conflictsIn(held, model)].filter((conflict) => !allowed.has(conflict));
    expect({ what, together }).toEqual({ what, together: [] });
    const heldKeys = new Set(held.map(keyOf));
    if (isComplete) expect({ what, gone: kept.filter((key) => !heldKeys.has(key)) }).toEqual({ what, gone: [] });
    for (const group of ["h0@acme.example", "h1@acme.example"]) {
      const least = Math.min(floor, ownersOf(start, group), ownersOf(end, group));
      expect(ownersOf(held, group), `${what ?? ""}: owners of ${group}`).toBeGreaterThanOrEqual(least);
    }
  };
}
