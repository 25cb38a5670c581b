import { describe, expect, it } from "vitest";
import type { RoleId } from "../../../src/model/documents.ts";
import { resolveModel } from "../../../src/model/resolved-model.ts";
import { violationsOf } from "../../../src/policy/separation-of-duties/judge-users.ts";
import { stepsOf } from "../../../src/policy/separation-of-duties/witness.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, type ModelBuilder, now, person, ref, selector, team, userId } from "../../support/model.ts";

const code = "sod/pay";
const sets = { create: ["okta/create"], approve: ["google/approve"] };
const world = () =>
  aModel().user("ada").entitlement("okta/create").entitlement("google/approve").keepApart("pay", sets);

function violations(builder: ModelBuilder) {
  const model = builder.build();
  return violationsOf(resolveModel(model, now));
}

describe("conflicts in time", () => {
  it("finds every stretch, now and later, in one violation with a stable id", () => {
    const twice = world()
      .grant("ada", "google/approve")
      .grant("ada", "okta/create", { expires: at("2026-12-01T00:00:00Z") })
      .role("clerk", ["okta/create"])
      .grant("ada", "role:clerk", { starts: at("2027-01-01T00:00:00Z"), expires: at("2027-02-01T00:00:00Z") });
    const [violation, ...more] = violations(twice);
    expect(more).toEqual([]);
    expect(violation?.id).toBe("pay:ada");
    expect(violation?.conflict.stretches).toEqual([
      { from: now, until: at("2026-12-01T00:00:00Z") },
      { from: at("2027-01-01T00:00:00Z"), until: at("2027-02-01T00:00:00Z") },
    ]);
    expect(violation?.conflict.witnesses).toHaveLength(3);
  });

  it("leaves out a witness that is there only while there is no conflict", () => {
    const partly = aModel()
      .user("ada")
      .entitlement("okta/create")
      .entitlement("okta/create-more")
      .entitlement("google/approve")
      .keepApart("pay", { create: ["okta/create", "okta/create-more"], approve: ["google/approve"] })
      .grant("ada", "okta/create", { expires: at("2026-12-01T00:00:00Z") })
      .grant("ada", "okta/create-more")
      .grant("ada", "google/approve", { starts: at("2026-12-01T00:00:00Z") });
    expect(findingsOf(partly, code)[0]?.paths?.map(({ entitlement }) => entitlement)).toEqual([
      "google/approve",
      "okta/create-more",
    ]);
  });

  it("finds nothing for a leaver, and nothing after a user's end", () => {
    const both = (changes: Parameters<ModelBuilder["user"]>[1]) =>
      world().user("ada", changes).grant("ada", "okta/create").grant("ada", "google/approve");
    expect(verdicts(both({ status: "terminated" }), code)).toEqual([]);
    expect(verdicts(both({ end: now }), code)).toEqual([]);
    expect(verdicts(both({ end: now + 1 }), code)).toHaveLength(1);
  });

  it("finds today what a future starter would hold, with the date", () => {
    const starter = world()
      .user("ada", { start: at("2027-01-04T00:00:00Z") })
      .grant("ada", "okta/create")
      .grant("ada", "google/approve");
    expect(findingsOf(starter, code)[0]?.message).toContain("starting 2027-01-04 01:00 Europe/Berlin");
  });
});

describe("leave", () => {
  const away = () =>
    aModel()
      .user("ada", { status: "on-leave" })
      .entitlement("okta/create", { tier: "high" })
      .entitlement("google/approve")
      .keepApart("pay", sets)
      .grant("ada", "google/approve");

  it("a conflict that only a return would make is marked so; one of today is not", () => {
    expect(violations(away().grant("ada", "okta/create"))).toMatchObject([{ onReturn: true }]);
    const today = away().entitlement("okta/create").grant("ada", "okta/create");
    expect(violations(today)).toMatchObject([{ onReturn: false, returning: new Set() }]);
  });

  it("counts the return of the owner together with what their service account keeps", () => {
    const owner = world()
      .entitlement("okta/create", { tier: "high" })
      .user("ada", { status: "on-leave" })
      .user("robin", { kind: "service", owners: [userId("ada")] })
      .grant("ada", "okta/create")
      .grant("robin", "google/approve");
    expect(violations(owner)).toMatchObject([{ user: { id: "ada" }, onReturn: true }]);
  });
});

describe("active access", () => {
  it("always counts, whatever else the rule lists", () => {
    const strange = aModel()
      .user("ada")
      .entitlement("okta/create")
      .entitlement("google/approve")
      .keepApart("pay", sets, { count: ["eligible"] })
      .grant("ada", "okta/create")
      .grant("ada", "google/approve");
    expect(verdicts(strange, code)).toHaveLength(1);
  });
});

describe("an eligible grant", () => {
  const eligible = (count: readonly ("active" | "eligible")[], target: "okta/create" | "role:clerk") =>
    aModel()
      .user("ada")
      .entitlement("okta/create")
      .entitlement("google/approve")
      .role("clerk", ["okta/create"])
      .keepApart("pay", { create: [target], approve: ["google/approve"] }, { count })
      .grant("ada", target, { eligible: true })
      .grant("ada", "google/approve");

  it.each(["okta/create", "role:clerk"] as const)("of %s counts where the rule counts eligible access", (target) => {
    expect(verdicts(eligible(["active"], target), code)).toEqual([]);
    expect(verdicts(eligible(["active", "eligible"], target), code)).toHaveLength(1);
  });
});

describe("access of one person", () => {
  it("counts an owned service account only while its owner is employed", () => {
    const machine = (changes: Parameters<ModelBuilder["user"]>[1]) =>
      world()
        .user("ada", changes)
        .user("robot", { kind: "service", owners: [userId("ada")] })
        .grant("robot", "okta/create", { starts: at("2027-01-01T00:00:00Z") })
        .grant("ada", "google/approve");
    expect(verdicts(machine({}), code)).toHaveLength(1);
    expect(verdicts(machine({ end: at("2027-01-01T00:00:00Z") }), code)).toEqual([]);
  });

  it("judges two owned service accounts together, and one account that holds both by itself", () => {
    const robots = () =>
      world()
        .user("one", { kind: "service", owners: [userId("ada")] })
        .user("two", { kind: "service", owners: [userId("ada")] })
        .grant("one", "okta/create");
    expect(findingsOf(robots().grant("two", "google/approve"), code).map(({ user }) => user)).toEqual(["ada"]);
    expect(findingsOf(robots().grant("one", "google/approve"), code).map(({ user }) => user)).toEqual(["ada", "one"]);
  });

  it("counts nested groups: who is in the inner group holds the outer one", () => {
    const nested = aModel()
      .user("ada")
      .entitlement("google/team")
      .entitlement("google/middle", { nests: [ref("google/team")] })
      .entitlement("google/approve", { nests: [ref("google/middle")] })
      .entitlement("okta/create")
      .keepApart("pay", sets)
      .grant("ada", "google/team")
      .grant("ada", "okta/create");
    expect(findingsOf(nested, code)[0]?.paths?.[0]).toMatchObject({
      entitlement: "google/approve",
      through: ["google/team", "google/middle"],
    });
  });

  it("knows file and line of every step down to what counts", () => {
    const deep = world()
      .role("clerk", ["okta/create"])
      .role("lead", [], { includes: ["clerk" as RoleId], birthright: selector({ department: "Engineering" }) })
      .grant("ada", "google/approve");
    const model = deep.build();
    const [violation] = violationsOf(resolveModel(model, now));
    const steps = violation?.conflict.witnesses.map((witness) =>
      stepsOf(witness, model).map(({ name, file, line }) => `${name} ${file}:${line}`),
    );
    expect(steps).toEqual([
      ["grant access/grants/google/approve/ada.yaml:1", "google/approve access/entitlements/google/approve.yaml:1"],
      [
        "role:lead access/roles/lead.yaml:5",
        "role:clerk access/roles/clerk.yaml:1",
        "okta/create access/entitlements/okta/create.yaml:1",
      ],
    ]);
  });
});

describe("the message of a conflict", () => {
  it("spells out file and line of every step where roles or groups stand in between, and only there", () => {
    const deep = world()
      .role("clerk", ["okta/create"])
      .role("lead", [], { includes: ["clerk" as RoleId] })
      .grant("ada", "role:lead")
      .grant("ada", "google/approve");
    const message = findingsOf(deep, code)[0]?.message;
    expect(message).toContain(
      "okta/create is given by access/grants/roles/lead/ada.yaml:1 → access/roles/lead.yaml:1 → access/roles/clerk.yaml:1 → access/entitlements/okta/create.yaml:1",
    );
    expect(message).not.toContain("google/approve is given by");
  });

  it("approve: the rule's owners must approve, by name; detect does not ask", () => {
    const inMode = (mode: "detect" | "approve") =>
      aModel()
        .user("ada")
        .entitlement("okta/create")
        .entitlement("google/approve")
        .keepApart("pay", sets, { mode, owners: [team("@acme/controllership"), person("grace")] })
        .grant("ada", "okta/create")
        .grant("ada", "google/approve");
    expect(findingsOf(inMode("approve"), code)[0]?.message).toContain(
      "needs an approval by an owner of the rule: @acme/controllership, grace",
    );
    expect(findingsOf(inMode("detect"), code)[0]?.message).not.toContain("needs an approval");
  });

  it("names the owners of everything that counts", () => {
    const owned = aModel()
      .user("ada")
      .entitlement("okta/create", { owners: [person("grace"), team("@acme/dba")] })
      .entitlement("google/approve", { owners: [team("@acme/finance")] })
      .keepApart("pay", sets)
      .grant("ada", "okta/create")
      .grant("ada", "google/approve");
    expect(findingsOf(owned, code)[0]?.remedy).toContain(
      "Owners: google/approve: @acme/finance; okta/create: grace, @acme/dba.",
    );
  });

  it("shows one path once, though a tag and a name put it in a set, or it is in two sets", () => {
    const twice = aModel()
      .user("ada")
      .entitlement("okta/all", { tags: ["duty:pay"] })
      .keepApart("pay", { a: ["okta/all", "tag:duty:pay"], b: ["okta/all"] })
      .grant("ada", "okta/all");
    expect(findingsOf(twice, code)[0]?.paths).toHaveLength(1);
    expect(violations(twice)[0]?.conflict.witnesses.map(({ set }) => set)).toEqual(["a", "b"]);
  });

  it("stands at the birthright role where no grant takes part", () => {
    const birthright = world()
      .role("a", ["okta/create"], { birthright: selector({ department: "Engineering" }) })
      .role("b", ["google/approve"], { birthright: selector({ kind: "employee" }) });
    expect(findingsOf(birthright, code).find(({ user }) => user === "ada")?.place?.file).toBe("access/roles/a.yaml");
  });

  it("counts what a machine holds only while its owner is with the company", () => {
    const start = at("2027-01-01T00:00:00Z");
    const end = at("2027-06-01T00:00:00Z");
    const machines = world()
      .user("ada", { start, end })
      .user("robot", { kind: "service", owners: [userId("ada")], start: null })
      .user("other", { kind: "service", owners: [userId("ada")], start: null })
      .grant("robot", "okta/create")
      .grant("other", "google/approve");
    expect(violations(machines).map(({ user, conflict }) => [user.id, conflict.stretches])).toEqual([
      ["ada", [{ from: start, until: end }]],
    ]);
  });

  it("counts machines alone for their owner: another person's access is theirs, also where another owner is written", () => {
    const colleague = world()
      .user("bob", { owners: [userId("ada")] })
      .grant("bob", "okta/create")
      .grant("ada", "google/approve");
    expect(violations(colleague)).toEqual([]);
  });
});
