import { describe, expect, it } from "vitest";
import { seatPeople } from "../../../src/approval/judging/matching.ts";

describe("seating people", () => {
  it.each([
    ["nobody", [[], []], [null, null]],
    ["one person in one of two seats", [[1], [1]], [1, null]],
    ["whoever came first moves on where that seats another", [[1, 2], [1]], [2, 1]],
    ["over three seats", [[1, 2], [1, 3], [1]], [2, 3, 1]],
    ["no seats", [], []],
  ])("%s", (_, seats, seating) => {
    expect(seatPeople(seats)).toEqual(seating);
  });

  it("finds as many as trying every way does", () => {
    const seed = 20261121;
    let state = seed;
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * below);
    };
    for (let round = 0; round < 400; round += 1) {
      const seats = Array.from({ length: 1 + random(4) }, () =>
        Array.from({ length: random(4) }, () => random(5)).filter((one, index, all) => all.indexOf(one) === index),
      );
      const seating = seatPeople(seats);
      const seated = seating.filter((person) => person !== null);
      expect(new Set(seated).size, `seed ${seed}, round ${round}`).toBe(seated.length);
      expect(seating.every((person, seat) => person === null || seats[seat]?.includes(person))).toBe(true);
      expect(seated.length, `seed ${seed}, round ${round}: ${JSON.stringify(seats)}`).toBe(most(seats, new Set()));
    }
  });
});

/** The slow way: every choice for the first seat, then the rest. */
function most([seat, ...rest]: readonly (readonly number[])[], taken: ReadonlySet<number>): number {
  if (seat === undefined) return 0;
  const left = seat.filter((person) => !taken.has(person)).map((person) => 1 + most(rest, new Set([...taken, person])));
  return Math.max(most(rest, taken), ...left);
}
