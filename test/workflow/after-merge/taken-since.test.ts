import { describe, expect, it } from "vitest";
import type { OutcomeKind } from "../../../src/model/outcome.ts";
import type { JournalRecord } from "../../../src/ports/journal.ts";
import { accountKey, assignmentKey, membershipKey } from "../../../src/plan/taken.ts";
import { takenSince } from "../../../src/workflow/after-merge/taken-since.ts";

const at = "2026-11-28T09:00:00Z";
const member = { group: "g-1", member: "A-1" };
const crm = membershipKey("okta", "g-1", "a-1");
const intent = (action: string, run = "r1", object: Readonly<Record<string, string>> = member): JournalRecord => ({
  kind: "intent",
  at,
  run,
  operation: `okta:${action}:crm:ada`,
  write: { action, ...object },
});
const result = (action: string, outcome: OutcomeKind = "done", run = "r1"): JournalRecord => ({
  kind: "result",
  at,
  run,
  operation: `okta:${action}:crm:ada`,
  outcome,
  detail: null,
});
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
const removed = [intent("membership.remove"), result("membership.remove")];
const added = (outcome: OutcomeKind): readonly JournalRecord[] => [
  intent("membership.add", "r2"),
  result("membership.add", outcome, "r2"),
];

describe("takenSince", () => {
  it.each<[string, readonly JournalRecord[], readonly string[]]>([
    ["has a removed membership, by group and member", removed, [crm]],
    ["has a write whose result a crash lost", [intent("membership.remove")], [crm]],
    ["has a suspended account", [intent("account.suspend", "r1", { account: "a-1" })], [accountKey("okta", "a-1")]],
    [
      "has an ended assignment, by kind, target and account, and not the account",
      [intent("app.unassign", "r1", { app: "0oa1", account: "a-1" })],
      [assignmentKey("okta", { kind: "app", target: "0oa1", account: "a-1" })],
    ],
    [
      "lacks an ended role that a later write gave back",
      [
        intent("admin-role.unassign", "r1", { role: "USER_ADMIN", assignment: "ra1", account: "a-1" }),
        result("admin-role.unassign"),
        intent("admin-role.assign", "r2", { role: "USER_ADMIN", account: "a-1" }),
        result("admin-role.assign", "done", "r2"),
      ],
      [],
    ],
    [
      "lacks a write that was not sent",
      [intent("membership.remove"), result("membership.remove", "not-attempted")],
      [],
    ],
    ["lacks what a later write gave back", [...removed, ...added("done")], []],
    ["has what a later write failed to give back", [...removed, ...added("failed")], [crm]],
    ["lacks what was taken before a run converged", [...removed, settled(true)], []],
    [
      "has what was taken since, where no run of the branch converged",
      [...removed, settled(false), settled(true, "x")],
      [crm],
    ],
    ["has what was taken again since", [...removed, settled(true), ...removed], [crm]],
  ])("%s", (_, records, expected) => {
    expect([...takenSince(records, "main")]).toEqual(expected);
  });
});
