import type { AccessModel, System, SystemId } from "../../../src/model/documents.ts";
import { buildPlan } from "../../../src/plan/build-plan.ts";
import { keptOut } from "../../../src/plan/containment/kept-out.ts";
import { planContainment } from "../../../src/plan/containment/plan-containment.ts";
import { aModel, at, defaultGuards, type ModelBuilder, now, userId } from "../../support/model.ts";
import { aGoogle, anOkta, type ObservedBuilder } from "../../support/observed.ts";
import { planFor, sideOf } from "../../support/planned.ts";
import { inPlan, type Scenarios } from "../scenario.ts";

const owner = (id: string) => ({
  target: { kind: "group" as const, name: `${id}@acme.example`, role: "owner" as const },
});

/** Three people with an Okta account, and a group. */
function three(): ModelBuilder {
  const world = aModel().entitlement("okta/account").entitlement("okta/crm");
  for (const id of ["ada", "bob", "eve"]) world.user(id).grant(id, "okta/account");
  return world;
}
const threeLive = (...members: readonly string[]): ObservedBuilder =>
  members.reduce(
    (okta, id) => okta.member("crm", id),
    anOkta().account("ada").account("bob").account("eve").group("crm"),
  );
const ada = (): ModelBuilder =>
  aModel()
    .entitlement("okta/account")
    .entitlement("okta/crm")
    .user("ada")
    .grant("ada", "okta/account")
    .grant("ada", "okta/crm");

const list = (): ModelBuilder =>
  aModel()
    .entitlement("google/account")
    .entitlement("google/list", { target: { kind: "group", name: "list@acme.example", role: "member" } })
    .user("ada")
    .grant("ada", "google/account")
    .grant("ada", "google/list");

const payroll = (): ModelBuilder =>
  aModel()
    .entitlement("okta/account")
    .entitlement("okta/payroll", { target: { kind: "app", label: "Payroll" } })
    .user("ada")
    .grant("ada", "okta/account")
    .grant("ada", "okta/payroll");

function withSystem(world: ModelBuilder, id: string, changes: Partial<System>): ModelBuilder {
  const known = world.build().systems.get(id as SystemId);
  if (known === undefined) throw new Error(`no system ${id}`);
  return world.system(id, { ...known, ...changes });
}
const guards = (changes: Partial<System["guards"]>): Partial<System> => ({ guards: { ...defaultGuards, ...changes } });
const protecting = (model: AccessModel): AccessModel => ({
  ...model,
  organization: { ...model.organization, protected: [userId("ada")] },
});
const noOwners = guards({ floors: { superAdmins: 2, groupOwners: 1 } });

function groupOwners(): ModelBuilder {
  const world = aModel()
    .entitlement("google/account")
    .entitlement("google/g", owner("g"))
    .entitlement("google/h", owner("h"));
  for (const id of ["ada", "bob"]) world.user(id).grant(id, "google/account");
  return withSystem(world, "google", noOwners);
}
const groupsLive = (): ObservedBuilder =>
  aGoogle()
    .account("ada")
    .account("bob")
    .group("g@acme.example", { id: "g-g", profile: { name: "g" } })
    .group("h@acme.example", { id: "g-h", profile: { name: "h" } });

const administrators = (): ModelBuilder =>
  aModel()
    .entitlement("okta/account")
    .entitlement("okta/user-admin", { tier: "high", target: { kind: "adminRole", name: "USER_ADMIN" } });
const administratorLive = (): ObservedBuilder =>
  anOkta().account("eve").assignable("adminRole", "USER_ADMIN").assigned("adminRole", "USER_ADMIN", "eve");

/** `guard/*` and `provider/*`. */
export const planScenarios: Scenarios = {
  "guard/removals": inPlan("okta", () =>
    planFor(withSystem(three(), "okta", guards({ removals: { count: 1, share: 1, floor: 0, allowance: 0 } })), [
      threeLive("ada", "bob"),
    ]),
  ),
  "guard/accounts": inPlan("okta", () => {
    const world = aModel().entitlement("okta/account").user("ada").user("bob");
    return planFor(withSystem(world, "okta", guards({ accounts: { count: 1 } })), [
      anOkta().account("ada").account("bob"),
    ]);
  }),
  "guard/scheduled": inPlan("okta", () => {
    const ended = at("2026-11-21T00:00:00Z");
    const world = aModel().entitlement("okta/account").user("ada", { end: ended }).user("bob", { end: ended });
    const limited = withSystem(world, "okta", guards({ scheduled: { count: 1 } }));
    return planFor(limited, [anOkta().account("ada").account("bob")], { base: limited });
  }),
  "guard/protected": inPlan("ada", () => planFor(three(), [threeLive("ada")], { with: protecting })),
  "guard/floor": inPlan("g@acme.example", () => planFor(groupOwners(), [groupsLive().member("g", "ada", "owner")])),
  "guard/emptied-group": inPlan("crm", () => planFor(three(), [threeLive("ada", "bob")])),
  "guard/own-account": inPlan("USER_ADMIN", () => planFor(administrators(), [administratorLive().own("eve")])),
  "guard/administrators": inPlan("USER_ADMIN", () => planFor(administrators(), [administratorLive()])),
  "guard/order": inPlan("google", () => {
    const swap = groupOwners()
      .grant("bob", "google/g")
      .grant("ada", "google/h")
      .keepApart("owners", { g: ["google/g"], h: ["google/h"] });
    return planFor(swap, [groupsLive().member("g", "ada", "owner").member("h", "bob", "owner")]);
  }),
  "guard/observe-only": inPlan("okta", () =>
    planFor(withSystem(three(), "okta", { mode: "observe" }), [threeLive("ada")]),
  ),
  "guard/add-only": inPlan("okta", () =>
    planFor(withSystem(three(), "okta", { mode: "add-only" }), [threeLive("ada")]),
  ),
  "provider/recycled-address": inPlan("ada", () =>
    planFor(ada(), [anOkta().account("ada", { join: "n-somebody" }).group("crm")]),
  ),
  "provider/renumbered-account": inPlan("ada", () => {
    const world = aModel().system("okta").user("ada", { status: "terminated" }).user("zoe");
    const context = { head: sideOf(world.build()), base: null, at: now, since: null };
    const all = keptOut(context);
    const { observed } = anOkta().account("ada", { join: "n-zoe" }).build();
    const found = observed.accounts.map((account) => ({ account, by: new Set(["journal"] as const) }));
    const { users } = planContainment(
      all.map((one) => ({ one, found })),
      all,
      { context },
    );
    return { ...planFor(world, []), guards: users.flatMap(({ blocked }) => blocked) };
  }),
  "provider/needs-adoption": inPlan("ada", () =>
    planFor(ada(), [anOkta().account("ada", { join: null }).group("crm")]),
  ),
  "provider/bad-adoption": inPlan("ada", () =>
    planFor(ada().adoption("okta", "ada", "a-zoe"), [anOkta().account("zoe").group("crm")]),
  ),
  "provider/duplicate-join": inPlan("ada", () =>
    planFor(ada(), [anOkta().account("ada").account("ada2", { join: "n-ada" }).group("crm")]),
  ),
  "provider/ambiguous-group": inPlan("crm", () =>
    planFor(ada(), [anOkta().account("ada").group("crm").group("crm", { id: "g-second" })]),
  ),
  "provider/missing-target": inPlan("payroll", () => planFor(payroll(), [anOkta().account("ada")])),
  "provider/ambiguous-target": inPlan("payroll", () =>
    planFor(payroll(), [
      anOkta().account("ada").assignable("app", "Payroll").assignable("app", "Payroll", { id: "0oa-second" }),
    ]),
  ),
  "provider/address-in-use": inPlan("list", () =>
    planFor(list(), [
      aGoogle()
        .account("ada")
        .group("everyone@acme.example", { aliases: ["list@acme.example"] }),
    ]),
  ),
  "provider/similar-group": inPlan("crm", () => planFor(ada(), [anOkta().account("ada").group("CRM ")])),
  "provider/nested-group": inPlan("list", () =>
    planFor(list(), [
      aGoogle()
        .account("ada")
        .account("zoe")
        .group("list@acme.example", { id: "g-1", profile: { name: "list" } })
        .group("staff@acme.example", { id: "g-2" })
        .outsider("1", "staff@acme.example")
        .member("2", "zoe"),
    ]),
  ),
  "provider/undeclared-role": inPlan("list", () =>
    planFor(list(), [
      aGoogle()
        .account("ada")
        .group("list@acme.example", { id: "g-1", profile: { name: "list" } })
        .member("1", "ada", "owner"),
    ]),
  ),
  "provider/not-writable": inPlan("crm", () =>
    planFor(ada(), [anOkta().account("ada").group("crm", { ruleFed: true })]),
  ),
  "provider/account-missing": inPlan("bot", () =>
    planFor(
      aModel()
        .entitlement("okta/account")
        .user("bot", { kind: "service", owners: [userId("ada")] })
        .grant("bot", "okta/account"),
      [anOkta()],
    ),
  ),
  "provider/cannot-suspend": inPlan("ada", () =>
    planFor(aModel().entitlement("okta/account").user("ada", { status: "terminated", legalHold: true }), [
      anOkta().account("ada", { state: "recovery" }),
    ]),
  ),
  "provider/archived-account": inPlan("ada", () =>
    planFor(aModel().entitlement("google/account").user("ada").grant("ada", "google/account"), [
      aGoogle().account("ada", { state: "archived" }),
    ]),
  ),
  "provider/suspended-by-provider": inPlan("ABUSE", () =>
    planFor(aModel().entitlement("google/account").user("ada").grant("ada", "google/account"), [
      aGoogle().account("ada", { state: "suspended", suspendedFor: "ABUSE" }),
    ]),
  ),
  "provider/unexplained-suspension": inPlan("ada", () =>
    planFor(ada(), [anOkta().account("ada", { state: "suspended" }).group("crm")]),
  ),
  "provider/unexplained-deactivation": inPlan("ada", () =>
    planFor(ada(), [anOkta().account("ada", { state: "deactivated" }).group("crm")]),
  ),
  "provider/unread": inPlan("okta", () => planFor(ada(), [])),
  "provider/targeted-read": inPlan("okta", () => {
    const observation = anOkta().account("ada").group("crm").build();
    const readFor = { identified: new Set(["ada"]), users: new Set(["ada"]), groups: new Set<string>() };
    return buildPlan({
      head: sideOf(ada().build()),
      base: null,
      at: now,
      observations: [{ ...observation, observed: { ...observation.observed, readFor } }],
      findings: [],
    });
  }),
  "provider/linked-hold": inPlan("bob", () =>
    planFor(
      ada()
        .entitlement("okta/pay")
        .keepApart("payment", { enter: ["okta/crm"], pay: ["okta/pay"] })
        .user("bob")
        .grant("bob", "okta/account")
        .grant("bob", "okta/pay"),
      [anOkta().account("ada").account("bob").group("pay").group("crm").group("crm", { id: "g-second" })],
    ),
  ),
};
