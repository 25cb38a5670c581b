import { expect, it } from "vitest";
import { stateDifferences } from "../../../src/sandbox/core/state-dump.ts";

it("has the objects that were added, removed and changed, in the order of kind and id", () => {
  const before = { users: { b: { state: "ACTIVE" }, c: { x: 1, y: 2 } }, rules: { r: {} } };
  const after = { users: { a: { state: "STAGED" }, b: { state: "SUSPENDED" }, c: { y: 2, x: 1 } } };
  expect(stateDifferences(before, after)).toEqual([
    { kind: "rules", id: "r", before: {}, after: null },
    { kind: "users", id: "a", before: null, after: { state: "STAGED" } },
    { kind: "users", id: "b", before: { state: "ACTIVE" }, after: { state: "SUSPENDED" } },
  ]);
});
