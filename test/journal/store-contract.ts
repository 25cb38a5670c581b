import { describe, expect, it } from "vitest";
import type { JournalOpening, JournalRecord, JournalStore, JournalTrust } from "../../src/ports/journal.ts";
import { aClockFrom, type TestClock } from "../support/clock.ts";
import { aJournalPair } from "../support/journal-keys.ts";

/** A place of a journal. Each call of `store` is another run that opens it. */
export interface JournalSubject {
  readonly store: () => JournalStore;
}

export const start = Date.parse("2026-12-01T09:00:00Z");
export const pair = aJournalPair();
export const origin = { genesis: "a".repeat(40), branch: "main" };
export const trust: JournalTrust = { publicKeys: [pair.publicKey], origin };
export const signing = { signer: pair.signer, origin };

export const opening = (run: string, clock: TestClock = aClockFrom(start)): JournalOpening => ({ signing, run, clock });

export const ended = (run: string, done = 1): JournalRecord => ({
  kind: "run-ended",
  at: "2026-12-01T09:00:00Z",
  run,
  done,
  alreadySo: 0,
  failed: 0,
  notAttempted: 0,
});

export const result = (run: string, operation: string): JournalRecord => ({
  kind: "result",
  at: "2026-12-01T09:00:00Z",
  run,
  operation,
  outcome: "done",
  detail: null,
});

/** Returns the records of a run without those about the journal itself. */
const recordsOf = (records: readonly JournalRecord[] | null): readonly JournalRecord[] | null =>
  records?.filter(({ kind }) => kind === "result" || kind === "run-ended") ?? null;

/** The tests that every storage of a journal must pass. */
export function describeStore(name: string, subject: () => JournalSubject): void {
  describe(`${name}: a journal`, () => {
    it("is missing until the first record, and not empty", async () => {
      const { store } = subject();
      expect(await store().read()).toBeNull();
      expect(await store().verified(trust)).toMatchObject({
        isMissing: true,
        problem: null,
        lease: null,
        believed: [],
      });
    });

    it("keeps the records of two runs in order, signed", async () => {
      const { store } = subject();
      for (const run of ["one", "two"]) {
        const journal = await store().open(opening(run));
        await journal.seal([result(run, "first")]);
        await journal.checkLease();
        await journal.append(result(run, "second"));
        await journal.close([ended(run)]);
      }
      const expected = ["one", "two"].flatMap((run) => [result(run, "first"), result(run, "second"), ended(run)]);
      expect(recordsOf(await store().read())).toEqual(expected);
      const reading = await store().verified(trust);
      expect([reading.problem, reading.unsigned, reading.isMissing]).toEqual([null, null, false]);
      expect(recordsOf(reading.believed)).toEqual(expected);
      expect(reading.believed[0]).toEqual({ kind: "journal-started", ...origin });
    });

    it("does not change where a run stores no record", async () => {
      const { store } = subject();
      await (await store().open(opening("one"))).close([ended("one")]);
      const before = await store().read();
      await (await store().open(opening("two"))).close([]);
      expect(await store().read()).toEqual(before);
    });

    it("is not believed with another key", async () => {
      const { store } = subject();
      await (await store().open(opening("one"))).close([ended("one")]);
      const stranger = { publicKeys: [aJournalPair().publicKey], origin };
      expect(await store().verified(stranger)).toMatchObject({ problem: { kind: "stranger" }, believed: [] });
    });

    it("is written by one of two runs that opened the same version: the other one is refused", async () => {
      const { store } = subject();
      await (await store().open(opening("zero"))).close([ended("zero")]);
      const [one, other] = [await store().open(opening("one")), await store().open(opening("other"))];
      await one.seal([result("one", "first")]);
      await expect(other.seal([result("other", "first")])).rejects.toThrow(
        /^Another process|^The run one holds the lease/,
      );
      await expect(other.append(result("other", "second"))).rejects.toThrow(
        /^Another process|^The run one holds the lease/,
      );
      await one.close([ended("one")]);
      expect(recordsOf(await store().read())).toEqual([ended("zero"), result("one", "first"), ended("one")]);
    });
  });
}
