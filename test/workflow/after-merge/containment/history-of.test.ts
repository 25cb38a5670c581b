import { describe, expect, it } from "vitest";
import type { JournalRecord } from "../../../../src/ports/journal.ts";
import { historyOf } from "../../../../src/workflow/after-merge/containment/history-of.ts";

const at = "2026-11-21T09:00:00Z";
const contained = (user: string, account: string): JournalRecord => ({
  kind: "contained",
  at,
  run: "r",
  system: "okta",
  user,
  accounts: [{ id: account, state: "suspended" }],
});
const intent = (action: string, user: string, account: string): JournalRecord => ({
  kind: "intent",
  at,
  run: "r",
  operation: `okta:${action}:${user}`,
  write: { action, account },
});

describe("the history of accounts", () => {
  it("has the ids of intents, created accounts and proofs", () => {
    const history = historyOf([
      intent("account.update", "ada", "a-1"),
      contained("ada", "a-2"),
      {
        kind: "result",
        at,
        run: "r",
        operation: "okta:account.create:ada",
        outcome: "done",
        detail: null,
        created: { system: "okta", user: "ada", account: "a-3" },
      },
      {
        ...intent("membership.add", "ada", ""),
        system: "okta",
        user: "ada",
        write: { action: "membership.add", member: "a-4" },
      } as JournalRecord,
    ]);
    expect(history.accountsOf("okta", "ada")).toEqual(["a-1", "a-2", "a-3", "a-4"]);
    expect(history.accountsOf("google", "ada")).toEqual([]);
    expect(history.accountsOf("okta", "eve")).toEqual([]);
  });

  it("does not take an address, or an operation without a user, for an account", () => {
    const history = historyOf([
      { ...intent("membership.add", "ada", ""), write: { action: "membership.add", member: "a-1" } } as JournalRecord,
      {
        ...intent("membership.add", "ada", ""),
        system: "okta",
        user: "ada",
        write: { action: "membership.add", member: "ada@partner.example" },
      } as JournalRecord,
    ]);
    expect(history.accountsOf("okta", "ada")).toEqual([]);
  });

  it("gives an account to the user whom the last record names", () => {
    const history = historyOf([intent("account.update", "ada", "a-1"), intent("account.update", "eve", "a-1")]);
    expect([history.accountsOf("okta", "ada"), history.accountsOf("okta", "eve")]).toEqual([[], ["a-1"]]);
  });

  it("ends a proof with a later write that gives access, and with no other", () => {
    const proof = contained("ada", "a-1");
    const provenAfter = (...later: readonly JournalRecord[]) =>
      historyOf([proof, ...later]).provenAt("okta", "ada") !== null;
    expect(provenAfter()).toBe(true);
    expect(provenAfter(intent("account.deactivate", "ada", "a-1"))).toBe(true);
    expect(provenAfter(intent("account.unsuspend", "eve", "a-2"))).toBe(true);
    for (const action of ["account.unsuspend", "account.activate", "account.create"])
      expect(provenAfter(intent(action, "ada", "a-1")), action).toBe(false);
    expect(provenAfter(intent("account.unsuspend", "ada", "a-1"), proof)).toBe(true);
  });
});
