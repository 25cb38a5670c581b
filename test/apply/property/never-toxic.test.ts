import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccessModel } from "../../../src/model/documents.ts";
import type { MemoryProvider } from "../../../src/providers/memory/memory-provider.ts";
import { randomWorld } from "../../support/random-world.ts";
import { withFaults, failing } from "../with-faults.ts";
import { applied } from "../scenario.ts";
import { planNow, providersOf } from "./companies.ts";

/**
 * Returns the entitlements that each user has in the providers. The access of a service account counts for its owners
 * as well.
 */
function heldBy(providers: readonly MemoryProvider[], model: AccessModel): ReadonlyMap<string, ReadonlySet<string>> {
  const held = new Map<string, Set<string>>();
  const users = new Map([...model.users.values()].map((user) => [user.email, user]));
  for (const { reader, state } of providers) {
    for (const { group, account, address, role } of state.memberships) {
      const name = (state.group(group)?.name ?? "").replace(/^old-/, "");
      const user = users.get(state.account(account ?? "")?.address ?? address ?? "");
      const entitlement = [...model.entitlements.values()].find(
        ({ system, target }) =>
          system === reader.system && target.kind === "group" && target.name === name && target.role === role,
      );
      if (user === undefined || entitlement === undefined) continue;
      for (const person of user.kind === "service" ? [user.id, ...user.owners] : [user.id])
        held.set(person, (held.get(person) ?? new Set()).add(entitlement.ref));
    }
  }
  return held;
}

/** Returns `user rule` for each user in both sets of a rule. */
function conflictsIn(providers: readonly MemoryProvider[], model: AccessModel): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [person, refs] of heldBy(providers, model))
    for (const { id, sets } of model.separationOfDuties) {
      const sides = [...sets.values()].map((members) =>
        members.flatMap((member) => (member.kind === "entitlement" && refs.has(member.entitlement) ? [member] : [])),
      );
      const distinct = new Set(sides.flat().map(({ entitlement }) => entitlement));
      if (sides.every(({ length }) => length > 0) && distinct.size > 1) found.add(`${person} ${id}`);
    }
  return found;
}

describe("a run with any failures", () => {
  it("causes no separation-of-duties conflict at any moment, except those before the run or in the desired state (I7, I24)", async () => {
    let moments = 0;
    let conflictsMet = 0;
    await fc.assert(
      fc.asyncProperty(
        randomWorld,
        fc.array(fc.constantFrom(true, true, false), { maxLength: 60 }),
        fc.boolean(),
        fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom(1, 3, 8),
        async (world, works, noRemovals, delays, inFlight) => {
          const { model } = world;
          const providers = providersOf(world);
          const plan = await planNow(model, providers);
          const wanted = providersOf(world);
          await applied(plan, wanted);
          const allowed = new Set([...conflictsIn(providers, model), ...conflictsIn(wanted, model)]);
          const answers = [...works];
          const newConflicts: string[] = [];
          const connected = providers.map((provider) =>
            withFaults(provider, {
              onWrite: async ({ action }, send, count) => {
                // Writes in flight together have their effects in any order.
                for (let turn = delays[count % delays.length] ?? 0; turn > 0; turn -= 1) await Promise.resolve();
                if (noRemovals ? action === "membership.remove" : answers.pop() === false) return failing("rejected");
                const result = await send();
                const now = conflictsIn(providers, model);
                moments += 1;
                conflictsMet += now.size;
                newConflicts.push(...[...now].filter((conflict) => !allowed.has(conflict)));
                return result;
              },
            }),
          );
          await applied(plan, connected, { inFlight });
          expect(newConflicts).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
    expect(moments).toBeGreaterThan(100);
    expect(conflictsMet).toBeGreaterThan(0);
  });
});
