import { expect, it } from "vitest";
import { countOutcomes, isAchieved, type OutcomeKind, outcomeTexts } from "../../src/model/outcome.ts";

const entries = (["failed", "done", "not-attempted", "done"] as const).map((kind) => ({ outcome: { kind } }));

it("counts each outcome of a run", () => {
  expect(countOutcomes(entries)).toEqual({ done: 2, alreadySo: 0, failed: 1, notAttempted: 1 });
  expect(outcomeTexts(countOutcomes(entries)).map(({ text }) => text)).toEqual([
    "2 done",
    "0 already done",
    "1 failed",
    "1 not attempted",
  ]);
});

it("counts an operation as achieved when the provider has its result", () => {
  const kinds: readonly OutcomeKind[] = ["done", "already-so", "failed", "not-attempted"];
  expect(kinds.filter(isAchieved)).toEqual(["done", "already-so"]);
});
