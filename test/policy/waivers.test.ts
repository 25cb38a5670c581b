import { describe, expect, it } from "vitest";
import type { RoleId } from "../../src/model/documents.ts";
import { findingsOf, verdicts } from "../support/judged.ts";
import { aModel, at, duration, selector } from "../support/model.ts";

const code = "sod/pay";
const rule = { create: ["okta/create", "okta/create-more"], approve: ["okta/approve"] };
const world = () =>
  aModel()
    .user("ada")
    .entitlement("okta/create")
    .entitlement("okta/create-more")
    .entitlement("okta/approve")
    .keepApart("pay", rule)
    .grant("ada", "okta/approve");
const both = ["okta/create", "okta/approve"];
const december = "2026-12-15T00:00:00Z";

describe("a waiver", () => {
  it("does not hide a later conflict with other witnesses behind today's", () => {
    const change = at("2026-12-01T00:00:00Z");
    const later = world()
      .grant("ada", "okta/create", { expires: change })
      .grant("ada", "okta/create-more", { starts: change + 1000 })
      .waiver("pay", "ada", both, december);
    expect(findingsOf(later, code)[0]).toMatchObject({ severity: "error", waiver: null });
    expect(findingsOf(later, code)[0]?.remedy).toContain(
      "access/waivers/pay/ada.yaml does not cover this conflict: it does not name okta/create-more",
    );
    expect(verdicts(later, "lp/unused-waiver")).toHaveLength(1);
  });

  it("does not hide what a return from leave adds", () => {
    const away = aModel()
      .user("ada", { status: "on-leave" })
      .entitlement("okta/create")
      .entitlement("okta/create-more", { tier: "high" })
      .entitlement("okta/approve")
      .keepApart("pay", rule)
      .grant("ada", "okta/approve")
      .grant("ada", "okta/create")
      .grant("ada", "okta/create-more")
      .waiver("pay", "ada", both, december);
    expect(findingsOf(away, code)).toHaveLength(1);
    expect(findingsOf(away, code)[0]).toMatchObject({ severity: "error" });
    expect(findingsOf(away, code)[0]?.message).toContain("okta/create-more (after the return from leave)");
  });

  it("covers no conflict that begins after it expires", () => {
    const after = world()
      .grant("ada", "okta/create", { starts: at(december) })
      .waiver("pay", "ada", both, december);
    expect(findingsOf(after, code)[0]).toMatchObject({ severity: "error" });
    expect(findingsOf(after, code)[0]?.remedy).toContain(
      "it expires before the conflict of 2026-12-15 01:00 Europe/Berlin begins",
    );
    const before = world()
      .grant("ada", "okta/create", { starts: at(december) - 1000 })
      .waiver("pay", "ada", both, december);
    expect(findingsOf(before, code)[0]).toMatchObject({ severity: "note" });
  });

  it("may name more witnesses than the conflict has, and never covers the conflict of another user or rule", () => {
    const wide = world()
      .grant("ada", "okta/create")
      .waiver("pay", "ada", [...both, "okta/create-more"], december);
    expect(verdicts(wide, code)[0]).toMatch(/^note /);
    const other = world().user("bob").grant("ada", "okta/create").waiver("pay", "bob", both, december);
    expect(verdicts(other, code)[0]).toMatch(/^error /);
    const another = world()
      .grant("ada", "okta/create")
      .keepApart("other", { a: ["okta/create"], b: ["okta/create-more"] })
      .waiver("other", "ada", both, december);
    expect(verdicts(another, code)[0]).toMatch(/^error /);
  });

  it("keeps every witness visible: the note has all paths", () => {
    const waived = world().grant("ada", "okta/create").waiver("pay", "ada", both, december);
    expect(findingsOf(waived, code)[0]?.paths?.map(({ entitlement }) => entitlement)).toEqual([
      "okta/approve",
      "okta/create",
    ]);
    expect(findingsOf(waived, code)[0]?.waiver).toBe("access/waivers/pay/ada.yaml");
    expect(findingsOf(waived, code)[0]?.remedy).toBe(
      "No action needed until 2026-12-15 01:00 Europe/Berlin, when the waiver expires. Compensating control: Weekly review",
    );
  });

  it("names a role that is a member of a set by `role:ID` or by all that the role gives", () => {
    const held = (witness: readonly string[]) =>
      aModel()
        .user("ada")
        .entitlement("okta/ledger")
        .entitlement("okta/approve")
        .role("clerk", ["okta/ledger"])
        .keepApart("pay", { create: ["role:clerk"], approve: ["okta/approve"] })
        .grant("ada", "role:clerk")
        .grant("ada", "okta/approve")
        .waiver("pay", "ada", witness, december);
    expect(verdicts(held(["role:clerk", "okta/approve"]), code)[0]).toMatch(/^note /);
    expect(verdicts(held(["okta/ledger", "okta/approve"]), code)[0]).toMatch(/^note /);
    expect(verdicts(held(["okta/approve"]), code)[0]).toMatch(/^error /);
  });

  it("does not answer a role of which it names only a part", () => {
    const held = (witness: readonly string[]) =>
      aModel()
        .user("ada")
        .entitlement("okta/ledger")
        .entitlement("okta/invoice")
        .entitlement("okta/approve")
        .role("clerk", ["okta/ledger", "okta/invoice"])
        .keepApart("pay", { create: ["role:clerk"], approve: ["okta/approve"] })
        .grant("ada", "role:clerk")
        .grant("ada", "okta/approve")
        .waiver("pay", "ada", witness, december);
    expect(verdicts(held(["okta/ledger", "okta/approve"]), code)[0]).toMatch(/^error /);
    expect(verdicts(held(["okta/ledger", "okta/invoice", "okta/approve"]), code)[0]).toMatch(/^note /);
  });

  it("does not answer a role that gives nothing without naming it", () => {
    const empty = aModel()
      .user("ada")
      .entitlement("okta/approve")
      .role("clerk", [])
      .keepApart("pay", { create: ["role:clerk"], approve: ["okta/approve"] })
      .grant("ada", "role:clerk")
      .grant("ada", "okta/approve")
      .waiver("pay", "ada", ["okta/approve"], december);
    expect(verdicts(empty, code)[0]).toMatch(/^error /);
  });

  it("is named in the conflict after it has expired", () => {
    const ended = world().grant("ada", "okta/create").waiver("pay", "ada", both, "2026-11-21T09:00:00Z");
    expect(findingsOf(ended, code)[0]?.remedy).toContain(
      "does not cover this conflict: it expired at 2026-11-21 10:00 Europe/Berlin.",
    );
  });

  it("may last as long as its rule allows, counted from the instant of evaluation, and not a second longer", () => {
    const lasting = (expires: string) =>
      aModel()
        .user("ada")
        .entitlement("okta/create")
        .entitlement("okta/approve")
        .keepApart("pay", { create: ["okta/create"], approve: ["okta/approve"] }, { waiverMax: duration("P10D") })
        .grant("ada", "okta/create")
        .grant("ada", "okta/approve")
        .waiver("pay", "ada", both, expires);
    expect(verdicts(lasting("2026-12-01T09:00:00Z"), "waiver/too-long")).toEqual([]);
    expect(verdicts(lasting("2026-12-01T09:00:01Z"), "waiver/too-long")).toHaveLength(1);
  });

  it("covers no conflict of a role: a waiver is for a person", () => {
    const broken = aModel()
      .user("ada")
      .entitlement("okta/create")
      .entitlement("okta/approve")
      .keepApart("pay", { create: ["okta/create"], approve: ["okta/approve"] })
      .role("all", [], { includes: ["both" as RoleId], birthright: selector({ department: "Engineering" }) })
      .role("both", ["okta/create", "okta/approve"])
      .waiver("pay", "ada", both, december);
    expect(verdicts(broken, code)).toEqual(["note access/roles/all.yaml", "error access/roles/both.yaml"]);
  });
});
