import { describe, expect, it } from "vitest";
import { draw, matchesGlob } from "./draw.ts";
import type { Mutant } from "./mutant.ts";

const mutants = Array.from({ length: 50 }, (_, number): Mutant => {
  const id = String(number);
  return { id, file: "src/model/a.ts", line: number, column: 1, kind: "any", original: "a", replacement: "b" };
});
const ids = (drawn: readonly Mutant[]) => drawn.map(({ id }) => Number(id));

describe("draw", () => {
  it("returns the same mutants for the same seed, in source order and without duplicates", () => {
    expect(draw(mutants, 10, 1)).toEqual(draw(mutants, 10, 1));
    expect(draw(mutants, 10, 1)).not.toEqual(draw(mutants, 10, 2));
    for (const seed of [1, 2, 3]) {
      const drawn = ids(draw(mutants, 20, seed));
      expect(drawn).toEqual([...new Set(drawn)].sort((left, right) => left - right));
      expect(drawn).toHaveLength(20);
    }
  });

  it("returns all mutants if more are requested, and draws every mutant for some seed", () => {
    expect(draw(mutants, 1000, 1)).toEqual(mutants);
    const seen = new Set(Array.from({ length: 60 }, (_, seed) => ids(draw(mutants, 10, seed))).flat());
    expect(seen.size).toBe(mutants.length);
  });
});

describe("a glob", () => {
  it("does not match below a folder with one star, and does with two", () => {
    const matching = (glob: string) =>
      ["src/policy/rule.ts", "src/policy/rules/no-reason.ts", "src/model/rule.ts"].filter((path) =>
        matchesGlob(path, glob),
      );
    expect(matching("src/policy/*.ts")).toEqual(["src/policy/rule.ts"]);
    expect(matching("src/policy/**")).toEqual(["src/policy/rule.ts", "src/policy/rules/no-reason.ts"]);
    expect(matching("**/rule.ts")).toEqual(["src/policy/rule.ts", "src/model/rule.ts"]);
    expect(matching("src/policy/rule?ts")).toEqual([]);
  });
});
