import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openFileJournal } from "../../src/journal/file-journal.ts";
import { verifyJournal } from "../../src/journal/verify-journal.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { Journal, JournalRecord } from "../../src/ports/journal.ts";
import type { MemoryProvider } from "../../src/providers/memory/memory-provider.ts";
import { withFaults } from "./with-faults.ts";
import {
  account,
  adds,
  applied,
  changesAccount,
  changesGroup,
  createsAccount,
  createsGroup,
  group,
  member,
  okta,
  outcomes,
  planOf,
  removes,
  memoryJournal,
  suspends,
  stateWithoutIds,
} from "./scenario.ts";

const world = (): MemoryProvider =>
  okta({
    accounts: [account("ada", { profile: { department: "Sales" } }), account("eve")],
    groups: [group("payments"), group("approvals")],
    memberships: [member("payments", "ada"), member("payments", "eve")],
  });

const plan: Plan = planOf([
  suspends("eve"),
  removes("eve", "payments"),
  createsAccount("bob", { after: { profile: { title: "Clerk" } } }),
  createsGroup("crew"),
  changesGroup("approvals", { before: {}, after: { description: "Who approves" } }),
  changesAccount("account.update", "ada", { before: { department: "Sales" }, after: { department: "Audit" } }),
  removes("ada", "payments"),
  adds("ada", "approvals", { dependsOn: ["okta:membership.remove:payments:ada"] }),
  adds("bob", "crew", {
    newAccount: true,
    newGroup: true,
    dependsOn: ["okta:account.create:bob", "okta:group.create:crew"],
  }),
]);

interface Death {
  readonly inFlight: number;
  readonly moment: "before" | "after";
  readonly provider: MemoryProvider;
  readonly journal: Journal;
  readonly plan: Plan;
}

/**
 * Runs the plan until the process dies at the call with this number (to reader, writer or journal), before or after the
 * effect of the call. Returns false when the run ended before that call.
 */
async function diesAt(call: number, { inFlight, moment, provider, journal, plan }: Death): Promise<boolean> {
  let calls = 0;
  let die = (): void => {};
  const death = new Promise<"dead">((resolve) => {
    die = () => resolve("dead");
  });
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls !== call) return work();
    if (moment === "after") await work();
    die();
    return new Promise<never>(() => {}); // a dead process never receives the answer
  };
  const connection = withFaults(provider, {
    onWrite: (_, send) => through(send),
    onRead: (_, read) => through(read),
  });
  const run = applied(plan, [connection], {
    inFlight,
    journal: {
      ...journal,
      append: (record) => through(() => journal.append(record)),
      seal: (records) => through(() => journal.seal(records)),
    },
  }).then(() => "over" as const);
  return (await Promise.race([run, death])) === "dead";
}

/** Returns whether a user holds both sides of the rule at the same time. */
function holdsBothSides(provider: MemoryProvider): boolean {
  const held = stateWithoutIds(provider).memberships;
  return held.includes("payments ada@acme.example member") && held.includes("approvals ada@acme.example member");
}

const effectsOf = ({ state }: MemoryProvider): readonly string[] =>
  state.effects.map((effect) => JSON.stringify(effect).replaceAll(/"00[ug]\d{6}"/g, '"new"')).sort();

/** Lets the run die at every call in turn, and runs the plan again each time. Returns the number of calls. */
async function dieEverywhere(
  plan: Plan,
  { moment, inFlight }: Pick<Death, "moment" | "inFlight">,
  journalOf: (call: number) => { readonly open: () => Journal; readonly check: () => void },
): Promise<number> {
  const wanted = world();
  await applied(plan, [wanted]);
  for (let call = 1; ; call += 1) {
    const provider = world();
    const { open, check } = journalOf(call);
    if (!(await diesAt(call, { inFlight, moment, provider, journal: open(), plan }))) return call - 1;
    expect(holdsBothSides(provider), `call ${call}`).toBe(false);
    const second = await applied(plan, [provider], { journal: open(), run: "run-2" });
    expect(
      second.entries.every(({ outcome }) => outcome.kind === "done" || outcome.kind === "already-so"),
      `call ${call}: ${outcomes(second).join(", ")}`,
    ).toBe(true);
    expect(stateWithoutIds(provider), `call ${call}`).toEqual(stateWithoutIds(wanted));
    // Operations in flight together have their effects in any order.
    expect(effectsOf(provider), `call ${call}`).toEqual(effectsOf(wanted));
    check();
  }
}

/** run-started and run-ended, and for each operation: a read, an intent, a write, a read back, a result. */
const callsOf = ({ operations }: Plan): number => 2 + operations.length * 5;

describe("a process that dies at any call, and a second run", () => {
  for (const moment of ["before", "after"] as const) {
    for (const inFlight of [1, 8])
      it(`give the fault-free end state, each effect once: death ${moment} the call's effect, ${inFlight} in flight`, async () => {
        const journalOf = () => ({ open: () => memoryJournal(), check: () => {} });
        expect(await dieEverywhere(plan, { moment, inFlight }, journalOf)).toBe(callsOf(plan));
      });

    it(`leave one intact chain in the file: death ${moment} the call's effect`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "crash-"));
      const short = planOf(plan.operations.slice(0, 2));
      const journalOf = (call: number) => {
        const path = join(folder, `${call}.jsonl`);
        return {
          open: () => openFileJournal(path),
          check: () => expect(verifyJournal(path), `call ${call}`).toMatchObject({ kind: "intact" }),
        };
      };
      expect(await dieEverywhere(short, { moment, inFlight: 8 }, journalOf)).toBe(callsOf(short));
      rmSync(folder, { recursive: true });
    });
  }
});

describe("the journal", () => {
  it("replays to the provider's own log: an intent for every effect, in order, none without", async () => {
    const provider = world();
    const journal = memoryJournal();
    await applied(plan, [provider], { journal });
    const intents = journal.records.flatMap((record) => (record.kind === "intent" ? [record] : []));
    const done = new Set(
      journal.records.flatMap((record) =>
        record.kind === "result" && record.outcome === "done" ? [record.operation] : [],
      ),
    );
    expect(intents.filter(({ operation }) => done.has(operation)).map(({ write }) => write)).toEqual(
      provider.state.effects,
    );
    const replayed = world();
    for (const { write } of intents) await replayed.writer.perform(write as never);
    expect(stateWithoutIds(replayed)).toEqual(stateWithoutIds(provider));
  });

  it("has the intent before each write and the result after it, for every outcome", async () => {
    const provider = world();
    const journal = memoryJournal();
    const seen: string[] = [];
    await applied(
      plan,
      [
        withFaults(provider, {
          onWrite: (write, send) => {
            const last = journal.records.at(-1);
            seen.push(
              last?.kind === "intent" && JSON.stringify(last.write) === JSON.stringify(write)
                ? "after its intent"
                : "bare",
            );
            return send();
          },
        }),
      ],
      { journal, inFlight: 1 },
    );
    expect(seen).toEqual(plan.operations.map(() => "after its intent"));
    const results = journal.records.flatMap((record) => (record.kind === "result" ? [record.operation] : []));
    expect(results).toEqual(plan.operations.map(({ id }) => id));
    expect(journal.records.at(0)).toEqual({
      kind: "run-started",
      at: "2026-11-21T09:00:00Z",
      run: "run-1",
      digest: "sha256:plan",
      head: "c0ffee",
      operations: 9,
    });
    expect(journal.records.at(-1)).toMatchObject({
      kind: "run-ended",
      done: 9,
      alreadySo: 0,
      failed: 0,
      notAttempted: 0,
    });
  });

  it("stops the run at any record that cannot be written: no write without its intent, and the report names the reason", async () => {
    const records = 2 + plan.operations.length * 2;
    for (let failsAt = 1; failsAt <= records; failsAt += 1) {
      const provider = world();
      const journal = memoryJournal(failsAt);
      const report = await applied(plan, [provider], { journal, inFlight: 1 });
      expect(report.stopped, `record ${failsAt}`).toBe("the journal could not be written: no space left");
      expect(report.entries).toHaveLength(plan.operations.length);
      const intents = journal.records.filter(({ kind }) => kind === "intent").length;
      expect(provider.state.effects, `record ${failsAt}`).toHaveLength(intents);
      expect(report.entries.filter(({ outcome }) => outcome.kind === "done")).toHaveLength(intents);
    }
  });
});

describe("a journal that failed once", () => {
  it("is not written again in that run, and nothing is sent, even if it would work again", async () => {
    const provider = world();
    const journal = memoryJournal();
    let appended = 0;
    const append = async (record: JournalRecord): Promise<void> => {
      appended += 1;
      if (appended === 4) throw new Error("no space left");
      await journal.append(record);
    };
    const flickering: Journal = {
      ...journal,
      append,
      seal: async (records) => {
        for (const record of records) await append(record);
      },
    };
    const report = await applied(plan, [provider], { journal: flickering, inFlight: 1 });
    expect(appended).toBe(4);
    expect(provider.state.effects).toHaveLength(1);
    expect(report.stopped).toContain("no space left");
  });
});

describe("with operations in flight together, the journal", () => {
  it("that cannot be written stops the run at any record: no write without its intent, and no result is lost", async () => {
    const records = 2 + plan.operations.length * 2;
    for (let failsAt = 1; failsAt <= records; failsAt += 1) {
      const provider = world();
      const journal = memoryJournal(failsAt);
      const report = await applied(plan, [provider], { journal });
      expect(report.stopped, `record ${failsAt}`).toBe("the journal could not be written: no space left");
      expect(report.entries).toHaveLength(plan.operations.length);
      const intents = journal.records.flatMap((record) =>
        record.kind === "intent" ? [JSON.stringify(record.write)] : [],
      );
      for (const effect of provider.state.effects) expect(intents).toContain(JSON.stringify(effect));
      const done = report.entries.filter(({ outcome }) => outcome.kind === "done");
      expect(done, `record ${failsAt}`).toHaveLength(provider.state.effects.length);
    }
  });

  it("gets the result of every call in flight when the run is interrupted", async () => {
    for (let during = 1; during <= plan.operations.length; during += 1) {
      const provider = world();
      const journal = memoryJournal();
      const controller = new AbortController();
      const report = await applied(
        plan,
        [
          withFaults(provider, {
            onWrite: (_, send, count) => {
              if (count === during) controller.abort();
              return send();
            },
          }),
        ],
        { journal, signal: controller.signal },
      );
      const done = report.entries.filter(({ outcome }) => outcome.kind === "done").map(({ operation }) => operation.id);
      expect(done, `write ${during}`).toHaveLength(provider.state.effects.length);
      const results = journal.records.flatMap((record) =>
        record.kind === "result" && record.outcome === "done" ? [record.operation] : [],
      );
      expect([...results].sort()).toEqual([...done].sort());
      expect(journal.records.at(-1)).toMatchObject({ kind: "run-ended", done: done.length });
    }
  });
});

describe("an interruption", () => {
  it("stops after the call in flight, which is read back and recorded; the rest is not attempted", async () => {
    for (let during = 1; during <= plan.operations.length; during += 1) {
      const provider = world();
      const journal = memoryJournal();
      const controller = new AbortController();
      const report = await applied(
        plan,
        [
          withFaults(provider, {
            onWrite: (_, send, count) => {
              if (count === during) controller.abort();
              return send();
            },
          }),
        ],
        { journal, signal: controller.signal, inFlight: 1 },
      );
      expect(provider.state.effects).toHaveLength(during);
      expect(report.entries.map(({ outcome }) => outcome.kind)).toEqual(
        plan.operations.map((_, index) => (index < during ? "done" : "not-attempted")),
      );
      expect(report.stopped).toBe(during === plan.operations.length ? null : "the run was interrupted");
      expect(journal.records.at(-1)).toMatchObject({ kind: "run-ended", done: during });
      const second = await applied(plan, [provider]);
      expect(second.entries.every(({ outcome }) => outcome.kind === "done" || outcome.kind === "already-so")).toBe(
        true,
      );
    }
  });

  it("while a response is lost sends nothing again, and does not report the write as not attempted", async () => {
    const provider = world();
    const controller = new AbortController();
    let sent = 0;
    const connection = withFaults(provider, {
      onWrite: async () => {
        sent += 1;
        controller.abort();
        return { kind: "failed", failure: { kind: "outcome-unknown", message: "cut" } };
      },
    });
    const report = await applied(plan, [connection], { signal: controller.signal });
    expect(sent).toBe(1);
    expect(report.entries[0]?.outcome.kind).toBe("failed");
    expect(report.stopped).toBe("the run was interrupted");
  });

  it("before the write sends nothing", async () => {
    const provider = world();
    const controller = new AbortController();
    const connection = withFaults(provider, {
      onRead: (_, read) => {
        controller.abort();
        return read();
      },
    });
    const report = await applied(plan, [connection], { signal: controller.signal });
    expect(provider.state.effects).toEqual([]);
    expect(report.entries.every(({ outcome }) => outcome.kind === "not-attempted")).toBe(true);
  });

  it("before the start does nothing", async () => {
    const provider = world();
    const controller = new AbortController();
    controller.abort();
    const report = await applied(plan, [provider], { signal: controller.signal });
    expect(report.stopped).toBe("the run was interrupted");
    expect(provider.state.effects).toEqual([]);
  });
});
