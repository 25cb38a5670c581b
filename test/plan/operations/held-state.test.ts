import { describe, expect, it } from "vitest";
import type { User } from "../../../src/model/documents.ts";
import { accountKey } from "../../../src/plan/taken.ts";
import { aModel, at, type ModelBuilder } from "../../support/model.ts";
import { aGoogle, anOkta } from "../../support/observed.ts";
import { guardsOf, idsOf, planFor, type PlanScenario } from "../../support/planned.ts";

const company = (changes: Partial<User> = {}) =>
  aModel()
    .entitlement("okta/account")
    .entitlement("okta/crm")
    .entitlement("okta/old")
    .user("ada", changes)
    .grant("ada", "okta/account")
    .grant("ada", "okta/crm");
const suspended = () => anOkta().account("ada", { state: "suspended" }).group("crm").group("old");
const inCrm = () => suspended().member("crm", "ada");
const ofAda = new Set([accountKey("okta", "a-ada")]);

const unsuspends = ["okta:account.unsuspend:ada"];
const held = ["provider/unexplained-suspension blocked"];

/** Returns the operations and the results for Ada, who should be active and is suspended. */
function planOf(scenario: PlanScenario = {}, world: ModelBuilder = company()) {
  const plan = planFor(world, [inCrm()], scenario);
  return [idsOf(plan), guardsOf(plan)];
}

describe("a suspension that the files do not ask for", () => {
  it.each<[string, Partial<User>, Partial<User>, number | undefined]>([
    ["the user returned from leave", { status: "on-leave" }, {}, undefined],
    ["a termination was undone", { status: "terminated" }, {}, undefined],
    ["an end was put off", { end: at("2026-11-20T00:00:00Z") }, { end: at("2027-11-20T00:00:00Z") }, undefined],
    [
      "the user's start was reached",
      { start: at("2026-11-21T08:00:00Z") },
      { start: at("2026-11-21T08:00:00Z") },
      at("2026-11-20T00:00:00Z"),
    ],
  ])("is lifted where %s", (_, before, after, since) => {
    const scenario = { base: company(before), ...(since === undefined ? {} : { since }) };
    expect(planOf(scenario, company(after))).toEqual([unsuspends, []]);
  });

  it("is lifted where a run suspended the account", () => {
    expect(planOf({ base: company(), taken: ofAda })).toEqual([unsuspends, []]);
    const [operation] = planFor(company(), [inCrm()], { base: company(), taken: ofAda }).operations;
    expect(operation?.origin).toBe("change");
    expect(planOf({ base: company(), taken: new Set([accountKey("google", "a-ada")]) })).toEqual([[], held]);
  });

  it("is not lifted where nothing explains it, with and without a base", () => {
    expect(planOf({ base: company() })).toEqual([[], held]);
    expect(planOf()).toEqual([[], held]);
    const since = at("2026-11-20T00:00:00Z");
    expect(planOf({ base: company({ start: at("2026-11-01T00:00:00Z") }), since })).toEqual([[], held]);
  });

  it("is not lifted again where a run opened the account for the change, unless a later run suspended it", () => {
    const base = company({ status: "on-leave" });
    expect(planOf({ base, opened: ofAda })).toEqual([[], held]);
    expect(planOf({ base, opened: ofAda, taken: ofAda })).toEqual([unsuspends, []]);
  });

  it("is lifted as drift where drift.repair of the system lists account.unsuspend", () => {
    const repairing = (repair: readonly string[]) => company().system("okta", { repair });
    const plan = planFor(repairing(["account.unsuspend"]), [inCrm()], { base: company() });
    expect(plan.operations).toMatchObject([{ id: unsuspends[0], origin: "drift" }]);
    expect(guardsOf(plan)).toEqual([]);
    expect(planOf({}, repairing(["account.activate"]))).toEqual([[], held]);
  });

  it("holds back the account and the additions that a rule links to its user, and nothing else", () => {
    const world = company()
      .entitlement("okta/pay")
      .keepApart("payment", { enter: ["okta/pay"], approve: ["okta/old"] })
      .grant("ada", "okta/pay")
      .user("bob")
      .grant("bob", "okta/account")
      .grant("bob", "okta/pay");
    const plan = planFor(world, [suspended().group("pay").account("bob").member("old", "ada")]);
    expect(idsOf(plan)).toEqual([
      "okta:membership.add:crm:ada",
      "okta:membership.add:pay:bob",
      "okta:membership.remove:old:ada",
    ]);
    expect(plan.guards).toMatchObject([
      { code: "provider/linked-hold", subject: { kind: "user", id: "ada" } },
      { code: "provider/unexplained-suspension", system: "okta", subject: { kind: "user", id: "ada" } },
    ]);
  });

  it("is reported with what the provider knows, and with each way to lift it", () => {
    const [okta] = planFor(company(), [inCrm()]).guards;
    expect(okta?.message).toContain("okta does not report who suspended it.");
    for (const part of ["`account.unsuspend`", "`drift.repair`", "access/systems/okta.yaml", "security", "`--base`"])
      expect(okta?.remedy).toContain(part);
    const [withBase] = planFor(company(), [inCrm()], { base: company() }).guards;
    expect(withBase?.remedy).not.toContain("--base");
    const world = aModel().entitlement("google/account").user("ada").grant("ada", "google/account");
    const [google] = planFor(world, [aGoogle().account("ada", { state: "suspended" })]).guards;
    expect(google?.message).toContain("An administrator suspended it");
  });

  it.each(["on-leave", "terminated"] as const)("is as wanted for a user who is %s", (status) => {
    const [, guards] = planOf({}, company({ status }));
    expect(guards).toEqual([]);
  });

  it("of a service account is held back as well", () => {
    const world = aModel().entitlement("okta/account").user("bot", { kind: "service", owners: [] });
    world.grant("bot", "okta/account");
    const plan = planFor(world, [anOkta().account("bot", { state: "suspended" })]);
    expect([idsOf(plan), guardsOf(plan)]).toEqual([[], held]);
  });
});

describe("a deactivation that the files do not ask for", () => {
  const deactivated = () => anOkta().account("ada", { state: "deactivated" }).group("crm").group("old");
  const activates = ["okta:account.activate:ada"];
  const unexplained = ["provider/unexplained-deactivation blocked"];
  const plan = (scenario: PlanScenario = {}, world: ModelBuilder = company()) => {
    const made = planFor(world, [deactivated().member("crm", "ada")], scenario);
    return [idsOf(made), guardsOf(made)];
  };

  it("is undone where the files changed or reached a start, or a run deactivated the account", () => {
    const start = at("2026-11-21T08:00:00Z");
    expect(plan({ base: company({ status: "terminated" }) })).toEqual([activates, []]);
    expect(plan({ base: company({ start }), since: at("2026-11-20T00:00:00Z") }, company({ start }))).toEqual([
      activates,
      [],
    ]);
    expect(plan({ base: company(), taken: ofAda })).toEqual([activates, []]);
    expect(plan({ base: company(), taken: new Set([accountKey("google", "a-ada")]) })).toEqual([[], unexplained]);
  });

  it("is not undone where nothing explains it, or a run activated the account after the change", () => {
    expect(plan()).toEqual([[], unexplained]);
    expect(plan({ base: company() })).toEqual([[], unexplained]);
    const base = company({ status: "terminated" });
    expect(plan({ base, opened: ofAda })).toEqual([[], unexplained]);
    expect(plan({ base, opened: ofAda, taken: ofAda })).toEqual([activates, []]);
  });

  it("is undone as drift where drift.repair of the system lists account.activate", () => {
    const repairing = (repair: readonly string[]) => company().system("okta", { repair });
    const made = planFor(repairing(["account.activate"]), [deactivated().member("crm", "ada")], { base: company() });
    expect(made.operations).toMatchObject([{ id: activates[0], origin: "drift" }]);
    expect(plan({}, repairing(["account.unsuspend"]))).toEqual([[], unexplained]);
  });

  it("keeps the account without changes of its attributes and additions, which Okta refuses", () => {
    const world = company().user("ada", { previousNumbers: ["n-1"] });
    const live = anOkta().account("ada", { state: "deactivated", join: "n-1", profile: {} }).group("crm");
    const made = planFor(world, [live.group("old").member("old", "ada")]);
    expect([idsOf(made), guardsOf(made)]).toEqual([["okta:membership.remove:old:ada"], unexplained]);
  });

  it("is reported with what the provider knows, and with each way to undo it", () => {
    const [guard] = planFor(company(), [deactivated()]).guards;
    expect(guard?.message).toContain("okta does not report who deactivated it.");
    for (const part of ["`account.activate`", "`drift.repair`", "access/systems/okta.yaml", "security", "`--base`"])
      expect(guard?.remedy).toContain(part);
    const [withBase] = planFor(company(), [deactivated()], { base: company() }).guards;
    expect(withBase?.remedy).not.toContain("--base");
  });

  it.each(["on-leave", "terminated"] as const)("is as wanted for a user who is %s", (status) => {
    expect(plan({}, company({ status }))[1]).toEqual([]);
  });
});
