import { describe, expect, it } from "vitest";
import { refusalOf } from "../../../src/apply/refusal.ts";
import type { Entitlement, System, User } from "../../../src/model/documents.ts";
import { startEdges } from "../../../src/plan/order/start-edges.ts";
import { aModel, at, defaultGuards, type ModelBuilder, ref, userId } from "../../support/model.ts";
import { aGoogle, anOkta } from "../../support/observed.ts";
import { guardsOf, idsOf, planFor } from "../../support/planned.ts";

const company = () =>
  aModel()
    .entitlement("okta/account")
    .entitlement("okta/pay")
    .entitlement("okta/approve")
    .entitlement("okta/crm")
    .user("ada")
    .grant("ada", "okta/account");
const live = () => anOkta().account("ada").group("pay").group("approve").group("crm");

describe("the order", () => {
  it("contains leavers before anything else, and their accounts before their memberships", () => {
    const world = company()
      .user("bob", { status: "terminated" })
      .user("aaron")
      .grant("aaron", "okta/account")
      .grant("ada", "okta/crm");
    const plan = planFor(world, [live().account("bob").member("pay", "bob")]);
    expect(idsOf(plan)).toEqual([
      "okta:account.suspend:bob",
      "okta:membership.remove:pay:bob",
      "okta:account.create:aaron",
      "okta:membership.add:crm:ada",
    ]);
  });

  it("adds the new access before it removes the old, where no rule separates them", () => {
    const plan = planFor(company().grant("ada", "okta/crm"), [live().member("pay", "ada")]);
    expect(plan.operations).toMatchObject([
      { id: "okta:membership.add:crm:ada", dependsOn: [] },
      { id: "okta:membership.remove:pay:ada", dependsOn: [] },
    ]);
  });

  it("removes the old access before it adds the new, where a rule separates them (C6)", () => {
    const world = company()
      .grant("ada", "okta/approve")
      .keepApart("payments", { pay: ["okta/pay"], ok: ["okta/approve"] });
    expect(planFor(world, [live().member("pay", "ada")]).operations).toMatchObject([
      { id: "okta:membership.remove:pay:ada", dependsOn: [] },
      { id: "okta:membership.add:approve:ada", dependsOn: ["okta:membership.remove:pay:ada"] },
    ]);
  });

  it("adds access that had to wait before it removes access without a rule", () => {
    const world = company()
      .grant("ada", "okta/approve")
      .keepApart("payments", { pay: ["okta/pay"], ok: ["okta/approve"] });
    expect(idsOf(planFor(world, [live().member("pay", "ada").member("crm", "ada")]))).toEqual([
      "okta:membership.remove:pay:ada",
      "okta:membership.add:approve:ada",
      "okta:membership.remove:crm:ada",
    ]);
  });

  it("takes one licence of a product before it assigns another one", () => {
    const licence = (sku: string): Partial<Entitlement> => ({ target: { kind: "license", product: "P", sku } });
    const world = aModel()
      .entitlement("google/account")
      .entitlement("google/plus", licence("plus"))
      .entitlement("google/starter", licence("starter"))
      .entitlement("google/other", { target: { kind: "license", product: "Q", sku: "plus" } })
      .user("ada");
    for (const id of ["account", "plus", "other"]) world.grant("ada", `google/${id}`);
    const tenant = aGoogle().account("ada").assignable("license", "P/plus").assignable("license", "P/starter");
    const moved = tenant.assigned("license", "P/starter", "ada").assignable("license", "Q/plus");
    expect(planFor(world, [moved]).operations).toMatchObject([
      { id: "google:license.assign:other:ada", dependsOn: [] },
      { id: "google:license.unassign:starter:ada", dependsOn: [] },
      { id: "google:license.assign:plus:ada", dependsOn: ["google:license.unassign:starter:ada"] },
    ]);
  });

  const withApp = (changes: Partial<Entitlement> = {}): ModelBuilder =>
    company().entitlement("okta/ahead", { target: { kind: "app", label: "Payroll" }, ...changes });
  const holder = () => live().member("pay", "ada").assignable("app", "Payroll").assigned("app", "Payroll", "ada");

  it("removes an account from its groups before it unassigns an app, which a group can give", () => {
    // Without the rule, the app comes first: by its tier, or by its id.
    for (const tier of ["critical", "low"] as const) {
      const plan = planFor(withApp({ tier }), [holder()]);
      expect(plan.operations).toMatchObject([
        { id: "okta:membership.remove:pay:ada", dependsOn: [] },
        { id: "okta:app.unassign:ahead:ada", dependsOn: [] },
      ]);
      expect(startEdges(plan.operations).edges).toContainEqual({ first: 0, next: 1 });
    }
  });

  it("adds access after the app that a rule separates from it, and after the groups that come before the app", () => {
    const world = withApp()
      .grant("ada", "okta/approve")
      .keepApart("payments", { pay: ["okta/ahead"], ok: ["okta/approve"] });
    const plan = planFor(world, [holder()]);
    expect([idsOf(plan), guardsOf(plan)]).toEqual([
      ["okta:membership.remove:pay:ada", "okta:app.unassign:ahead:ada", "okta:membership.add:approve:ada"],
      [],
    ]);
  });

  it("applies rules to the groups that a group is nested in", () => {
    const group = (name: string): Partial<Entitlement> => ({
      target: { kind: "group", name: `${name}@acme.example`, role: "member" },
    });
    const world = company()
      .entitlement("google/account")
      .entitlement("google/pay", group("pay"))
      .entitlement("google/finance", { ...group("finance"), nests: [ref("google/pay")] })
      .grant("ada", "google/account")
      .grant("ada", "okta/approve")
      .keepApart("payments", { pay: ["google/finance"], ok: ["okta/approve"] });
    const google = aGoogle()
      .account("ada")
      .group("pay@acme.example", { id: "g-pay", profile: { name: "pay" } })
      .group("finance@acme.example", { profile: { name: "finance" } })
      .outsider("finance@acme.example", "pay@acme.example");
    expect(planFor(world, [live(), google.member("pay", "ada")]).operations).toMatchObject([
      { id: "google:membership.remove:pay:ada" },
      { id: "okta:membership.add:approve:ada", dependsOn: ["google:membership.remove:pay:ada"] },
    ]);
  });

  it("applies rules that name entitlements by tag and by role, and across systems", () => {
    const world = company()
      .entitlement("okta/approve", { tags: ["duty:approve"] })
      .entitlement("google/account")
      .entitlement("google/pay", { target: { kind: "group", name: "pay@acme.example", role: "member" } })
      .role("payer", ["google/pay"])
      .grant("ada", "google/account")
      .grant("ada", "okta/approve")
      .keepApart("payments", { pay: ["role:payer"], ok: ["tag:duty:approve"] });
    const google = aGoogle()
      .account("ada")
      .group("pay@acme.example", { id: "g-pay", profile: { name: "pay" } });
    const plan = planFor(world, [live(), google.member("pay", "ada")]);
    expect(plan.operations).toMatchObject([
      { id: "google:membership.remove:pay:ada" },
      { id: "okta:membership.add:approve:ada", dependsOn: ["google:membership.remove:pay:ada"] },
    ]);
  });

  it("counts the access of a service account with the access of its owner", () => {
    const world = company()
      .user("bot", { kind: "service", owners: [userId("ada")] })
      .grant("bot", "okta/account")
      .grant("ada", "okta/approve")
      .keepApart("payments", { pay: ["okta/pay"], ok: ["okta/approve"] });
    const plan = planFor(world, [live().account("bot").member("pay", "bot")]);
    expect(plan.operations).toMatchObject([
      { id: "okta:membership.remove:pay:bot" },
      { id: "okta:membership.add:approve:ada", dependsOn: ["okta:membership.remove:pay:bot"] },
    ]);
  });

  it("removes ended access of a returning user before the account opens (P10)", () => {
    const live = anOkta().account("ada", { state: "suspended" }).group("pay").group("approve").group("crm");
    const base = company().user("ada", { status: "on-leave" });
    const plan = planFor(company().grant("ada", "okta/crm"), [live.member("pay", "ada")], { base });
    const ids = idsOf(plan);
    expect(ids.indexOf("okta:membership.remove:pay:ada")).toBeLessThan(ids.indexOf("okta:account.unsuspend:ada"));
    // If the removal fails, the account stays blocked.
    const unsuspend = plan.operations.find(({ action }) => action === "account.unsuspend");
    expect(unsuspend?.dependsOn).toEqual(["okta:membership.remove:pay:ada"]);
  });

  const inGoogle = () =>
    aModel()
      .entitlement("google/account")
      .entitlement("google/eng", { target: { kind: "group", name: "eng@acme.example", role: "member" } })
      .entitlement("google/eng-own", { target: { kind: "group", name: "eng@acme.example", role: "owner" } })
      .user("ada")
      .grant("ada", "google/account");
  const theGroup = () => aGoogle().group("eng@acme.example", { id: "g-eng", profile: { name: "eng" } });

  it("lowers the role of a returning user before the account opens (P10)", () => {
    const live = theGroup().account("ada", { state: "suspended" }).member("eng", "ada", "owner");
    const base = inGoogle().user("ada", { status: "on-leave" });
    expect(planFor(inGoogle().grant("ada", "google/eng"), [live], { base }).operations).toMatchObject([
      { id: "google:membership.update:eng:ada", before: { role: "owner" }, after: { role: "member" } },
      { id: "google:account.unsuspend:ada", dependsOn: ["google:membership.update:eng:ada"] },
    ]);
  });

  it("raises a role only after the account is adopted", () => {
    const live = theGroup().account("ada", { join: null }).member("eng", "ada", "member");
    const world = inGoogle().grant("ada", "google/eng-own").adoption("google", "ada", "a-ada");
    expect(planFor(world, [live]).operations).toMatchObject([
      { id: "google:account.adopt:ada" },
      { id: "google:membership.update:eng-own:ada", dependsOn: ["google:account.adopt:ada"] },
    ]);
  });

  it("activates an account before it is updated or added to groups", () => {
    const live = anOkta()
      .account("ada", { state: "deactivated", profile: {} })
      .group("pay")
      .group("approve")
      .group("crm");
    const base = company().user("ada", { status: "terminated" });
    const plan = planFor(company().grant("ada", "okta/crm"), [live], { base });
    expect(idsOf(plan)).toEqual([
      "okta:account.activate:ada",
      "okta:account.update:ada",
      "okta:membership.add:crm:ada",
    ]);
    expect(plan.operations[1]?.dependsOn).toEqual(["okta:account.activate:ada"]);
  });

  it("puts the higher tier first among equals, then sorts by id", () => {
    const world = company()
      .entitlement("okta/pay", { tier: "critical" })
      .grant("ada", "okta/approve")
      .grant("ada", "okta/crm")
      .grant("ada", "okta/pay");
    expect(idsOf(planFor(world, [live()]))).toEqual([
      "okta:membership.add:pay:ada",
      "okta:membership.add:approve:ada",
      "okta:membership.add:crm:ada",
    ]);
  });
});

describe("owners of a group", () => {
  const owner = (name: string): Partial<Entitlement> => ({
    target: { kind: "group", name: `${name}@acme.example`, role: "owner" },
  });
  const withFloor = (world: ModelBuilder, groupOwners: number): ModelBuilder => {
    const known = world.build().systems.get("google" as System["id"]);
    if (known === undefined) throw new Error("no google");
    return world.system("google", { guards: { ...defaultGuards, floors: { superAdmins: 2, groupOwners } } });
  };
  const world = (...owners: readonly (readonly [string, string])[]) => {
    const built = aModel()
      .entitlement("google/account")
      .entitlement("google/g", owner("g"))
      .entitlement("google/h", owner("h"));
    for (const id of ["ada", "bob"]) built.user(id).grant(id, "google/account");
    for (const [user, group] of owners) built.grant(user, `google/${group}`);
    return built;
  };
  const groups = () =>
    aGoogle()
      .account("ada")
      .account("bob")
      .group("g@acme.example", { id: "g-g", profile: { name: "g" } })
      .group("h@acme.example", { id: "g-h", profile: { name: "h" } });

  it("are replaced by adding before removing, and the removal waits for the successor", () => {
    const plan = planFor(withFloor(world(["bob", "g"]), 1), [groups().member("g", "ada", "owner")]);
    expect(plan.operations).toMatchObject([
      { id: "google:membership.add:g:bob", dependsOn: [] },
      { id: "google:membership.remove:g:ada", dependsOn: ["google:membership.add:g:bob"] },
    ]);
    expect(guardsOf(plan)).toEqual([]);
  });

  const apart = { g: ["google/g"], h: ["google/h"] };

  it("cannot be swapped in one step where a rule forbids owning both: the four operations are left out", () => {
    const swap = withFloor(world(["bob", "g"], ["ada", "h"]), 1).keepApart("owners", apart);
    const plan = planFor(swap, [groups().member("g", "ada", "owner").member("h", "bob", "owner")]);
    expect(plan.guards).toMatchObject(
      ["bob", "ada"].map((id) => ({
        code: "guard/order",
        system: "google",
        blocked: true,
        message: expect.stringContaining(`google:membership.add:${id === "ada" ? "h" : "g"}:${id}`) as string,
        remedy: expect.stringContaining("two changes") as string,
        subject: { kind: "user", id },
      })),
    );
    expect(idsOf(plan)).toEqual([]);
    expect(refusalOf(plan)).toBeNull();
    // The cycle is named once, with each reason once.
    const [first = "", second = ""] = plan.guards.map(({ message }) => message);
    expect(first).toMatch(/The order has a cycle: (\S+) → .* → \1, because /);
    expect(first.match(/a separation-of-duties rule separates/g)).toHaveLength(1);
    expect(second).toMatch(/\. See the cycle of user bob\.$/);
  });

  it("that cannot be swapped leave out what depends on them, and nothing else", () => {
    const swap = withFloor(world(["bob", "g"], ["ada", "h"]), 1)
      .keepApart("owners", apart)
      // Carl gets what a rule separates from the access that Ada's swap does not remove, and other access.
      .entitlement("google/i", owner("i"))
      .entitlement("okta/account")
      .entitlement("okta/pay")
      .entitlement("okta/crm")
      .keepApart("payments", { g: ["google/g"], pay: ["okta/pay"] })
      .user("carl", { status: "terminated" })
      .grant("ada", "okta/account")
      .grant("ada", "okta/pay")
      .grant("ada", "okta/crm");
    const plan = planFor(swap, [
      groups()
        .group("i@acme.example", { id: "g-i", profile: { name: "i" } })
        .account("carl")
        .member("g", "ada", "owner")
        .member("h", "bob", "owner"),
      anOkta().account("ada").account("carl").group("pay").group("crm").member("pay", "carl"),
    ]);
    expect(idsOf(plan)).toEqual([
      "google:account.suspend:carl",
      "okta:account.suspend:carl",
      "okta:membership.remove:pay:carl",
      "okta:membership.add:crm:ada",
    ]);
    expect(plan.guards.map(({ code, system, subject }) => `${code} ${system} ${subject?.id ?? ""}`)).toEqual([
      "guard/order google bob",
      "guard/order google ada",
      "guard/order okta ada",
    ]);
    expect(plan.guards[2]?.message).toContain("okta:membership.add:pay:ada");
    for (const { id, dependsOn } of plan.operations) expect([id, dependsOn]).toEqual([id, []]);
  });

  it("can be swapped where the groups need no owner", () => {
    const swap = world(["bob", "g"], ["ada", "h"]).keepApart("owners", { g: ["google/g"], h: ["google/h"] });
    const plan = planFor(swap, [groups().member("g", "ada", "owner").member("h", "bob", "owner")]);
    expect(guardsOf(plan)).toEqual([]);
    expect(idsOf(plan)).toHaveLength(4);
  });
});

describe("a leaver who is the only owner", () => {
  it("is contained at once, and stays in the group until a successor is added", () => {
    const gone: Partial<User> = { end: at("2026-11-20T00:00:00Z") };
    const world = aModel()
      .entitlement("google/account")
      .entitlement("google/g", { target: { kind: "group", name: "g@acme.example", role: "owner" } })
      .user("ada", gone)
      .user("bob")
      .grant("bob", "google/account")
      .grant("bob", "google/g");
    const live = aGoogle()
      .account("ada")
      .account("bob")
      .group("g@acme.example", { id: "g-g", profile: { name: "g" } });
    expect(idsOf(planFor(world, [live.member("g", "ada", "owner")]))).toEqual([
      "google:account.suspend:ada",
      "google:membership.add:g:bob",
      "google:membership.remove:g:ada",
    ]);
  });
});
