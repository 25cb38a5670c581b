import { describe, expect, it } from "vitest";
import { refusalOf } from "../../src/apply/refusal.ts";
import { buildPlan } from "../../src/plan/build-plan.ts";
import { aModel, now } from "../support/model.ts";
import { aGoogle, anOkta } from "../support/observed.ts";
import { guardsOf, idsOf, planFor, sideOf } from "../support/planned.ts";

/** A leaver and another user, both with an Okta account and a group. */
const world = () =>
  aModel()
    .entitlement("okta/account")
    .entitlement("okta/crm")
    .user("eve", { status: "terminated" })
    .user("ada")
    .grant("ada", "okta/account")
    .grant("ada", "okta/crm");

describe("a doubt about one user", () => {
  it("holds back that user, names the user, and does not stop a leaver's containment", () => {
    const plan = planFor(world(), [anOkta().account("ada", { join: null }).account("eve").group("crm")]);
    expect(idsOf(plan)).toEqual(["okta:account.suspend:eve"]);
    expect(plan.guards).toMatchObject([
      { code: "provider/needs-adoption", blocked: true, subject: { kind: "user", id: "ada" } },
    ]);
    expect(refusalOf(plan)).toBeNull();
  });

  it("holds back a user whose account is archived, and plans nothing that Google refuses", () => {
    const company = aModel().entitlement("google/account").user("ada").grant("ada", "google/account");
    const plan = planFor(company, [aGoogle().account("ada", { state: "archived" })]);
    expect(idsOf(plan)).toEqual([]);
    expect(plan.guards).toMatchObject([
      { code: "provider/archived-account", blocked: true, subject: { kind: "user", id: "ada" } },
    ]);
    // A leaver's archived account is contained already.
    const left = aModel().entitlement("google/account").user("ada", { status: "terminated" });
    const none = planFor(left, [aGoogle().account("ada", { state: "archived" })]);
    expect([idsOf(none), guardsOf(none)]).toEqual([[], []]);
  });

  it("contains the account of a leaver that has the number and the address, of two with the number", () => {
    const plan = planFor(world(), [
      anOkta().account("ada").account("eve").account("eve2", { join: "n-eve" }).group("crm").member("crm", "ada"),
    ]);
    expect(plan.operations).toMatchObject([{ id: "okta:account.suspend:eve", account: { id: "a-eve" } }]);
    expect(guardsOf(plan)).toEqual(["provider/duplicate-join blocked"]);
  });

  it("contains no account of a leaver where none of two is certain", () => {
    const plan = planFor(world(), [
      anOkta().account("eve2", { join: "n-eve" }).account("eve3", { join: "n-eve" }).group("crm"),
    ]);
    expect(idsOf(plan).filter((id) => id.includes("eve"))).toEqual([]);
    expect(guardsOf(plan)).toEqual(["provider/duplicate-join blocked"]);
  });

  it("also holds back the user whose number the account in doubt has", () => {
    const both = world().user("bob").grant("bob", "okta/account").grant("bob", "okta/crm");
    const plan = planFor(both, [anOkta().account("ada", { join: "n-bob" }).account("eve").group("crm")]);
    expect(idsOf(plan)).toEqual(["okta:account.suspend:eve"]);
    expect(plan.guards.map(({ subject }) => subject?.id)).toEqual(expect.arrayContaining(["ada", "bob"]));
  });

  it("holds back an addition that a separation-of-duties rule covers, and no other", () => {
    const apart = world()
      .entitlement("okta/pay")
      .entitlement("okta/wiki")
      .keepApart("payment", { enter: ["okta/crm"], pay: ["okta/pay"] })
      .user("bob")
      .grant("bob", "okta/account")
      .grant("bob", "okta/pay")
      .grant("bob", "okta/wiki");
    const live = () => anOkta().account("ada").account("bob").group("pay").group("wiki");
    const held = planFor(apart, [live().group("crm").group("crm", { id: "g-second" })]);
    expect(idsOf(held)).toEqual(["okta:membership.add:wiki:bob"]);
    const clear = planFor(apart, [live().group("crm").member("crm", "ada")]);
    expect(idsOf(clear)).toEqual(["okta:membership.add:pay:bob", "okta:membership.add:wiki:bob"]);
  });
});

describe("a doubt about one group", () => {
  it("holds back a group that differs from a live one in letter case, and names it", () => {
    const wiki = world().entitlement("okta/wiki").grant("ada", "okta/wiki");
    const plan = planFor(wiki, [anOkta().account("ada").account("eve").group("CRM").group("wiki")]);
    expect(idsOf(plan)).toEqual(["okta:account.suspend:eve", "okta:membership.add:wiki:ada"]);
    expect(plan.guards).toMatchObject([
      { code: "provider/similar-group", blocked: true, subject: { kind: "group", id: "okta/crm" } },
    ]);
    expect(refusalOf(plan)).toBeNull();
  });

  it("holds back that group and names it", () => {
    const plan = planFor(world(), [
      anOkta().account("ada").account("eve").group("crm").group("crm", { id: "g-second" }),
    ]);
    expect(idsOf(plan)).toEqual(["okta:account.suspend:eve"]);
    expect(plan.guards).toMatchObject([
      { code: "provider/ambiguous-group", blocked: true, subject: { kind: "group", id: "okta/crm" } },
    ]);
    expect(refusalOf(plan)).toBeNull();
  });
});

describe("a system that was not read", () => {
  const both = () =>
    world()
      .entitlement("okta/wiki")
      .entitlement("google/account")
      .entitlement("google/vendors", {
        target: { kind: "group", name: "vendors@acme.example", role: "member" },
      })
      .keepApart("payment", { enter: ["google/vendors"], pay: ["okta/crm"] })
      .grant("ada", "okta/wiki")
      .grant("eve", "okta/account");
  const okta = () => anOkta().account("ada").account("eve").group("crm").group("wiki");
  const google = () => aGoogle().account("eve").group("vendors@acme.example");

  it("has no operation, and the other system keeps what no rule links to it", () => {
    const plan = planFor(both(), [okta()]);
    expect(idsOf(plan)).toEqual(["okta:account.suspend:eve", "okta:membership.add:wiki:ada"]);
    expect(plan.guards).toMatchObject([
      { code: "provider/unread", blocked: true, system: "google", subject: { kind: "system", id: "google" } },
      {
        code: "provider/linked-hold",
        blocked: true,
        system: "okta",
        subject: { kind: "user", id: "ada" },
        message: expect.stringContaining("ada does not get okta/crm yet"),
      },
    ]);
    expect(refusalOf(plan)).toBeNull();
  });

  it("is not held back once it is read", () => {
    const plan = planFor(both(), [okta(), google()]);
    expect(guardsOf(plan)).toEqual([]);
    expect(idsOf(plan)).toContain("okta:membership.add:crm:ada");
    expect(idsOf(plan)).toContain("google:account.suspend:eve");
  });

  it("names the first scopes that failed, and counts the others", () => {
    const model = both().build();
    const scopes = ["the list of users", "the list of groups", "the group rules", "another list"];
    const plan = buildPlan({
      head: sideOf(model),
      base: null,
      at: now,
      observations: [okta().build()],
      unread: [{ kind: "partial", system: "google", unread: scopes.map((scope) => ({ scope, reason: "HTTP 500" })) }],
      findings: [],
    });
    expect(plan.guards[0]?.message).toBe(
      "google was not read (the list of users: HTTP 500; the list of groups: HTTP 500; the group rules: HTTP 500; and 1 more): nothing is planned for this system.",
    );
  });
});
