import { describe, expect, it } from "vitest";
import type { RoleId, UserKind } from "../../../src/model/documents.ts";
import { resolveModel } from "../../../src/model/resolved-model.ts";
import { roleConflicts } from "../../../src/policy/separation-of-duties/judge-roles.ts";
import { canMatchTogether } from "../../../src/policy/separation-of-duties/selector-overlap.ts";
import { aModel, type ModelBuilder, now, selector } from "../../support/model.ts";

const role = (id: string): RoleId => id as RoleId;
const sets = { create: ["okta/create"], approve: ["okta/approve"] };
const world = () =>
  aModel().entitlement("okta/create").entitlement("okta/approve").entitlement("okta/audit").keepApart("pay", sets);

function reported(builder: ModelBuilder): readonly string[] {
  const model = builder.build();
  return roleConflicts(resolveModel(model, now)).map(({ place }) => place?.file ?? "");
}

function messages(builder: ModelBuilder): readonly string[] {
  const model = builder.build();
  return roleConflicts(resolveModel(model, now)).map(({ message }) => message);
}

describe("a role by itself", () => {
  it("is found at the lowest role that conflicts, and at a higher one where more sets are filled there", () => {
    const chain = () => world().role("both", ["okta/create", "okta/approve"]);
    expect(reported(chain().role("lead", [], { includes: [role("both")] }))).toEqual(["access/roles/both.yaml"]);
    const more = aModel()
      .entitlement("okta/create")
      .entitlement("okta/approve")
      .entitlement("okta/audit")
      .keepApart("pay", { ...sets, audit: ["okta/audit"] })
      .role("both", ["okta/create", "okta/approve"])
      .role("lead", ["okta/audit"], { includes: [role("both")] });
    expect(reported(more)).toEqual(["access/roles/both.yaml", "access/roles/lead.yaml"]);
  });

  it("conflicts with what the roles it includes give, and with a role that is implied by it, with the steps", () => {
    const split = () => world().role("approver", ["okta/approve"]);
    const including = split().role("lead", ["okta/create"], { includes: [role("approver")] });
    expect(messages(including)[0]).toContain("okta/approve (through approver, access/roles/approver.yaml:1)");
    const implied = world()
      .role("approver", ["okta/approve"], { impliedBy: [role("lead")] })
      .role("lead", ["okta/create"]);
    expect(reported(implied)).toEqual(["access/roles/lead.yaml"]);
  });

  it("counts its holders by grant, birthright and inclusion, now or later, each once", () => {
    const held = world()
      .user("ada", { department: "Pay" })
      .user("bob")
      .user("eve")
      .user("gone", { status: "terminated", department: "Pay" })
      .role("both", ["okta/create", "okta/approve"], { birthright: selector({ department: "Pay" }) })
      .role("lead", [], { includes: [role("both")] })
      .grant("ada", "role:lead")
      .grant("bob", "role:lead", { starts: now + 1 })
      .grant("eve", "role:both", { expires: now });
    expect(messages(held)[0]).toContain("(2 users hold it now or later)");
    expect(messages(world().role("both", ["okta/create", "okta/approve"]))[0]).toContain(
      "(no user holds it now or later)",
    );
  });

  it("counts a member that is a role, and allows as many sets as the rule does", () => {
    const member = (atMost: number) =>
      aModel()
        .entitlement("okta/approve")
        .role("clerk", [])
        .role("lead", ["okta/approve"], { includes: [role("clerk")] })
        .keepApart("pay", { create: ["role:clerk"], approve: ["okta/approve"] }, { atMost });
    expect(reported(member(1))).toEqual(["access/roles/lead.yaml"]);
    expect(reported(member(2))).toEqual([]);
  });
});

describe("a role with its birthright baseline", () => {
  const everyone = (fields: Parameters<typeof selector>[0], not: ReturnType<typeof selector> | null = null) =>
    world().role("everyone", ["okta/create"], { birthright: selector(fields, not) });
  const approver = (builder: ModelBuilder, allowKinds: readonly UserKind[] | null) =>
    reported(builder.role("approver", ["okta/approve"], { allowKinds }));

  it("is any birthright role that can match a user of the kinds it allows", () => {
    expect(approver(everyone({}), null)).toEqual(["access/roles/approver.yaml"]);
    expect(approver(everyone({ department: "Sales" }), ["employee"])).toEqual(["access/roles/approver.yaml"]);
    expect(approver(everyone({ kind: ["employee"] }), ["vendor"])).toEqual([]);
    expect(approver(everyone({}, selector({ kind: ["employee", "partner"] })), ["employee"])).toEqual([]);
    expect(approver(everyone({}), ["service"])).toEqual([]);
  });

  it("reports each partner, and the higher role only where the included one is free of it", () => {
    const two = everyone({}).role("staff", ["okta/create"], { birthright: selector({ kind: "employee" }) });
    expect(approver(two, null)).toEqual(["access/roles/approver.yaml", "access/roles/approver.yaml"]);
    const lead = everyone({ kind: "employee" })
      .role("approver", ["okta/approve"])
      .role("lead", [], { includes: [role("approver")] });
    expect(reported(lead)).toEqual(["access/roles/approver.yaml"]);
  });

  it("leaves a birthright role that conflicts alone to itself, and counts who holds both", () => {
    const broken = world()
      .role("everyone", ["okta/create", "okta/approve"], { birthright: selector({}) })
      .role("clerk", ["okta/create"]);
    expect(reported(broken)).toEqual(["access/roles/everyone.yaml"]);
    const held = everyone({ department: "Pay" })
      .user("ada", { department: "Pay" })
      .user("bob")
      .role("approver", ["okta/approve"])
      .grant("ada", "role:approver")
      .grant("bob", "role:approver");
    expect(messages(held)[0]).toContain("(1 user holds it now or later)");
  });

  it("names no more birthright roles than it takes", () => {
    const three = aModel()
      .entitlement("okta/create")
      .entitlement("okta/approve")
      .entitlement("okta/audit")
      .keepApart("pay", { ...sets, audit: ["okta/audit"] }, { atMost: 2 })
      .role("a", ["okta/create"], { birthright: selector({}) })
      .role("b", ["okta/create", "okta/approve"], { birthright: selector({}) })
      .role("auditor", ["okta/audit"]);
    const about = messages(three).filter((text) => text.startsWith("The role auditor"));
    expect(about).toHaveLength(1);
    expect(about[0]).toContain("together with the birthright role b (");
  });

  it("conflicts with another birthright role for the same department, not for a different one", () => {
    const apart = (department: string) =>
      world()
        .role("a", ["okta/create"], { birthright: selector({ department: "Sales" }) })
        .role("b", ["okta/approve"], { birthright: selector({ department }) });
    expect(reported(apart("Pay"))).toEqual([]);
    expect(reported(apart("Sales"))).toEqual(["access/roles/a.yaml", "access/roles/b.yaml"]);
  });

  it("takes several birthright roles together where the rule allows several sets, if one user can match them all", () => {
    const three = (department: string) =>
      aModel()
        .entitlement("okta/create")
        .entitlement("okta/approve")
        .entitlement("okta/audit")
        .keepApart("pay", { ...sets, audit: ["okta/audit"] }, { atMost: 2 })
        .role("a", ["okta/create"], { birthright: selector({ department: "Pay" }) })
        .role("b", ["okta/approve"], { birthright: selector({ department }) })
        .role("auditor", ["okta/audit"]);
    const [message] = messages(three("Pay")).filter((text) => text.startsWith("The role auditor"));
    expect(message).toContain(
      "together with the birthright roles a (access/roles/a.yaml:5) and b (access/roles/b.yaml:5)",
    );
    expect(reported(three("Sales"))).toEqual([]);
  });

  it("counts as a violation if there are too many combinations", () => {
    const many = aModel().entitlement("okta/e0");
    const names = ["okta/e0"];
    for (let number = 1; number <= 40; number += 1) {
      names.push(`okta/e${number}`);
      many.entitlement(`okta/e${number}`).role(`b${number}`, [`okta/e${number}`], { birthright: selector({}) });
    }
    many
      .keepApart("pay", Object.fromEntries(names.map((name) => [name, [name]])), { atMost: 40 })
      .role("top", ["okta/e0"]);
    expect(messages(many).some((text) => text.includes("could not be checked"))).toBe(true);
  });
});

describe("selectors that one user could match together", () => {
  it("share a value in every field, outside every `not`", () => {
    const any = selector({});
    expect(canMatchTogether([any], null)).toBe(true);
    expect(canMatchTogether([selector({ title: ["a", "b"] }), selector({ title: "b" })], null)).toBe(true);
    expect(canMatchTogether([selector({ title: "a" }), selector({ title: "b" })], null)).toBe(false);
    expect(canMatchTogether([selector({ title: "a" }), selector({}, selector({ title: "a" }))], null)).toBe(false);
    expect(canMatchTogether([selector({}, selector({}))], null)).toBe(false);
    expect(canMatchTogether([selector({ status: "terminated" })], null)).toBe(false);
  });

  it("match no user if two `not` exclude every value", () => {
    const left = selector({ title: ["a", "b"] }, selector({ title: "a" }));
    expect(canMatchTogether([left], null)).toBe(true);
    expect(canMatchTogether([left, selector({}, selector({ title: "b" }))], null)).toBe(false);
  });

  it("a `not` of several keys excludes only who matches them all", () => {
    const not = selector({ title: "a", location: "Berlin" });
    expect(canMatchTogether([selector({ title: "a" }, not)], null)).toBe(true);
    expect(canMatchTogether([selector({ title: "a", location: "Berlin" }, not)], null)).toBe(false);
  });

  it("a `not` that is true of some kinds only leaves the other kinds", () => {
    const not = selector({ kind: "employee", department: "Sales" });
    expect(canMatchTogether([selector({ department: "Sales" }), selector({}, not)], null)).toBe(true);
    expect(canMatchTogether([selector({ department: "Sales" }), selector({}, not)], ["employee"])).toBe(false);
    expect(canMatchTogether([selector({ department: "Sales" }), selector({}, not)], ["vendor", "employee"])).toBe(true);
  });

  it("a `not` within a `not` does not exclude a user for certain", () => {
    const not = selector({ department: "Sales" }, selector({ title: "Clerk" }));
    expect(canMatchTogether([selector({ department: "Sales" }), selector({}, not)], null)).toBe(true);
  });

  it("can be of every kind but a machine, active or on leave", () => {
    for (const kind of ["employee", "contractor", "vendor", "partner"] as const)
      expect(canMatchTogether([selector({ kind })], null), kind).toBe(true);
    expect(canMatchTogether([selector({ kind: "service" })], null)).toBe(false);
    for (const status of ["active", "on-leave"])
      expect(canMatchTogether([selector({ status })], null), status).toBe(true);
  });
});
