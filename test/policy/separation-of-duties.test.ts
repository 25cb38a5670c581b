import { describe, expect, it } from "vitest";
import type { RoleId } from "../../src/model/documents.ts";
import { findingsOf, verdicts } from "../support/judged.ts";
import { aModel, at, duration, ref, selector, userId } from "../support/model.ts";

const code = "sod/vendor-payment";
const sets = { create: ["okta/create"], approve: ["google/approve"] };
const world = () =>
  aModel().user("ada").entitlement("okta/create").entitlement("google/approve").keepApart("vendor-payment", sets);

describe("separation of duties", () => {
  it("refuses one person in both sets, across systems, at the first grant in path order", () => {
    const both = world().grant("ada", "okta/create").grant("ada", "google/approve");
    expect(verdicts(both, code)).toEqual(["error access/grants/google/approve/ada.yaml"]);
    const [finding] = findingsOf(both, code);
    expect(finding?.paths?.map(({ entitlement, file }) => [entitlement, file])).toEqual([
      ["google/approve", "access/grants/google/approve/ada.yaml"],
      ["okta/create", "access/grants/okta/create/ada.yaml"],
    ]);
    expect(finding?.remedy).toContain("Remove access/grants/google/approve/ada.yaml");
  });

  it("allows one of them, and two people with one each", () => {
    const apart = world().user("bob").grant("ada", "okta/create").grant("bob", "google/approve");
    expect(verdicts(apart, code)).toEqual([]);
  });

  it("finds it through a birthright role and an included role, and names the steps", () => {
    const through = world()
      .role("clerk", ["okta/create"])
      .role("finance", [], { includes: ["clerk" as RoleId], birthright: selector({ department: "Engineering" }) })
      .grant("ada", "google/approve");
    const [finding] = findingsOf(through, code);
    expect(finding?.paths?.find(({ entitlement }) => entitlement === "okta/create")).toMatchObject({
      kind: "birthright",
      role: "finance",
      through: ["clerk"],
      file: "access/roles/finance.yaml",
      line: 5,
    });
  });

  it("counts a tag, a held role, and an included role as members of a set", () => {
    const tagged = aModel()
      .user("ada")
      .entitlement("okta/release", { tags: ["duty:payment-release"] })
      .entitlement("okta/other")
      .role("clerk", ["okta/other"])
      .role("lead", [], { includes: ["clerk" as RoleId] })
      .keepApart("vendor-payment", { create: ["role:clerk"], approve: ["tag:duty:payment-release"] })
      .grant("ada", "okta/release")
      .grant("ada", "role:lead");
    expect(verdicts(tagged, code)).toEqual(["error access/grants/okta/release/ada.yaml"]);
  });

  it("allows k of n: two of three sets pass where two are allowed, three do not", () => {
    const three = () =>
      aModel()
        .user("ada")
        .entitlement("okta/a")
        .entitlement("okta/b")
        .entitlement("okta/c")
        .keepApart("vendor-payment", { a: ["okta/a"], b: ["okta/b"], c: ["okta/c"] }, { atMost: 2 })
        .grant("ada", "okta/a")
        .grant("ada", "okta/b");
    expect(verdicts(three(), code)).toEqual([]);
    expect(verdicts(three().grant("ada", "okta/c"), code)).toHaveLength(1);
  });

  it("one entitlement in two sets puts its holder in both", () => {
    const twice = aModel()
      .user("ada")
      .entitlement("okta/all")
      .keepApart("vendor-payment", { a: ["okta/all"], b: ["okta/all"] })
      .grant("ada", "okta/all");
    expect(verdicts(twice, code)).toEqual(["error access/grants/okta/all/ada.yaml"]);
  });

  it("intervals that only touch do not conflict; a future overlap conflicts today and says when", () => {
    const change = at("2026-12-01T00:00:00Z");
    const touching = world()
      .grant("ada", "okta/create", { expires: change })
      .grant("ada", "google/approve", { starts: change });
    expect(verdicts(touching, code)).toEqual([]);
    const overlapping = world()
      .grant("ada", "okta/create", { expires: change + 1000 })
      .grant("ada", "google/approve", { starts: change });
    expect(findingsOf(overlapping, code)[0]?.message).toContain("starting 2026-12-01 01:00 Europe/Berlin");
  });

  it("what has ended conflicts no more", () => {
    const past = world()
      .grant("ada", "okta/create", { expires: at("2026-11-01T00:00:00Z") })
      .grant("ada", "google/approve");
    expect(verdicts(past, code)).toEqual([]);
  });

  it("judges a person together with the service accounts they own", () => {
    const machine = world()
      .user("robot", { kind: "service", owners: [userId("ada")] })
      .grant("robot", "okta/create")
      .grant("ada", "google/approve");
    const findings = findingsOf(machine, code);
    expect(findings.map(({ user }) => user)).toEqual(["ada"]);
    expect(findings[0]?.paths?.map(({ user }) => user)).toEqual(["ada", "robot"]);
  });

  it("judges a person on leave on what a return would give", () => {
    const away = aModel()
      .user("ada", { status: "on-leave" })
      .entitlement("okta/create", { tier: "high" })
      .entitlement("google/approve")
      .keepApart("vendor-payment", sets)
      .grant("ada", "okta/create")
      .grant("ada", "google/approve");
    expect(findingsOf(away, code)[0]?.message).toContain("after the return from leave");
  });

  it("weighs by mode: detect and approve warn, prevent refuses", () => {
    const inMode = (mode: "detect" | "approve") =>
      aModel()
        .user("ada")
        .entitlement("okta/create")
        .entitlement("google/approve")
        .keepApart("vendor-payment", sets, { mode })
        .grant("ada", "okta/create")
        .grant("ada", "google/approve");
    expect(verdicts(inMode("detect"), code)[0]).toMatch(/^warning /);
    expect(verdicts(inMode("approve"), code)[0]).toMatch(/^warning /);
  });

  it("counts eligible access only where the rule says so", () => {
    const eligible = (count: readonly ("active" | "eligible")[]) =>
      aModel()
        .user("ada")
        .entitlement("okta/create")
        .entitlement("google/approve")
        .keepApart("vendor-payment", sets, { count })
        .grant("ada", "okta/create", { eligible: true })
        .grant("ada", "google/approve");
    expect(verdicts(eligible(["active"]), code)).toEqual([]);
    expect(verdicts(eligible(["active", "eligible"]), code)).toHaveLength(1);
  });

  it("refuses a role that breaks the rule by itself or with a birthright role, before anybody holds it", () => {
    const alone = aModel()
      .entitlement("okta/create")
      .entitlement("google/approve")
      .keepApart("vendor-payment", sets)
      .role("both", ["okta/create", "google/approve"]);
    expect(verdicts(alone, code)).toEqual(["error access/roles/both.yaml"]);
    const baseline = aModel()
      .entitlement("okta/create")
      .entitlement("google/approve")
      .keepApart("vendor-payment", sets)
      .role("everyone", ["okta/create"], { birthright: selector({ kind: ["employee"] }) })
      .role("approver", ["google/approve"], { allowKinds: ["employee"] })
      .role("outsider", ["google/approve"], { allowKinds: ["vendor"] });
    expect(verdicts(baseline, code)).toEqual(["error access/roles/approver.yaml"]);
  });
});

describe("waivers", () => {
  const conflicted = () => world().grant("ada", "okta/create").grant("ada", "google/approve");

  it("turn the violation into a note that names the file, while it stays within the witnesses", () => {
    const waived = conflicted().waiver(
      "vendor-payment",
      "ada",
      ["okta/create", "google/approve"],
      "2026-12-15T00:00:00Z",
    );
    expect(findingsOf(waived, code)[0]).toMatchObject({
      severity: "note",
      waiver: "access/waivers/vendor-payment/ada.yaml",
    });
    expect(findingsOf(waived, "lp/unused-waiver")).toEqual([]);
  });

  it("are void when the conflict grows", () => {
    const grown = aModel()
      .user("ada")
      .entitlement("okta/create")
      .entitlement("okta/create-more")
      .entitlement("google/approve")
      .keepApart("vendor-payment", { create: ["okta/create", "okta/create-more"], approve: ["google/approve"] })
      .grant("ada", "okta/create")
      .grant("ada", "okta/create-more")
      .grant("ada", "google/approve")
      .waiver("vendor-payment", "ada", ["okta/create", "google/approve"], "2026-12-15T00:00:00Z");
    expect(findingsOf(grown, code)[0]?.severity).toBe("error");
  });

  it("end at their end: the conflict stands again", () => {
    const ended = conflicted().waiver(
      "vendor-payment",
      "ada",
      ["okta/create", "google/approve"],
      "2026-11-21T09:00:00Z",
    );
    expect(findingsOf(ended, code)[0]?.severity).toBe("error");
    expect(verdicts(ended, "lp/expired-waiver")).toEqual(["warning access/waivers/vendor-payment/ada.yaml expires"]);
  });

  it("that answer nothing are reported, and so is one longer than the rule allows", () => {
    const unused = world().waiver("vendor-payment", "ada", ["okta/create"], "2026-12-15T00:00:00Z");
    expect(verdicts(unused, "lp/unused-waiver")).toEqual(["warning access/waivers/vendor-payment/ada.yaml"]);
    const long = aModel()
      .user("ada")
      .entitlement("okta/create")
      .entitlement("google/approve")
      .keepApart("vendor-payment", sets, { waiverMax: duration("P10D") })
      .grant("ada", "okta/create")
      .grant("ada", "google/approve")
      .waiver("vendor-payment", "ada", [ref("okta/create"), ref("google/approve")], "2026-12-15T00:00:00Z");
    expect(verdicts(long, "waiver/too-long")).toEqual(["error access/waivers/vendor-payment/ada.yaml expires"]);
  });
});
