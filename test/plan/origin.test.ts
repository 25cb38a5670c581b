import { describe, expect, it } from "vitest";
import { aModel, at } from "../support/model.ts";
import { aGoogle, anOkta, type ObservedBuilder } from "../support/observed.ts";
import { planFor, type PlanScenario } from "../support/planned.ts";
import type { ModelBuilder } from "../support/model.ts";

const company = () =>
  aModel().entitlement("okta/account").entitlement("okta/crm").user("ada").grant("ada", "okta/account");
const inCrm = () => anOkta().account("ada").group("crm").member("crm", "ada");
const notInCrm = () => anOkta().account("ada").group("crm");

/** Lets runs lift suspensions that are not Rolecall's. */
const repairing = (world: ModelBuilder) => world.system("okta", { repair: ["account.unsuspend"] });

/** Returns `action origin` of every operation. */
function origins(world: ModelBuilder, live: ObservedBuilder, scenario: PlanScenario = {}): readonly string[] {
  return planFor(world, [live], scenario).operations.map(({ action, origin }) => `${action} ${origin}`);
}

describe("the origin of an operation, with a base", () => {
  it("is the change where base and head define different access", () => {
    const granted = company().grant("ada", "okta/crm");
    expect(origins(granted, notInCrm(), { base: company() })).toEqual(["membership.add change"]);
    expect(origins(company(), inCrm(), { base: granted })).toEqual(["membership.remove change"]);
    const left = company().user("ada", { status: "terminated" });
    expect(origins(left, inCrm(), { base: granted })).toEqual(["account.suspend change", "membership.remove change"]);
  });

  it("is the change where the base did not declare the group yet, including unmatched members", () => {
    const before = aModel().entitlement("okta/account").user("ada").grant("ada", "okta/account");
    expect(origins(company(), inCrm(), { base: before })).toEqual(["membership.remove change"]);
    const live = notInCrm().account("eve", { join: null }).member("crm", "eve");
    expect(origins(company(), live, { base: before })).toEqual(["membership.remove change"]);
    expect(origins(company(), live, { base: company() })).toEqual(["membership.remove drift"]);
  });

  it("is the change for the removal of an unmatched member where the group was additive before", () => {
    const lenient = company().entitlement("okta/crm", { membership: "additive" });
    const live = notInCrm().account("eve", { join: null }).member("crm", "eve");
    expect(origins(company(), live, { base: lenient })).toEqual(["membership.remove change"]);
  });

  it("is the schedule where a start or an end in the files was reached", () => {
    const starting = company().grant("ada", "okta/crm", { starts: at("2026-11-21T08:00:00Z") });
    expect(origins(starting, notInCrm(), { base: starting })).toEqual(["membership.add schedule"]);
    const ended = company().grant("ada", "okta/crm", { expires: at("2026-11-21T08:00:00Z") });
    expect(origins(ended, inCrm(), { base: ended })).toEqual(["membership.remove schedule"]);
    const left = company().user("ada", { end: at("2026-11-21T00:00:00Z") });
    expect(origins(left, inCrm(), { base: left })).toEqual(["account.suspend schedule", "membership.remove schedule"]);
  });

  it("is drift where an earlier run applied that boundary and it was undone", () => {
    const ended = company().grant("ada", "okta/crm", { expires: at("2026-11-01T00:00:00Z") });
    const since = at("2026-11-20T00:00:00Z");
    expect(origins(ended, inCrm(), { base: ended, since })).toEqual(["membership.remove drift"]);
    const before = at("2026-10-31T00:00:00Z");
    expect(origins(ended, inCrm(), { base: ended, since: before })).toEqual(["membership.remove schedule"]);
  });

  it("is drift where no file changed: a start long past does not explain a missing membership", () => {
    const granted = company().grant("ada", "okta/crm");
    expect(origins(granted, notInCrm(), { base: granted })).toEqual(["membership.add drift"]);
    const suspended = anOkta().account("ada", { state: "suspended" }).group("crm");
    expect(origins(repairing(company()), suspended, { base: company() })).toEqual(["account.unsuspend drift"]);
  });

  it("follows the attribute for an attribute update", () => {
    const moved = company().user("ada", { department: "Sales" });
    expect(origins(moved, notInCrm(), { base: company() })).toEqual(["account.update change"]);
    expect(origins(moved, notInCrm(), { base: moved })).toEqual(["account.update drift"]);
  });

  it("is the schedule for a first day where Google keeps a preboarded account suspended", () => {
    const world = (preboarding: boolean) =>
      aModel()
        .entitlement("google/account")
        .user("bob", { start: at("2026-11-21T00:00:00Z"), preboarding })
        .grant("bob", "google/account");
    const parked = (lastSignIn: string | null) => aGoogle().account("bob", { state: "suspended", lastSignIn });
    const scenario = { base: world(true) };
    expect(origins(world(true), parked(null), scenario)).toEqual(["account.unsuspend schedule"]);
    // A suspension after the first sign-in, or of an account that Rolecall did not park, is another administrator's.
    expect(origins(world(true), parked("2026-11-21T08:00:00Z"), scenario)).toEqual([]);
    expect(origins(world(false), parked(null), { base: world(false) })).toEqual([]);
  });

  it("is the schedule for a first day: account and memberships", () => {
    const world = company().user("bob", { start: at("2026-11-21T00:00:00Z") });
    world.grant("bob", "okta/account").grant("bob", "okta/crm");
    expect(origins(world, notInCrm(), { base: world })).toEqual(["account.create schedule", "membership.add schedule"]);
    const staged = notInCrm().account("bob", { state: "staged" });
    expect(origins(world, staged, { base: world })).toEqual(["account.activate schedule", "membership.add schedule"]);
  });
});

describe("the origin of an operation, without a base", () => {
  it("is the change for access that a file defines and the provider lacks", () => {
    const granted = company().grant("ada", "okta/crm");
    expect(origins(granted, notInCrm())).toEqual(["membership.add change"]);
    expect(origins(granted, anOkta().group("crm"))).toEqual(["account.create change", "membership.add change"]);
    const blank = anOkta()
      .account("ada", { profile: { login: "ada@acme.example" } })
      .group("crm");
    expect(origins(company(), blank)).toEqual(["account.update change"]);
  });

  it("is the schedule for access that an end or a termination ended", () => {
    const ended = company().grant("ada", "okta/crm", { expires: at("2026-11-01T00:00:00Z") });
    expect(origins(ended, inCrm())).toEqual(["membership.remove schedule"]);
    const left = company().user("ada", { status: "terminated" });
    expect(origins(left, inCrm())).toEqual(["account.suspend schedule", "membership.remove schedule"]);
  });

  it("is drift for access that no file explains", () => {
    expect(origins(company(), inCrm())).toEqual(["membership.remove drift"]);
    const other = anOkta()
      .account("ada", { profile: { login: "ada@acme.example", department: "Sales" } })
      .group("crm");
    expect(origins(company(), other)).toEqual(["account.update drift"]);
    expect(origins(repairing(company()), anOkta().account("ada", { state: "suspended" }).group("crm"))).toEqual([
      "account.unsuspend drift",
    ]);
  });
});

describe("the reason for a removal", () => {
  it("names the file that the change removed, even where an older grant had ended before", () => {
    const base = company()
      .grant("ada", "okta/crm", { expires: at("2026-11-01T00:00:00Z") })
      .role("seller", ["okta/crm"])
      .grant("ada", "role:seller");
    const head = company()
      .grant("ada", "okta/crm", { expires: at("2026-11-01T00:00:00Z") })
      .role("seller", ["okta/crm"]);
    const [operation] = planFor(head, [inCrm()], { base }).operations;
    expect(operation).toMatchObject({
      origin: "change",
      because: [{ kind: "grant", role: "seller", file: "access/grants/roles/seller/ada.yaml" }],
    });
  });
});
