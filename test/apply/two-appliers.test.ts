import { describe, expect, it } from "vitest";
import { journalBranch } from "../../src/journal/journal-branch.ts";
import type { Connection } from "../../src/ports/connection.ts";
import type { JournalStore } from "../../src/ports/journal.ts";
import type { MemoryProvider } from "../../src/providers/memory/memory-provider.ts";
import { compareText } from "../../src/support/compare.ts";
import { carryOutRun } from "../../src/workflow/carry-out.ts";
import { randomFrom } from "../property/random.ts";
import { aJournalPair } from "../support/journal-keys.ts";
import { memoryClone, type MemoryRepository, memoryRepository } from "../support/memory-git/repository.ts";
import { now } from "../support/model.ts";
import { account, adds, createsGroup, group, member, okta, planOf, removes, suspends } from "./scenario.ts";
import { withFaults } from "./with-faults.ts";

const { signer } = aJournalPair();
const signing = { signer, origin: { genesis: "a".repeat(40), branch: "main" } };
const people = ["ada", "bob", "cyd", "dan", "eve"];

const world = (): MemoryProvider =>
  okta({
    accounts: people.map((id) => account(id)),
    groups: [group("crew"), group("team")],
    memberships: people.map((id) => member("crew", id)),
  });

/** What each of the two runs has read: an old version that adds, and a newer one that removes and suspends. */
const plans = [
  planOf(people.map((id) => adds(id, "team"))),
  planOf([...people.map((id) => removes(id, "crew")), ...people.map((id) => suspends(id))]),
];

const storeOf = (remote: MemoryRepository): JournalStore =>
  journalBranch(memoryClone(remote).open(), { remote: "origin", branch: "rolecall-journal" });

/** Runs both appliers, and lets a seeded scheduler choose which one makes its next call, and how much time passes. */
async function bothRuns(seed: number) {
  const random = randomFrom(seed);
  const remote = memoryRepository();
  const provider = world();
  const writes: string[] = [];
  let instant = now;
  const waiting: { readonly run: string; readonly go: () => void }[] = [];
  const favoured = random.below(11);
  const clock = {
    now: () => instant,
    sleep: async (milliseconds: number) => {
      instant += milliseconds;
    },
  };
  const running = new Set(plans);
  const outcomes = plans.map(async (plan, position) => {
    const run = `run-${position}`;
    const turn = (): Promise<void> => new Promise((resolve) => void waiting.push({ run, go: resolve }));
    const { reader, writer } = withFaults(provider, {
      onRead: async (_, read) => {
        await turn();
        return read();
      },
      onWrite: async (_, send) => {
        writes.push(run);
        return send();
      },
    });
    const connection = { system: { id: "okta" }, reader, writer: async () => writer } as unknown as Connection;
    const store = storeOf(remote);
    try {
      // Reads at a moment of its own, and is applied later.
      await turn();
      await store.read();
      await turn();
      const { report } = await carryOutRun(
        { run, plan, connections: [connection], signing },
        { journal: store, clock, signal: new AbortController().signal, onProgress: () => undefined },
      );
      return report?.stopped ?? "finished";
    } catch (problem) {
      return problem instanceof Error && "code" in problem ? String(problem.code) : String(problem);
    } finally {
      running.delete(plan);
    }
  });
  while (running.size > 0) {
    await new Promise((resolve) => setImmediate(resolve));
    // A long pause of both runs, as of a suspended runner, ends a lease.
    instant += random.below(10) === 0 ? 200_000 : 1000;
    const chosen = random.below(10) < favoured ? "run-0" : "run-1";
    const at = waiting.findIndex(({ run }) => run === chosen);
    waiting.splice(Math.max(0, at), 1)[0]?.go();
  }
  return { writes, outcomes: await Promise.all(outcomes), records: (await storeOf(remote).read()) ?? [] };
}

describe("two appliers at once", () => {
  it("never interleave their writes, and one that wrote nothing else is refused by name", async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 150; seed += 1) {
      const { writes, outcomes, records } = await bothRuns(seed);
      const changes = writes.filter((run, position) => position > 0 && run !== writes[position - 1]).length;
      expect(changes, `seed ${seed}: ${writes.join(" ")}`).toBeLessThanOrEqual(1);
      const epochs = records.flatMap((record) => (record.kind === "lease" ? [record.epoch] : []));
      expect(epochs, `seed ${seed}`).toEqual(epochs.toSorted((one, other) => one - other));
      const ends = outcomes.map((outcome) => outcome.split(":")[0] ?? "").toSorted(compareText);
      seen.add(`${new Set(writes).size} wrote, ${ends.join(", ")}`);
      if (outcomes.some((outcome) => outcome.startsWith("unattended/lease: "))) seen.add("lost while writing");
    }
    // The schedules reach every end: one run is refused, both run in turn, a paused run loses its lease while it writes.
    for (const end of ["1 wrote, finished, unattended/lease", "2 wrote, finished, finished", "lost while writing"])
      expect([...seen]).toContain(end);
  });
});

describe("an applier that was paused after it read the journal", () => {
  it("sends no write and is refused by name after a newer one has finished", async () => {
    const remote = memoryRepository();
    const provider = world();
    const connection = {
      system: { id: "okta" },
      reader: provider.reader,
      writer: async () => provider.writer,
    } as unknown as Connection;
    const run = (name: string, position: number, store: JournalStore) =>
      carryOutRun(
        { run: name, plan: plans[position] ?? planOf([]), connections: [connection], signing },
        {
          journal: store,
          clock: { now: () => now, sleep: async () => undefined },
          signal: new AbortController().signal,
          onProgress: () => undefined,
        },
      );
    const paused = storeOf(remote);
    await paused.read();
    await run("newer", 1, storeOf(remote));
    const effects = provider.state.effects.length;
    await expect(run("paused", 0, paused)).rejects.toMatchObject({ code: "unattended/lease" });
    expect(provider.state.effects).toHaveLength(effects);
    // The twin: a run that reads the journal after the newer one has finished is applied.
    await run("later", 0, storeOf(remote));
    expect(provider.state.effects).toHaveLength(effects + people.length);
  });
});

describe("a run with a journal on a branch", () => {
  it("stores the intents of up to 50 writes together, and ends a batch where an id is not known yet", async () => {
    const remote = memoryRepository();
    const many = Array.from({ length: 60 }, (_, number) => `user-${number}`);
    const provider = okta({ accounts: many.map((id) => account(id)), groups: [group("crew")] });
    const connection = {
      system: { id: "okta" },
      reader: provider.reader,
      writer: async () => provider.writer,
    } as unknown as Connection;
    const plan = planOf([
      ...many.map((id) => adds(id, "crew")),
      createsGroup("team"),
      adds("user-0", "team", { newGroup: true, dependsOn: ["okta:group.create:team"] }),
    ]);
    const { report } = await carryOutRun(
      { run: "one", plan, connections: [connection], signing },
      {
        journal: storeOf(remote),
        clock: { now: () => now, sleep: async () => undefined },
        signal: new AbortController().signal,
        onProgress: () => undefined,
      },
    );
    expect(report?.entries.every(({ outcome }) => outcome.kind === "done")).toBe(true);
    const records = (await storeOf(remote).read()) ?? [];
    const batches = records
      .map(({ kind }) => (kind === "signature" ? "|" : kind === "intent" ? "i" : ""))
      .join("")
      .split("|")
      .map((intents) => intents.length)
      .filter((size) => size > 0);
    expect(batches).toEqual([50, 11, 1]);
    // The lease, the start, three batches and the end.
    expect(remote.state.commits.size).toBe(6);
    // Each intent is stored before its write, and each has a result.
    expect(records.filter(({ kind }) => kind === "result")).toHaveLength(62);
  });
});
