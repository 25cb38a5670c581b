import { describe, expect, it } from "vitest";
import { refusalOf } from "../../../src/apply/refusal.ts";
import type { System, User } from "../../../src/model/documents.ts";
import type { AccountState } from "../../../src/model/observation.ts";
import { aModel, at, duration, type ModelBuilder, selector, userId } from "../../support/model.ts";
import { aGoogle, anOkta } from "../../support/observed.ts";
import { guardsOf, idsOf, planFor } from "../../support/planned.ts";

const withAda = (changes: Partial<User> = {}) =>
  aModel().entitlement("okta/account").user("ada", changes).grant("ada", "okta/account");

/** Returns the plan's only operation for Ada's account in this state. */
function moveFor(changes: Partial<User>, state: AccountState, world = withAda(changes)) {
  return planFor(world, [anOkta().account("ada", { state })]);
}

function accountRules(world: ModelBuilder, system: string, changes: Partial<NonNullable<System["account"]>>) {
  const account = world.build().systems.get(system as System["id"])?.account;
  if (account === null || account === undefined) throw new Error(`no account rules in ${system}`);
  return world.system(system, { account: { ...account, ...changes } });
}

describe("an account", () => {
  it("is created with number, address and managed attributes, with the address and number separate", () => {
    const world = accountRules(withAda(), "okta", {
      profile: new Map([
        ["login", "email"],
        ["email", "email"],
        ["firstName", "name.given"],
        ["title", "title"],
        ["employeeNumber", "employeeNumber"],
      ]),
    });
    const [operation] = planFor(world, [anOkta()]).operations;
    expect(operation).toMatchObject({
      id: "okta:account.create:ada",
      resource: { kind: "account", id: null, name: "ada@acme.example" },
      before: null,
      tier: "low",
      entitlement: "okta/account",
    });
    expect(operation?.after).toEqual({
      address: "ada@acme.example",
      join: "n-ada",
      profile: { email: "ada@acme.example", firstName: "ada" },
      orgUnit: null,
      state: "active",
    });
  });

  it("goes into the organizational unit of the first rule that matches", () => {
    const world = accountRules(aModel().entitlement("google/account"), "google", {
      orgUnit: {
        default: "/Staff",
        rules: [{ when: selector({ department: "Engineering" }), value: "/Staff/Engineering" }],
      },
    });
    world.user("ada").user("bob", { department: "Sales" });
    world.grant("ada", "google/account").grant("bob", "google/account");
    const profile = { "name.familyName": "Example", orgUnitPath: "/Staff/Engineering" };
    const plan = planFor(world, [aGoogle().account("bob", { profile })]);
    expect(plan.operations).toMatchObject([
      { id: "google:account.create:ada", after: { orgUnit: "/Staff/Engineering" } },
      {
        id: "google:account.update:bob",
        before: { orgUnitPath: "/Staff/Engineering" },
        after: { orgUnitPath: "/Staff" },
      },
    ]);
  });

  it.each<[string, Partial<User>, AccountState, string]>([
    ["a leaver's is suspended", { status: "terminated" }, "active", "suspend"],
    ["a user's whose end has passed is suspended", { end: at("2026-11-21T09:00:00Z") }, "active", "suspend"],
    ["on leave is suspended", { status: "on-leave" }, "active", "suspend"],
    ["before the start is suspended", { start: at("2026-12-01T00:00:00Z") }, "active", "suspend"],
    ["staged before the start is activated", {}, "staged", "activate"],
  ])("%s", (_, changes, state, move) => {
    expect(idsOf(moveFor(changes, state))).toEqual([`okta:account.${move}:ada`]);
  });

  it("that the provider itself suspended is not restored, and its user is held back", () => {
    const plan = (user: Partial<User>) =>
      planFor(aModel().entitlement("google/account").user("ada", user).grant("ada", "google/account"), [
        aGoogle().account("ada", { state: "suspended", suspendedFor: "ABUSE" }),
      ]);
    const held = plan({});
    expect(held.operations).toEqual([]);
    expect(held.guards).toMatchObject([
      {
        code: "provider/suspended-by-provider",
        blocked: true,
        subject: { kind: "user", id: "ada" },
        message: expect.stringContaining("(ABUSE)"),
      },
    ]);
    for (const status of ["terminated", "on-leave"] as const) expect(plan({ status }).guards).toEqual([]);
  });

  it.each<[string, Partial<User>, AccountState]>([
    ["a locked account counts as active", {}, "locked"],
    ["an expired password counts as active", {}, "password-expired"],
    ["a password being reset counts as active", {}, "recovery"],
    ["an activation under way counts as active", {}, "provisioned"],
    ["a leaver's suspended account stays as it is", { status: "terminated" }, "suspended"],
    ["a leaver's staged account stays as it is", { status: "terminated" }, "staged"],
    ["a leaver's deactivated account stays as it is", { status: "terminated" }, "deactivated"],
    ["a suspended account of a user on leave stays as it is", { status: "on-leave" }, "suspended"],
  ])("%s", (_, changes, state) => {
    expect(moveFor(changes, state).operations).toEqual([]);
  });

  it.each<[string, Partial<User>, readonly string[]]>([
    ["a leaver's is suspended", { status: "terminated" }, ["okta:account.suspend:ada"]],
    ["one of a user on leave is suspended, and not updated", { status: "on-leave" }, ["okta:account.suspend:ada"]],
    ["an active user's is left as it is", {}, []],
  ])("with the number of a user with externalIn: %s", (_, changes, expected) => {
    const external = { externalIn: ["okta" as never], email: "ada@partner.example" };
    const plan = moveFor({}, "active", withAda({ ...external, ...changes }));
    expect(idsOf(plan)).toEqual(expected);
    expect(guardsOf(plan)).toEqual([]);
  });

  it("of a leaver that Okta cannot suspend is deactivated, and reported as not contained under a legal hold", () => {
    expect(idsOf(moveFor({ status: "terminated" }, "recovery"))).toEqual(["okta:account.deactivate:ada"]);
    const plan = moveFor({ status: "terminated", legalHold: true }, "recovery");
    expect(plan.operations).toEqual([]);
    expect(plan.guards).toMatchObject([
      { code: "provider/cannot-suspend", blocked: true, subject: { kind: "user", id: "ada" } },
    ]);
    expect(refusalOf(plan)).toBeNull();
  });

  it("of a leaver is deactivated when deactivateAfter has passed since the end, unless there is a legal hold", () => {
    const leaver = (changes: Partial<User>) =>
      accountRules(withAda({ end: at("2026-10-22T00:00:00Z"), ...changes }), "okta", {
        onTerminate: { now: "suspend", deactivateAfter: duration("P30D"), transferDataTo: null },
      });
    expect(idsOf(moveFor({}, "suspended", leaver({})))).toEqual(["okta:account.deactivate:ada"]);
    expect(idsOf(moveFor({}, "suspended", leaver({ end: at("2026-10-23T00:00:00Z") })))).toEqual([]);
    expect(idsOf(moveFor({}, "suspended", leaver({ legalHold: true })))).toEqual([]);
    expect(idsOf(moveFor({}, "active", leaver({ legalHold: true })))).toEqual(["okta:account.suspend:ada"]);
    expect(idsOf(moveFor({}, "suspended", leaver({ end: null, status: "terminated" })))).toEqual([]);
  });

  it("of a leaver in Google is suspended: Google deactivates nothing", () => {
    const world = aModel().entitlement("google/account").user("ada", { status: "terminated" });
    accountRules(world, "google", { onTerminate: { now: "deactivate", deactivateAfter: null, transferDataTo: null } });
    expect(idsOf(planFor(world, [aGoogle().account("ada")]))).toEqual(["google:account.suspend:ada"]);
  });

  it("is staged before the start for preboarding alone, and none otherwise", () => {
    const start = at("2026-12-01T00:00:00Z");
    expect(planFor(withAda({ start, preboarding: true }), [anOkta()]).operations).toMatchObject([
      { id: "okta:account.create:ada", after: { state: "staged" } },
    ]);
    expect(idsOf(planFor(withAda({ start }), [anOkta()]))).toEqual([]);
  });

  it("is suspended when its user loses the entitlement to have one", () => {
    const world = aModel().entitlement("okta/account").user("ada");
    const plan = planFor(world, [anOkta().account("ada")], { base: withAda() });
    expect(plan.operations).toMatchObject([
      {
        id: "okta:account.suspend:ada",
        origin: "change",
        because: [{ kind: "grant", file: "access/grants/okta/account/ada.yaml" }],
      },
    ]);
  });

  it("is not changed where no entitlement stands for having one, except a leaver's", () => {
    const world = aModel().entitlement("okta/crm").user("ada").user("bob", { status: "terminated" });
    const plan = planFor(world, [anOkta().account("ada").account("bob").group("crm")]);
    expect(idsOf(plan)).toEqual(["okta:account.suspend:bob"]);
  });

  it("of a service account is only adopted: a missing one is reported, and blocks nothing", () => {
    const world = aModel()
      .entitlement("okta/account")
      .entitlement("okta/crm")
      .user("bot", { kind: "service", owners: [userId("ada")] })
      .grant("bot", "okta/account")
      .grant("bot", "okta/crm");
    const plan = planFor(world, [anOkta().group("crm")]);
    expect(plan.operations).toEqual([]);
    expect(guardsOf(plan)).toEqual(["provider/account-missing"]);
    expect(idsOf(planFor(world, [anOkta().account("bot").group("crm")]))).toEqual(["okta:membership.add:crm:bot"]);
  });

  it("is updated only in its managed attributes, as one partial update", () => {
    const profile = { login: "ada@acme.example", department: "Sales", nickName: "A" };
    const plan = planFor(withAda(), [anOkta().account("ada", { profile })]);
    expect(plan.operations).toMatchObject([
      {
        id: "okta:account.update:ada",
        before: { department: "Sales" },
        after: { department: "Engineering" },
        patch: [{ op: "replace", path: "/department", value: "Engineering" }],
        origin: "drift",
      },
    ]);
  });

  it("treats null, blank and absent as equal, and numbers as text", () => {
    const world = accountRules(withAda({ department: null, attributes: new Map([["costCenter", 100]]) }), "okta", {
      profile: new Map([
        ["department", "department"],
        ["costCenter", "attributes.costCenter"],
      ]),
    });
    const live = (profile: Record<string, unknown>) => [anOkta().account("ada", { profile })];
    expect(idsOf(planFor(world, live({ costCenter: "100" })))).toEqual([]);
    expect(idsOf(planFor(world, live({ costCenter: "100", department: "" })))).toEqual([]);
    expect(planFor(world, live({ costCenter: "100", department: "Sales" })).operations).toMatchObject([
      { before: { department: "Sales" }, after: { department: null }, patch: [{ op: "remove", path: "/department" }] },
    ]);
  });

  it("that stays deactivated is not updated: Okta refuses that", () => {
    const profile = { login: "ada@acme.example", department: "Sales" };
    const onLeave = withAda({ status: "on-leave" });
    expect(idsOf(planFor(onLeave, [anOkta().account("ada", { profile, state: "deactivated" })]))).toEqual([]);
    expect(idsOf(planFor(onLeave, [anOkta().account("ada", { profile, state: "suspended" })]))).toEqual([
      "okta:account.update:ada",
    ]);
  });

  it("of a leaver is not updated", () => {
    const profile = { login: "ada@acme.example", department: "Sales" };
    const world = withAda({ status: "terminated" });
    expect(planFor(world, [anOkta().account("ada", { profile, state: "suspended" })]).operations).toEqual([]);
  });
});
