import { expect, it } from "vitest";
import { counted } from "../../src/support/counted.ts";
import { addTo, appendTo, groupBy } from "../../src/support/multi-map.ts";

it("appends to the list under a key, in order", () => {
  const map = new Map<string, number[]>();
  for (const value of [2, 1, 2]) appendTo(map, "a", value);
  appendTo(map, "b", 3);
  expect([...map]).toEqual([
    ["a", [2, 1, 2]],
    ["b", [3]],
  ]);
});

it("adds to the set under a key once", () => {
  const map = new Map<string, Set<number>>();
  for (const value of [2, 1, 2]) addTo(map, "a", value);
  expect([...(map.get("a") ?? [])]).toEqual([2, 1]);
});

it("groups items by key and keeps their order", () => {
  expect([...groupBy(["bb", "a", "cc"], ({ length }) => length)]).toEqual([
    [2, ["bb", "cc"]],
    [1, ["a"]],
  ]);
});

it("writes a count with its noun", () => {
  expect([0, 1, 2].map((count) => counted(count, "account"))).toEqual(["0 accounts", "1 account", "2 accounts"]);
  expect([1, 2].map((count) => counted(count, "user holds", "users hold"))).toEqual(["1 user holds", "2 users hold"]);
});
