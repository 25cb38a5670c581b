import { describe, expect, it } from "vitest";
import type { JournalRecord } from "../../../src/ports/journal.ts";
import { appliedIn } from "../../../src/workflow/past/applied.ts";

const line = ["a", "b", "c"].map((commit, position) => ({
  commit,
  mergedAt: Date.parse(`2026-01-0${position + 1}T00:00:00Z`),
}));
const settled = (commit: string, at: string, converged = true): JournalRecord => ({
  kind: "commit-settled",
  at,
  run: "r",
  branch: "main",
  commit,
  instant: at,
  converged,
  withheld: [],
});
const records = [
  settled("a", "2026-01-01T00:05:00Z"),
  settled("b", "2026-01-02T00:05:00Z", false),
  settled("c", "2026-01-03T00:05:00Z"),
];
const answered = (commit: string, at: string) => appliedIn(records, { commit, at: Date.parse(at) }, line);

describe("what the journal records about a commit", () => {
  it("is its own complete apply", () => {
    const own = { commit: "a", at: Date.parse("2026-01-01T00:05:00Z") };
    expect(answered("a", "2026-01-01T12:00:00Z")).toEqual({ first: own, last: own, unknown: null });
  });

  it("is the apply of a later commit for one that was not applied completely, with what was applied before", () => {
    expect(answered("b", "2026-01-02T12:00:00Z")).toEqual({
      first: { commit: "c", at: Date.parse("2026-01-03T00:05:00Z") },
      last: { commit: "a", at: Date.parse("2026-01-01T00:05:00Z") },
      unknown: null,
    });
  });

  it("is nothing before the first apply, and for a commit that is not on the line", () => {
    expect(answered("a", "2026-01-01T00:00:00Z").last).toBeNull();
    expect(answered("x", "2026-01-01T00:00:00Z")).toEqual({ first: null, last: null, unknown: null });
  });
});
