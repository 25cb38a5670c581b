import { describe, expect, it } from "vitest";
import { journalBranch } from "../../src/journal/journal-branch.ts";
import { type Journal, type JournalStore, LeaseError } from "../../src/ports/journal.ts";
import { aClockFrom } from "../support/clock.ts";
import { memoryClone, memoryRepository } from "../support/memory-git/repository.ts";
import { ended, opening, result, start, trust } from "./store-contract.ts";

const second = 1000;
const place = { remote: "origin", branch: "rolecall-journal" };

function aPlace() {
  const remote = memoryRepository();
  const store = (): JournalStore => journalBranch(memoryClone(remote).open(), place);
  const leases = async () =>
    (await store().read())?.flatMap((record) =>
      record.kind === "lease"
        ? [`lease ${record.run} ${record.epoch} ${record.end}`]
        : record.kind === "lease-released"
          ? [`released ${record.run} ${record.epoch}`]
          : [],
    );
  const pushes = (): number => [...remote.state.commits.values()].length;
  return { remote, store, leases, pushes };
}

const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no refusal",
    (problem: unknown) => (problem instanceof LeaseError ? `${problem.why}: ${problem.message}` : String(problem)),
  );

describe("the lease of a journal on a branch", () => {
  it("is taken before the first write, released at the end, and has the next epoch in the next run", async () => {
    const { store, leases } = aPlace();
    for (const run of ["one", "two"]) {
      const journal = await store().open(opening(run));
      await journal.seal([result(run, "first")]);
      await journal.close([ended(run)]);
    }
    expect(await leases()).toEqual([
      "lease one 1 2026-12-01T09:05:00Z",
      "released one 1",
      "lease two 2 2026-12-01T09:05:00Z",
      "released two 2",
    ]);
    expect((await store().verified(trust)).lease).toEqual({
      run: "two",
      epoch: 2,
      end: "2026-12-01T09:05:00Z",
      isReleased: true,
    });
  });

  it("is not taken by a run that only records its result, in one push", async () => {
    const { store, leases, pushes } = aPlace();
    await (await store().open(opening("one"))).close([ended("one")]);
    expect([await leases(), pushes()]).toEqual([[], 1]);
  });

  it("excludes other runs until it is released or has ended, also after a crash", async () => {
    const { store, leases } = aPlace();
    const clock = aClockFrom(start);
    const crashed = await store().open(opening("crashed", clock));
    await crashed.seal([result("crashed", "first")]);
    const held = "held: The run crashed holds the lease (epoch 1) until 2026-12-01T09:05:00Z.";
    expect(await refusal(store().open(opening("next", clock)))).toBe(held);
    clock.advance(299 * second);
    expect(await refusal(store().open(opening("next", clock)))).toBe(held);
    clock.advance(second);
    const next = await store().open(opening("next", clock));
    await next.checkLease();
    expect((await leases())?.at(-1)).toBe("lease next 2 2026-12-01T09:10:00Z");
    // The run that was only paused writes nothing, and appends nothing.
    expect(await refusal(crashed.checkLease())).toContain("ended: The lease of this run (epoch 1) ends at");
    expect(await refusal(crashed.close([ended("crashed")]))).toContain("held: The run next holds the lease (epoch 2)");
    expect((await store().read())?.filter((record) => "run" in record && record.run === "crashed")).toHaveLength(2);
  });

  it("is refused to a run that has read an earlier version, also where the newer run has released it", async () => {
    const { store } = aPlace();
    const paused = await store().open(opening("paused"));
    const next = await store().open(opening("next"));
    await next.seal([result("next", "first")]);
    await next.close([ended("next")]);
    expect(await refusal(paused.checkLease())).toBe(
      "moved: Another run (run next, epoch 1) has written to the journal since this run read it.",
    );
    // Once lost, it stays lost.
    expect(await refusal(paused.seal([result("paused", "first")]))).toContain("moved:");
  });

  it("allows a write only while 30 seconds remain, and is continued in time by a push of its own", async () => {
    const { store, leases, pushes } = aPlace();
    const clock = aClockFrom(start);
    const journal = await store().open(opening("one", clock));
    await journal.checkLease();
    clock.advance(150 * second);
    await journal.checkLease();
    expect(pushes()).toBe(1);
    clock.advance(second);
    await journal.checkLease();
    expect([pushes(), await leases()]).toEqual([
      2,
      ["lease one 1 2026-12-01T09:05:00Z", "lease one 1 2026-12-01T09:07:31Z"],
    ]);
    clock.advance(300 * second);
    expect(await refusal(journal.checkLease())).toContain("ended:");
    expect(pushes()).toBe(2);
  });

  it("does not allow a write where the push that continues it takes too long", async () => {
    const remote = memoryRepository();
    const clock = aClockFrom(start);
    const git = memoryClone(remote).open();
    let delay = 0;
    const slow = {
      ...git,
      pushFile: async (push: Parameters<typeof git.pushFile>[0]) => {
        clock.advance(delay);
        return git.pushFile(push);
      },
    };
    const journal = await journalBranch(slow, place).open(opening("one", clock));
    delay = 270 * second;
    await journal.checkLease();
    delay = 271 * second;
    clock.advance(20 * second);
    expect(await refusal(journal.checkLease())).toContain("less than 30 seconds");
  });

  it("is continued with a batch that is pushed anyway, so that a long run needs few pushes", async () => {
    const { store, leases, pushes } = aPlace();
    const clock = aClockFrom(start);
    const journal: Journal = await store().open(opening("one", clock));
    for (let batch = 0; batch < 10; batch += 1) {
      await journal.seal([result("one", `operation-${batch}`)]);
      for (let write = 0; write < 50; write += 1) {
        await journal.checkLease();
        await journal.append(result("one", `${batch}-${write}`));
        clock.advance(second);
      }
    }
    await journal.close([ended("one", 500)]);
    expect(pushes()).toBeLessThanOrEqual(15);
    expect((await leases())?.length).toBeLessThanOrEqual(7);
    expect((await store().read())?.filter(({ kind }) => kind === "result")).toHaveLength(510);
  });

  it("records what a paused run has done where no other run has written since", async () => {
    const { store } = aPlace();
    const clock = aClockFrom(start);
    const journal = await store().open(opening("one", clock));
    await journal.seal([result("one", "first")]);
    await journal.append(result("one", "second"));
    clock.advance(600 * second);
    expect(await refusal(journal.checkLease())).toContain("ended:");
    await journal.close([ended("one")]);
    const reading = await store().verified(trust);
    expect(reading.believed.filter(({ kind }) => kind === "result")).toHaveLength(2);
    expect(reading.lease?.isReleased).toBe(true);
  });

  it("counts only if a listed key signed it", async () => {
    const { store } = aPlace();
    const unsigned = await store().open({ ...opening("stranger"), signing: null });
    await unsigned.seal([result("stranger", "first")]);
    const next = store();
    expect((await next.verified(trust)).lease).toBeNull();
    await expect(next.open(opening("next"))).rejects.toThrow("no signature");
  });

  it("stops where the remote refuses the push: nothing may be written, and nothing is pushed again", async () => {
    const { store, remote } = aPlace();
    const git = memoryClone(remote).open();
    let asked = 0;
    const refused = {
      ...git,
      pushFile: () => {
        asked += 1;
        throw new Error("denied");
      },
    };
    const journal = await journalBranch(refused, place).open(opening("one"));
    for (const work of [() => journal.checkLease(), () => journal.seal([]), () => journal.close([ended("one")])])
      await expect(work()).rejects.toThrow("denied");
    expect([asked, await store().read()]).toEqual([1, null]);
  });
});
