import { describe, expect, it } from "vitest";
import { matchPeople } from "../../../src/approval/judging/matching.ts";

describe("the assignment of people to stages", () => {
  it.each([
    ["has no people", [[], []], [null, null]],
    ["uses one person for one of two stages", [[1], [1]], [1, null]],
    ["moves the first person where that serves another stage", [[1, 2], [1]], [2, 1]],
    ["moves people over three stages", [[1, 2], [1, 3], [1]], [2, 3, 1]],
    ["has no stages", [], []],
  ])("%s", (_, assignments, matching) => {
    expect(matchPeople(assignments)).toEqual(matching);
  });

  it("serves as many stages as an exhaustive search", () => {
    const seed = 20261121;
    let state = seed;
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * below);
    };
    for (let round = 0; round < 400; round += 1) {
      const assignments = Array.from({ length: 1 + random(4) }, () =>
        Array.from({ length: random(4) }, () => random(5)).filter((one, index, all) => all.indexOf(one) === index),
      );
      const matching = matchPeople(assignments);
      const matched = matching.filter((person) => person !== null);
      expect(new Set(matched).size, `seed ${seed}, round ${round}`).toBe(matched.length);
      expect(matching.every((person, assignment) => person === null || assignments[assignment]?.includes(person))).toBe(
        true,
      );
      expect(matched.length, `seed ${seed}, round ${round}: ${JSON.stringify(assignments)}`).toBe(
        most(assignments, new Set()),
      );
    }
  });
});

/** Returns the maximum by exhaustive search: every choice for the first stage, then the rest. */
function most([assignment, ...rest]: readonly (readonly number[])[], taken: ReadonlySet<number>): number {
  if (assignment === undefined) return 0;
  const left = assignment
    .filter((person) => !taken.has(person))
    .map((person) => 1 + most(rest, new Set([...taken, person])));
  return Math.max(most(rest, taken), ...left);
}
