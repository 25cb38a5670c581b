import { describe, expect, it } from "vitest";
import type { JournalRecord } from "../../src/ports/journal.ts";
import { journalEntries, type JournalFilter } from "../../src/workflow/journal-entries.ts";

const any: JournalFilter = { user: null, entitlement: null, since: null, until: null };
const claims = { gitName: "Ada", gitEmail: "ada@acme.example", osUser: "ada", githubActor: null };
const at = (minute: number): string => `2026-12-01T09:0${minute}:00Z`;
const intent = (minute: number, run: string, operation: string, more: object = {}): JournalRecord => ({
  kind: "intent",
  at: at(minute),
  run,
  operation,
  write: { action: "membership.remove", group: "g", member: "m" },
  ...more,
});
const result = (
  minute: number,
  run: string,
  operation: string,
  outcome: "done" | "failed" = "done",
): JournalRecord => ({
  kind: "result",
  at: at(minute),
  run,
  operation,
  outcome,
  detail: outcome === "failed" ? "denied" : null,
});

const add = "okta:membership.add:crm:ada";
const records: readonly JournalRecord[] = [
  { kind: "operator", at: at(0), run: "one", ...claims },
  { kind: "run-started", at: at(0), run: "one", digest: "d", head: "c1", operations: 2 },
  intent(1, "one", add, { system: "okta", user: "ada", entitlement: "okta/crm" }),
  result(2, "one", add, "failed"),
  { kind: "lease", at: at(3), run: "two", epoch: 1, end: at(8) },
  {
    kind: "evidence",
    at: at(3),
    run: "two",
    evidence: {
      pullRequest: 7,
      author: { id: 1, login: "ada" },
      reviewedHead: "h",
      merged: null,
      policy: "p",
      digest: "d",
      approved: true,
      needs: [
        {
          id: "n",
          why: "w",
          approved: true,
          stages: [
            {
              names: ["grace"],
              isFallback: false,
              servedBy: {
                review: 1,
                by: { id: 2, login: "ghopper" },
                user: "grace",
                commit: "h",
                at: at(0),
                comment: "",
              },
            },
            { names: ["dan"], isFallback: false, servedBy: null },
          ],
        },
      ],
      notCounted: [],
      problems: [],
    },
  },
  { kind: "commit-accepted", at: at(3), run: "two", branch: "main", commit: "c2", approved: "c2", base: "c1" },
  intent(4, "two", add, { system: "okta", user: "ada", entitlement: "okta/crm" }),
  result(5, "two", add),
  intent(6, "two", "okta:account.create:bob", { system: "okta", user: "bob", entitlement: "okta/account" }),
  // A record of an earlier version has neither user nor entitlement.
  intent(7, "old", "google:membership.remove:eng-all:eve"),
];
const operations = (filter: Partial<JournalFilter>): readonly string[] =>
  journalEntries(records, { ...any, ...filter }).map((entry) => `${entry.at.slice(14, 16)} ${entry.operation}`);

describe("the entries of a journal", () => {
  it("have the outcome of the same run, the operator's claims of a run by hand, and the approvals of one after a merge", () => {
    expect(journalEntries(records, { ...any, user: "ada" })).toEqual([
      {
        at: at(1),
        operation: add,
        system: "okta",
        action: "membership.add",
        user: "ada",
        entitlement: "okta/crm",
        outcome: "failed",
        detail: "denied",
        finishedAt: at(2),
        run: { id: "one", kind: "by-hand", commit: "c1", claims, pullRequests: [], approvers: [] },
      },
      expect.objectContaining({
        at: at(4),
        outcome: "done",
        run: { id: "two", kind: "unattended", commit: "c2", claims: null, pullRequests: [7], approvers: ["ghopper"] },
      }),
    ]);
  });

  it("are those that match every option", () => {
    expect(operations({ user: "bob" })).toEqual(["06 okta:account.create:bob"]);
    expect(operations({ entitlement: "okta/account" })).toEqual(["06 okta:account.create:bob"]);
    expect(operations({ entitlement: "okta/crm", since: Date.parse(at(4)) })).toEqual([`04 ${add}`]);
    expect(operations({ entitlement: "okta/crm", until: Date.parse(at(4)) })).toEqual([`01 ${add}`]);
    expect(operations({ user: "bob", entitlement: "okta/crm" })).toEqual([]);
  });

  it("say that an outcome is not recorded, and find the entitlement of an earlier version's record", () => {
    const [entry] = journalEntries(records, { ...any, entitlement: "google/eng-all" });
    expect(entry).toMatchObject({ outcome: null, finishedAt: null, user: null, run: { kind: "unknown" } });
  });
});
