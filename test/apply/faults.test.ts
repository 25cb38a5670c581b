import { describe, expect, it } from "vitest";
import type { ApplyOptions } from "../../src/apply/apply-plan.ts";
import type { Operation } from "../../src/plan/operation.ts";
import type { ProviderWrite, WriteResult } from "../../src/ports/access.ts";
import type { MemoryProvider } from "../../src/providers/memory/memory-provider.ts";
import { type Faults, withFaults, failing, unreadable } from "./with-faults.ts";
import {
  account,
  adds,
  applied,
  changesAccount,
  createsAccount,
  createsGroup,
  group,
  member,
  okta,
  outcomes,
  planOf,
  reasons,
  removes,
  memoryJournal,
  suspends,
  stateWithoutIds,
} from "./scenario.ts";

const world = (): MemoryProvider =>
  okta({
    accounts: [account("ada"), account("eve")],
    groups: [group("crew"), group("admins")],
    memberships: [member("crew", "eve")],
  });

/** One operation of each kind, each alone in its plan. */
const each: readonly Operation[] = [
  createsAccount("bob"),
  createsGroup("team"),
  suspends("eve"),
  changesAccount("account.update", "ada", { before: {}, after: { department: "Finance" } }),
  adds("ada", "crew"),
  removes("eve", "crew"),
];

async function runWithFaults(
  operations: readonly Operation[],
  disturbances: Faults,
  provider = world(),
  changes: Partial<ApplyOptions> = {},
) {
  const journal = memoryJournal();
  const report = await applied(planOf(operations), [withFaults(provider, disturbances)], { journal, ...changes });
  return { report, provider, journal };
}

/** Returns the end state without faults. */
async function undisturbed(operation: Operation) {
  const { provider } = await runWithFaults([operation], {});
  return stateWithoutIds(provider);
}

describe("a write whose response is lost", () => {
  for (const kind of ["outcome-unknown", "unavailable", "unexpected"] as const)
    for (const operation of each) {
      it(`counts as done when a read shows the effect, and is not sent again: ${operation.action}, ${kind}`, async () => {
        let sent = 0;
        const { report, provider } = await runWithFaults([operation], {
          onWrite: async (_, send) => {
            sent += 1;
            await send();
            return failing(kind);
          },
        });
        expect(outcomes(report)).toEqual([`${operation.id} done`]);
        expect(sent).toBe(1);
        expect(provider.state.effects).toHaveLength(1);
        expect(stateWithoutIds(provider)).toEqual(await undisturbed(operation));
      });

      it(`is sent once more after a read showed no effect, with its own intent: ${operation.action}, ${kind}`, async () => {
        const { report, provider, journal } = await runWithFaults([operation], {
          onWrite: async (_, send, count) => (count === 1 ? failing(kind) : send()),
        });
        expect(outcomes(report)).toEqual([`${operation.id} done`]);
        expect(provider.state.effects).toHaveLength(1);
        expect(journal.records.map((record) => record.kind)).toEqual([
          "run-started",
          "intent",
          "intent",
          "result",
          "run-ended",
        ]);
        expect(stateWithoutIds(provider)).toEqual(await undisturbed(operation));
      });
    }

  it("fails after the second attempt, and reports it", async () => {
    let sent = 0;
    const { report, provider } = await runWithFaults([suspends("eve")], {
      onWrite: async () => {
        sent += 1;
        return failing("outcome-unknown", "the connection was cut");
      },
    });
    expect(sent).toBe(2);
    expect(reasons(report)).toEqual([
      "the response was lost (the connection was cut), but reading the object back shows no effect. Run apply again. If the failure repeats, check the provider",
    ]);
    expect(provider.state.account("00u-eve")?.state).toBe("active");
  });

  it("is not sent again when a read does not show the outcome", async () => {
    let sent = 0;
    const { report, provider } = await runWithFaults([createsAccount("bob")], {
      onWrite: async (_, send) => {
        sent += 1;
        await send();
        return failing("outcome-unknown");
      },
      onRead: (_, read, count) => (count === 1 ? read() : Promise.resolve(unreadable("unavailable"))),
    });
    expect(sent).toBe(1);
    expect(outcomes(report)).toEqual(["okta:account.create:bob failed"]);
    expect(reasons(report)[0]).toContain("reading the object back failed");
    expect(provider.state.effects).toHaveLength(1);
  });

  it("is handled the same when the writer throws", async () => {
    const { report, provider } = await runWithFaults([suspends("eve")], {
      onWrite: async (_, send) => {
        await send();
        throw new Error("socket hang up");
      },
    });
    expect(outcomes(report)).toEqual(["okta:account.suspend:eve done"]);
    expect(provider.state.effects).toHaveLength(1);
  });
});

describe("success without effect", () => {
  for (const operation of each)
    it(`is detected by reading back, and is a failure: ${operation.action}`, async () => {
      const { report, provider } = await runWithFaults([operation], {
        onWrite: async (): Promise<WriteResult> => ({ kind: "written", id: null }),
      });
      expect(outcomes(report)).toEqual([`${operation.id} failed`]);
      expect(reasons(report)[0]).toContain("reported success, but reading the object back shows no effect");
      expect(provider.state.effects).toEqual([]);
    });

  it("is detected behind already-so as well, and blocks the dependents", async () => {
    const removal = removes("eve", "crew");
    const { report, provider } = await runWithFaults([removal, adds("eve", "admins", { dependsOn: [removal.id] })], {
      onWrite: async (): Promise<WriteResult> => ({ kind: "already-so" }),
    });
    expect(outcomes(report)).toEqual([`${removal.id} failed`, "okta:membership.add:admins:eve not-attempted"]);
    expect(stateWithoutIds(provider).memberships).toEqual(["crew eve@acme.example member"]);
  });

  it("is detected where the write had a different effect", async () => {
    const provider = world();
    const { report } = await runWithFaults(
      [suspends("eve")],
      {
        onWrite: async () => {
          provider.state.putAccount(account("eve", { state: "deactivated" }));
          return { kind: "written", id: null };
        },
      },
      provider,
    );
    expect(reasons(report)[0]).toContain("the object differs from the plan: expected the account to be active");
  });
});

describe("delayed reads", () => {
  for (const operation of each)
    it(`are repeated until the effect shows: ${operation.action}`, async () => {
      const provider = world();
      const before = world();
      let written = false;
      let stale = 3;
      const { report } = await runWithFaults(
        [operation],
        {
          onWrite: (_, send) => {
            written = true;
            return send();
          },
          onRead: async (name, read) => {
            if (!written || stale === 0) return read();
            stale -= 1;
            return staleAnswer(name, operation, before);
          },
        },
        provider,
      );
      expect(outcomes(report)).toEqual([`${operation.id} done`]);
      expect(stale).toBe(0);
      expect(stateWithoutIds(provider)).toEqual(await undisturbed(operation));
    });

  it("do not make a new account look missing to later operations", async () => {
    let lag = 0;
    const { report } = await runWithFaults(
      [
        changesAccount("account.update", "ada", { before: {}, after: { department: "Finance" } }),
        changesAccount("account.update", "ada", { before: { department: "Finance" }, after: { department: "HR" } }),
      ].map((operation, index) => ({ ...operation, id: `${operation.id}:${index}` })),
      {
        onRead: async (_, read, count) => {
          // The third read is the precondition of the second update: two answers come from a stale replica.
          if (count === 3 || count === 4) {
            lag += 1;
            return { kind: "found", value: account("ada", { profile: {} }) } as Awaited<ReturnType<typeof read>>;
          }
          return read();
        },
      },
    );
    expect(lag).toBe(2);
    expect(report.entries.map(({ outcome }) => outcome.kind)).toEqual(["done", "done"]);
  });
});

/** Returns the answer of a replica without the write. */
async function staleAnswer(name: string, operation: Operation, before: MemoryProvider) {
  const { resource } = operation;
  switch (name) {
    case "accountById":
      return before.reader.accountById(resource.id ?? "") as never;
    case "accountByAddress":
    case "groupByName":
      return { kind: "absent" } as const;
    case "groupById":
      return before.reader.groupById(resource.id ?? "") as never;
    default:
      return before.reader.membership(resource.id ?? "", operation.account?.id ?? "") as never;
  }
}

describe("a read without an answer", () => {
  it("is repeated, and then nothing is sent", async () => {
    let sent = 0;
    const { report } = await runWithFaults([suspends("eve")], {
      onWrite: (_, send) => {
        sent += 1;
        return send();
      },
      onRead: async () => unreadable("unavailable"),
    });
    expect(sent).toBe(0);
    expect(reasons(report)).toEqual([
      "the current state could not be read: the provider is not available (injected). Nothing was sent",
    ]);
  });

  it("has no effect when the next read is answered", async () => {
    const { report } = await runWithFaults([suspends("eve")], {
      onRead: async (_, read, count) => (count === 1 ? unreadable("unavailable") : read()),
    });
    expect(outcomes(report)).toEqual(["okta:account.suspend:eve done"]);
  });

  it("is not repeated when the provider denies access", async () => {
    let asked = 0;
    const { report } = await runWithFaults([suspends("eve")], {
      onRead: async () => {
        asked += 1;
        return unreadable("denied");
      },
    });
    expect(asked).toBe(1);
    expect(outcomes(report)).toEqual(["okta:account.suspend:eve failed"]);
  });

  it("means unknown when the reader throws, not absent", async () => {
    const { report, provider } = await runWithFaults([createsAccount("ada")], {
      onRead: async () => {
        throw new Error("bad answer");
      },
    });
    expect(reasons(report)[0]).toContain("bad answer");
    expect(provider.state.accounts).toHaveLength(2);
  });
});

describe("external edits between the read and the write", () => {
  it("fail the operation on a removed object, and the rest continues", async () => {
    const provider = world();
    const { report } = await runWithFaults(
      [suspends("eve"), suspends("ada")],
      {
        onWrite: (write: ProviderWrite, send) => {
          if ("account" in write && write.account === "00u-eve") provider.state.dropAccount("00u-eve");
          return send();
        },
      },
      provider,
    );
    expect(outcomes(report)).toEqual(["okta:account.suspend:eve failed", "okta:account.suspend:ada done"]);
    expect(reasons(report)[0]).toContain("did not find the object");
  });

  it("leave one account when the same user was created in between", async () => {
    const provider = world();
    const { report } = await runWithFaults(
      [createsAccount("bob")],
      {
        onWrite: async (_, send) => {
          await send();
          return failing("conflict", "exists already");
        },
      },
      provider,
    );
    expect(outcomes(report)).toEqual(["okta:account.create:bob already-so"]);
    expect(provider.state.accounts.filter(({ join }) => join === "n-bob")).toHaveLength(1);
  });
});

describe("a permission that is withdrawn during the run", () => {
  const many = Array.from({ length: 12 }, (_, index) => `user-${index}`);
  const crowd = (): MemoryProvider => okta({ accounts: many.map((id) => account(id)) });

  it("stops the work on that system after five failures", async () => {
    let sent = 0;
    const { report } = await runWithFaults(
      many.map((id) => suspends(id)),
      {
        onWrite: async (_, send) => {
          sent += 1;
          return sent <= 2 ? send() : failing("denied", "the token was revoked");
        },
      },
      crowd(),
      { inFlight: 1 },
    );
    expect(sent).toBe(7);
    expect(report.entries.map(({ outcome }) => outcome.kind)).toEqual([
      ...Array<string>(2).fill("done"),
      ...Array<string>(5).fill("failed"),
      ...Array<string>(5).fill("not-attempted"),
    ]);
    expect(reasons(report).at(-1)).toBe(
      "okta failed in 5 of its last 7 operations, the last time because the provider denied access (the token was revoked)",
    );
  });

  it("starts nothing after five failures of operations that were in flight together", async () => {
    let sent = 0;
    const { report } = await runWithFaults(
      many.map((id) => suspends(id)),
      {
        onWrite: async () => {
          sent += 1;
          return failing("denied");
        },
      },
      crowd(),
      { inFlight: 4 },
    );
    expect(sent).toBeGreaterThanOrEqual(5);
    expect(sent).toBeLessThanOrEqual(8);
    expect(report.entries.filter(({ outcome }) => outcome.kind === "not-attempted")).toHaveLength(12 - sent);
  });

  it("does not stop it for failures of single objects", async () => {
    const provider = crowd();
    for (const id of many.slice(0, 8)) provider.state.putAccount(account(id, { state: "locked" }));
    const { report } = await runWithFaults(
      many.map((id) => suspends(id)),
      {},
      provider,
    );
    expect(report.entries.filter(({ outcome }) => outcome.kind === "done")).toHaveLength(4);
    expect(report.entries.filter(({ outcome }) => outcome.kind === "failed")).toHaveLength(8);
  });

  it("does not start the count again after a success", async () => {
    const { report } = await runWithFaults(
      many.map((id) => suspends(id)),
      { onWrite: async (_, send, count) => (count % 3 === 0 ? send() : failing("denied")) },
      crowd(),
      { inFlight: 1 },
    );
    expect(report.entries.map(({ outcome }) => outcome.kind)).toEqual([
      "failed",
      "failed",
      "done",
      "failed",
      "failed",
      "done",
      "failed",
      ...Array<string>(5).fill("not-attempted"),
    ]);
  });

  it("does not stop it for four failures among twenty operations", async () => {
    const crew = Array.from({ length: 60 }, (_, index) => `user-${index}`);
    const { report } = await runWithFaults(
      crew.map((id) => suspends(id)),
      { onWrite: async (_, send, count) => (count % 6 === 0 ? failing("denied") : send()) },
      okta({ accounts: crew.map((id) => account(id)) }),
    );
    expect(report.entries.some(({ outcome }) => outcome.kind === "not-attempted")).toBe(false);
  });
});
