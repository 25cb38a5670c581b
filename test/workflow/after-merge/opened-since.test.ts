import { describe, expect, it } from "vitest";
import type { OutcomeKind } from "../../../src/model/outcome.ts";
import { accountKey } from "../../../src/plan/taken.ts";
import type { JournalRecord } from "../../../src/ports/journal.ts";
import { openedSince } from "../../../src/workflow/after-merge/opened-since.ts";

const at = "2026-11-28T09:00:00Z";
const ada = accountKey("okta", "a-1");
const wrote = (action: string, outcome: OutcomeKind | null = "done"): readonly JournalRecord[] => {
  const named = { at, run: "r1", operation: `okta:${action}:ada` };
  const intent: JournalRecord = { ...named, kind: "intent", write: { action, account: "a-1" } };
  return outcome === null ? [intent] : [intent, { ...named, kind: "result", outcome, detail: null }];
};
const created = (state: string): readonly JournalRecord[] => {
  const named = { at, run: "r1", operation: "okta:account.create:ada" };
  return [
    { ...named, kind: "intent", write: { action: "account.create", address: "ada@acme.example", state } },
    {
      ...named,
      kind: "result",
      outcome: "done",
      detail: null,
      created: { system: "okta", user: "ada", account: "a-1" },
    },
  ];
};
const settled = (converged: boolean, branch = "main"): JournalRecord => ({
  kind: "commit-settled",
  at,
  run: "r1",
  branch,
  commit: "c1",
  instant: at,
  converged,
  withheld: [],
});

describe("openedSince", () => {
  it.each<[string, readonly JournalRecord[], readonly string[]]>([
    ["has an account that was unsuspended", wrote("account.unsuspend"), [ada]],
    ["has an account that was active already", wrote("account.unsuspend", "already-so"), [ada]],
    ["has an account that was activated", wrote("account.activate"), [ada]],
    ["has an account that was created, by the id of its result", created("active"), [ada]],
    ["lacks an account that was created before the start", created("staged"), []],
    ["lacks a write that failed", wrote("account.unsuspend", "failed"), []],
    ["lacks a write without a result", wrote("account.unsuspend", null), []],
    ["lacks other writes", [...wrote("account.suspend"), ...wrote("account.update"), ...wrote("account.adopt")], []],
    ["lacks what was opened before a run converged", [...wrote("account.unsuspend"), settled(true)], []],
    [
      "has what was opened since, where no run of the branch converged",
      [...wrote("account.unsuspend"), settled(false), settled(true, "x")],
      [ada],
    ],
  ])("%s", (_, records, expected) => {
    expect([...openedSince(records, "main")]).toEqual(expected);
  });
});
