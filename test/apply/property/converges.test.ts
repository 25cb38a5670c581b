import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JournalRecord } from "../../../src/ports/journal.ts";
import type { MemoryProvider } from "../../../src/providers/memory/memory-provider.ts";
import { randomWorld } from "../../support/random-world.ts";
import { withFaults, failing, unreadable } from "../with-faults.ts";
import { applied, type Connected, memoryJournal } from "../scenario.ts";
import { planNow, providersOf } from "./companies.ts";

const undone = ({ entries }: Awaited<ReturnType<typeof applied>>): readonly string[] =>
  entries.flatMap(({ operation, outcome }) => ("reason" in outcome ? [`${operation.id}: ${outcome.reason}`] : []));

const effectsOf = (providers: readonly MemoryProvider[]): number =>
  providers.reduce((sum, { state }) => sum + state.effects.length, 0);

type Fault = "none" | "lost-before" | "lost-after" | "no-effect" | "refused" | "unread" | "death";

/** Injects the faults one after another, one per call, and then none. Death stops every provider at once. */
function faultyProviders(providers: readonly MemoryProvider[], faults: Fault[]) {
  let die = (): void => {};
  const death = new Promise<null>((resolve) => {
    die = () => resolve(null);
  });
  const dies = <T>(): Promise<T> => {
    die();
    return new Promise<never>(() => {});
  };
  const connected: readonly Connected[] = providers.map((provider) =>
    withFaults(provider, {
      onWrite: async (_, send) => {
        switch (faults.pop()) {
          case "lost-before":
            return failing("outcome-unknown");
          case "lost-after":
            await send();
            return failing("unavailable");
          case "no-effect":
            return { kind: "written", id: null };
          case "refused":
            return failing("rejected");
          case "death":
            await send();
            return dies();
          case "none":
          case "unread":
          case undefined:
            return send();
        }
      },
      onRead: async (_, read) => {
        const fault = faults.pop();
        if (fault === "unread") return unreadable("unavailable");
        return fault === "death" ? dies() : read();
      },
    }),
  );
  return { connected, death };
}

const fault = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Fault>("none") },
  { weight: 4, arbitrary: fc.constantFrom<Fault>("lost-before", "lost-after", "no-effect", "refused", "unread") },
  { weight: 1, arbitrary: fc.constant<Fault>("death") },
);

describe("an applied plan of a random company", () => {
  it("leaves nothing to plan, and applying it again changes nothing (I18)", async () => {
    await fc.assert(
      fc.asyncProperty(randomWorld, async (world) => {
        const providers = providersOf(world);
        const plan = await planNow(world.model, providers);
        expect(undone(await applied(plan, providers))).toEqual([]);
        expect((await planNow(world.model, providers)).operations).toEqual([]);
        const effects = effectsOf(providers);
        expect(effects).toBe(plan.operations.length);
        await applied(plan, providers);
        expect(effectsOf(providers)).toBe(effects);
      }),
      { numRuns: 50 },
    );
  });

  it("reaches the same end state after any faults and deaths, once they stop (I18, I19)", async () => {
    await fc.assert(
      fc.asyncProperty(randomWorld, fc.array(fault, { maxLength: 120 }), async (world, schedule) => {
        const wanted = providersOf(world);
        const first = await planNow(world.model, wanted);
        await applied(first, wanted);

        const providers = providersOf(world);
        const faults = [...schedule];
        for (let run = 0; run < 3; run += 1) {
          const plan = await planNow(world.model, providers);
          const { connected, death } = faultyProviders(providers, faults);
          await Promise.race([applied(plan, connected), death]);
        }
        const last = await planNow(world.model, providers);
        expect(undone(await applied(last, providers))).toEqual([]);
        expect((await planNow(world.model, providers)).operations).toEqual([]);
        for (const [position, { state }] of providers.entries()) {
          const end = wanted[position]!.state;
          expect(heldIn(state)).toEqual(heldIn(end));
          // Each effect happens once: nothing is written twice, and nothing beyond the fault-free run.
          expect(effectTexts(state)).toEqual(effectTexts(end));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("has in its journal an intent for every effect, and a result for every intent (I35)", async () => {
    await fc.assert(
      fc.asyncProperty(randomWorld, fc.array(fault, { maxLength: 60 }), async (world, schedule) => {
        const providers = providersOf(world);
        const journal = memoryJournal();
        const plan = await planNow(world.model, providers);
        const { connected, death } = faultyProviders(providers, [...schedule]);
        await Promise.race([applied(plan, connected, { journal }), death]);
        const intents = journal.records.flatMap((record) => (record.kind === "intent" ? [keyOf(record.write)] : []));
        for (const { state } of providers) for (const effect of state.effects) expect(intents).toContain(keyOf(effect));
        const ended = journal.records.some(({ kind }) => kind === "run-ended");
        // Operations in flight together end in any order.
        if (ended) expect([...resultsOf(journal.records)].sort()).toEqual(plan.operations.map(({ id }) => id).sort());
      }),
      { numRuns: 40 },
    );
  });
});

const resultsOf = (records: readonly JournalRecord[]): readonly string[] =>
  records.flatMap((record) => (record.kind === "result" ? [record.operation] : []));

const chosenId = /"(00u|00g|1|01)\d{6}"/g;

/** Returns a write without the ids that the provider chose, because these follow the order of creation. */
const keyOf = (write: Readonly<Record<string, unknown>>): string => JSON.stringify(write).replaceAll(chosenId, '"new"');

/**
 * Returns the effects of a provider as sorted text. A member is named by the address of the account: one membership can
 * be removed by the account's id or by its address, which depends on whether the account was created before.
 */
function effectTexts({ effects, accounts }: MemoryProvider["state"]): readonly string[] {
  const addresses = new Map(accounts.map(({ id, address }) => [id, address]));
  return effects
    .map((effect) =>
      keyOf("member" in effect ? { ...effect, member: addresses.get(effect.member) ?? effect.member } : effect),
    )
    .sort();
}

function heldIn(state: MemoryProvider["state"]) {
  const groups = new Map(state.groups.map(({ id, name }) => [id, name]));
  const accounts = new Map(state.accounts.map(({ id, address }) => [id, address]));
  return {
    accounts: state.accounts.map((account) => JSON.stringify({ ...account, id: null })).sort(),
    groups: state.groups.map((group) => JSON.stringify({ ...group, id: null })).sort(),
    memberships: state.memberships
      .map(
        ({ group, account, address, role }) => `${groups.get(group)} ${accounts.get(account ?? "") ?? address} ${role}`,
      )
      .sort(),
  };
}
