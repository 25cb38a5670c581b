import { describe, expect, it } from "vitest";
import { judgeHistory } from "./approved-histories.ts";
import { randomHistory } from "./random-history.ts";

/** `npm run verify` runs many more, from any seed. */
const histories = 10_000;
const firstSeed = 1;

describe(`${histories} random histories of approved and unapproved commits, seeds from ${firstSeed}`, () => {
  // In parts, so that a slow machine shows its progress.
  it.each([0, 1, 2, 3])("give nobody anything that the approved state does not have, part %d", async (part) => {
    const problems: string[] = [];
    for (let seed = firstSeed + part; seed < firstSeed + histories; seed += 4) {
      const problem = await judgeHistory(seed);
      if (problem !== undefined) problems.push(problem);
    }
    expect(problems.slice(0, 3), `seeds ${firstSeed + part} and every fourth after it`).toEqual([]);
  });

  it("have every way of arrival, and lines that come back to an earlier state", () => {
    const arrivals = new Set<string>();
    let restored = 0;
    for (let seed = firstSeed; seed < firstSeed + 200; seed += 1) {
      const { line } = randomHistory(seed);
      for (const { arrival } of line) arrivals.add(arrival);
      restored += new Set(line.map(({ tree }) => tree)).size < line.length ? 1 : 0;
    }
    expect([...arrivals].sort()).toEqual(["covering", "direct", "own"]);
    expect(restored).toBeGreaterThan(0);
  });
});
