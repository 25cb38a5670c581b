import { describe, expect, it } from "vitest";
import type { Grant } from "../../../src/model/documents.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, ref } from "../../support/model.ts";

const code = "custom/few-super-admins";
const world = (min: number | null, max: number | null) =>
  aModel()
    .entitlement("okta/super-admin")
    .entitlement("google/super-admin")
    .custom("other", { kind: "holders", entitlements: [], min: 0, max: 0 })
    .custom("few-super-admins", { kind: "holders", entitlements: [ref("okta/super-admin")], min, max });
const held = (
  count: number,
  { min = 2, max = 3, ...changes }: Partial<Grant> & { min?: number; max?: number } = {},
) => {
  const model = world(min, max);
  for (let number = 1; number <= count; number += 1)
    model.user(`u${number}`).grant(`u${number}`, "okta/super-admin", changes);
  return model;
};
const found = ["error access/policies/least-privilege.yaml custom.1"];

describe("a rule about the number of holders", () => {
  it("has no upper limit without `max`, and no lower limit without `min`", () => {
    const among = (count: number, min: number | null, max: number | null) => {
      const model = world(min, max);
      for (let number = 1; number <= count; number += 1)
        model.user(`u${number}`).grant(`u${number}`, "okta/super-admin");
      return verdicts(model, code);
    };
    expect([among(9, 2, null), among(1, 2, null)]).toEqual([[], found]);
    expect([among(0, null, 3), among(4, null, 3)]).toEqual([[], found]);
  });

  it("refuses too few and too many, at its own line", () => {
    expect(verdicts(held(1), code)).toEqual(found);
    expect(verdicts(held(4), code)).toEqual(found);
    expect(findingsOf(held(4), code)[0]?.message).toContain("4 holders: expected at most 3");
  });

  it("allows the limits themselves, and a missing limit is none", () => {
    expect(verdicts(held(2), code)).toEqual([]);
    expect(verdicts(held(3), code)).toEqual([]);
    expect(verdicts(world(null, 1), code)).toEqual([]);
    expect(verdicts(world(null, null), code)).toEqual([]);
  });

  it("counts each entitlement alone", () => {
    const each = aModel()
      .user("ada")
      .entitlement("okta/a")
      .entitlement("okta/b")
      .grant("ada", "okta/a")
      .grant("ada", "okta/b")
      .custom("few-super-admins", { kind: "holders", entitlements: [ref("okta/a"), ref("okta/b")], min: null, max: 1 });
    expect(verdicts(each, code)).toEqual([]);
  });

  it("counts a user once, however many grants give it, and finds an overlap to come", () => {
    const model = held(3).role("admins", ["okta/super-admin"]).grant("u1", "role:admins");
    expect(verdicts(model, code)).toEqual([]);
    const joins = model.user("later").grant("later", "okta/super-admin", { starts: at("2027-01-01T00:00:00Z") });
    expect(findingsOf(joins, code)[0]?.message).toContain("4 holders starting 2027-01-01 01:00 Europe/Berlin");
  });

  it("does not count who held it once", () => {
    const past = held(3, { min: 3, max: 3 })
      .user("old")
      .grant("old", "okta/super-admin", { expires: at("2026-01-01T00:00:00Z") });
    expect(verdicts(past, code)).toEqual([]);
    const onlyPast = held(1, { min: 1, max: 3, expires: at("2026-01-01T00:00:00Z") });
    expect(findingsOf(onlyPast, code)).toMatchObject([
      { severity: "error", message: expect.stringContaining("would have 0 holders: expected at least 1") },
    ]);
  });

  it("lets one begin when another ends", () => {
    const handover = at("2027-01-01T00:00:00Z");
    const model = held(2)
      .user("old")
      .user("new")
      .grant("old", "okta/super-admin", { expires: handover })
      .grant("new", "okta/super-admin", { starts: handover });
    expect(verdicts(model, code)).toEqual([]);
  });

  it("reports too few later holders as a note, because grants are renewed", () => {
    const ends = held(2, { expires: at("2027-01-01T00:00:00Z") });
    expect(verdicts(ends, code)).toEqual(["note access/policies/least-privilege.yaml custom.1"]);
    expect(findingsOf(ends, code)[0]?.message).toContain("0 holders starting 2027-01-01 01:00 Europe/Berlin");
  });

  it("names the number of holders, the limit, the start and the fix", () => {
    const reportedFor = (model: ReturnType<typeof held>) =>
      findingsOf(model, code).map(({ severity, message, remedy }) => [severity, message, remedy]);
    const rule = "That is not how we do it.";
    const more = "(`rolecall who okta/super-admin` lists";
    expect(reportedFor(held(4))).toEqual([
      [
        "error",
        `${rule} okta/super-admin would have 4 holders: expected at most 3.`,
        `Remove okta/super-admin from some of its holders ${more} them).`,
      ],
    ]);
    expect(reportedFor(held(3, { expires: at("2027-01-01T00:00:00Z") }))).toEqual([
      [
        "note",
        `${rule} okta/super-admin would have 0 holders starting 2027-01-01 01:00 Europe/Berlin: expected at least 2.`,
        `Assign okta/super-admin to more users, or renew a grant that expires ${more} its holders).`,
      ],
    ]);
  });

  it("counts in order of time whatever the order of the grants", () => {
    const later = at("2027-02-01T00:00:00Z");
    const model = world(null, 1)
      .user("ada")
      .user("bob")
      .grant("ada", "okta/super-admin", { starts: later })
      .grant("bob", "okta/super-admin", { expires: at("2027-01-01T00:00:00Z") });
    expect(verdicts(model, code)).toEqual([]);
    expect(verdicts(model.user("eve").grant("eve", "okta/super-admin", { starts: later }), code)).toEqual(found);
  });
});
