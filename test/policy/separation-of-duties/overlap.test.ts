import { describe, expect, it } from "vitest";
import type { Interval } from "../../../src/model/instant.ts";
import { conflictOf } from "../../../src/policy/separation-of-duties/overlap.ts";
import type { Witness } from "../../../src/policy/separation-of-duties/witness.ts";
import { ref, userId } from "../../support/model.ts";

/** `a1` is a witness of set `a`, present from `from` until `until`. */
function witness(name: string, from: number | null, until: number | null): Witness {
  return {
    set: name.slice(0, 1),
    holder: userId("ada"),
    entitlement: ref(`okta/${name}`),
    role: null,
    memberRole: null,
    kind: "grant",
    grant: null,
    through: [],
    interval: { from, until },
  };
}

function found(witnesses: readonly Witness[], { atMost = 1, now = 0 } = {}) {
  const conflict = conflictOf(witnesses, atMost, now);
  if (conflict === undefined) return undefined;
  const when = ({ from, until }: Interval) => `${String(from)}-${String(until)}`;
  return {
    stretches: conflict.stretches.map(when).join(" "),
    sets: [...conflict.sets].join(" "),
    witnesses: conflict.witnesses.map(({ entitlement }) => entitlement?.slice("okta/".length)).join(" "),
  };
}

describe("the time in which a person is in too many sets", () => {
  it("is each interval of overlap, with only the witnesses that overlap it", () => {
    const all = [
      witness("a1", null, null),
      witness("b1", 10, 20),
      witness("b2", 30, 40),
      witness("b3", 50, null),
      witness("c1", 45, 46),
      // Of these, none is there while another set is filled.
      witness("a2", 20, 30),
      witness("a3", 41, 44),
    ];
    expect(found(all)).toEqual({
      stretches: "10-20 30-40 45-46 50-null",
      sets: "a b c",
      witnesses: "a1 b1 b2 b3 c1",
    });
  });

  it("is one stretch where one witness takes over from another without a gap", () => {
    const relay = [witness("a1", null, null), witness("b1", 10, 20), witness("b2", 20, 30), witness("b3", 25, 35)];
    expect(found(relay)).toEqual({ stretches: "10-35", sets: "a b", witnesses: "a1 b1 b2 b3" });
  });

  it("begins now at the earliest; what ends now, or never was, counts no more", () => {
    const past = [witness("a1", null, null), witness("b1", 0, 50)];
    expect(found(past, { now: 49 })?.stretches).toBe("49-50");
    expect(found(past, { now: 50 })).toBeUndefined();
    expect(found([witness("a1", null, null), witness("b1", 60, 60)])).toBeUndefined();
  });

  it("is found behind a witness that is past, and behind one whose end is before its start", () => {
    const present = [witness("a1", null, null), witness("b1", 0, 50)];
    expect(found([witness("a9", null, -5), ...present])).toEqual({
      stretches: "0-50",
      sets: "a b",
      witnesses: "a1 b1",
    });
    expect(found([witness("b9", -9, -5), ...present])?.stretches).toBe("0-50");
    // The interval from 70 to 60 does not cancel the set that is filled at 80.
    const inverted = [...present, witness("b2", 70, 60), witness("b3", 80, 90)];
    expect(found(inverted)?.stretches).toBe("0-50 80-90");
  });

  it("leaves out a set that is never filled together with too many others", () => {
    const sets = [witness("a1", 0, 10), witness("b1", 0, 10), witness("c1", 5, 30), witness("d1", 20, 30)];
    expect(found(sets, { atMost: 2 })).toEqual({ stretches: "5-10", sets: "a b c", witnesses: "a1 b1 c1" });
    expect(found(sets, { atMost: 3 })).toBeUndefined();
    expect(found(sets.slice(0, 2), { atMost: 2 })).toBeUndefined();
  });

  it("counts a set once, for any number of witnesses", () => {
    expect(found([witness("a1", 0, 10), witness("a2", 5, 20)])).toBeUndefined();
    const twice = [witness("a1", 0, 10), witness("a2", 5, 20), witness("b1", 15, 25)];
    expect(found(twice)).toEqual({ stretches: "15-20", sets: "a b", witnesses: "a2 b1" });
  });
});
