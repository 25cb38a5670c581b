import { describe, expect, it } from "vitest";
import type { AssignableKind } from "../../../src/model/direct-assignment.ts";
import type { AccessModel, Entitlement, Target } from "../../../src/model/documents.ts";
import type { Action } from "../../../src/plan/operation.ts";
import { at, aModel, type ModelBuilder } from "../../support/model.ts";
import { aGoogle, anOkta, type ObservedBuilder } from "../../support/observed.ts";
import { withOverride } from "../../support/overridden.ts";
import { guardsOf, idsOf, planFor } from "../../support/planned.ts";

interface Case {
  readonly kind: AssignableKind;
  readonly system: "okta" | "google";
  readonly target: Target;
  /** The name of the live object. */
  readonly name: string;
  readonly assign: Action;
  readonly unassign: Action;
  readonly live: () => ObservedBuilder;
}

const okta = { system: "okta", live: anOkta } as const;
const google = { system: "google", live: aGoogle } as const;
const adminRole = { kind: "adminRole", assign: "admin-role.assign", unassign: "admin-role.unassign" } as const;
const cases: readonly Case[] = [
  {
    ...okta,
    kind: "app",
    target: { kind: "app", label: "Payroll" },
    name: "Payroll",
    assign: "app.assign",
    unassign: "app.unassign",
  },
  { ...okta, ...adminRole, target: { kind: "adminRole", name: "USER_ADMIN" }, name: "USER_ADMIN" },
  { ...google, ...adminRole, target: { kind: "adminRole", name: "Help Desk" }, name: "Help Desk" },
  {
    ...google,
    kind: "license",
    target: { kind: "license", product: "Google-Apps", sku: "1010020027" },
    name: "Google-Apps/1010020027",
    assign: "license.assign",
    unassign: "license.unassign",
  },
];

/** Ada has an account, and no grant of what the case declares. */
function world({ system, target }: Case, changes: Partial<Entitlement> = {}): ModelBuilder {
  return aModel()
    .entitlement(`${system}/account`)
    .entitlement(`${system}/it`, { target, tier: "high", ...changes })
    .user("ada")
    .grant("ada", `${system}/account`);
}

const granted = (one: Case, changes?: Partial<Entitlement>): ModelBuilder =>
  world(one, changes).grant("ada", `${one.system}/it`);

const present = ({ live, kind, name }: Case): ObservedBuilder => live().account("ada").assignable(kind, name);

/** Lets a plan take administrator roles from up to six accounts of no user. */
const administratorsLifted =
  ({ system }: Case) =>
  (model: AccessModel): AccessModel =>
    withOverride(model, { guard: "administrators", system, count: 6 });

describe.each(cases)("$system $kind", (one) => {
  const { system, kind, name, assign, unassign } = one;

  it("is assigned to a user who is granted it, once", () => {
    const plan = planFor(granted(one), [present(one)]);
    expect(plan.operations).toMatchObject([
      {
        id: `${system}:${assign}:it:ada`,
        user: "ada",
        account: { id: "a-ada", address: "ada@acme.example" },
        entitlement: `${system}/it`,
        resource: { kind, id: `${kind}-${name}`, name },
        before: null,
        after: { profile: kind === "app" ? {} : null },
        tier: "high",
        origin: "change",
        because: [{ kind: "grant", file: `access/grants/${system}/it/ada.yaml` }],
      },
    ]);
    expect(plan.summary).toEqual({ create: 1, update: 0, remove: 0 });
    expect(planFor(granted(one), [present(one).assigned(kind, name, "ada")]).operations).toEqual([]);
  });

  it("is assigned after the account is created", () => {
    const [create, give] = planFor(granted(one), [one.live().assignable(kind, name)]).operations;
    expect(create?.action).toBe("account.create");
    expect(give).toMatchObject({ action: assign, account: { id: null }, dependsOn: [create?.id] });
  });

  it("is taken from a user who is not granted it, with the id of the assignment", () => {
    const plan = planFor(world(one), [present(one).assigned(kind, name, "ada")]);
    expect(plan.operations).toMatchObject([
      {
        id: `${system}:${unassign}:it:ada`,
        before: { assignment: kind === "adminRole" ? "ra-ada" : null },
        after: null,
        origin: "drift",
      },
    ]);
    expect(plan.summary).toEqual({ create: 0, update: 0, remove: 1 });
  });

  it("is taken from a leaver, after the account is contained", () => {
    const left = granted(one).user("ada", { status: "terminated" });
    expect(idsOf(planFor(left, [present(one).assigned(kind, name, "ada")]))).toEqual([
      `${system}:account.suspend:ada`,
      `${system}:${unassign}:it:ada`,
    ]);
  });

  it("is taken at the end of a grant, by schedule", () => {
    const over = world(one).grant("ada", `${system}/it`, { expires: at("2026-11-20T00:00:00Z") });
    const plan = planFor(over, [present(one).assigned(kind, name, "ada")], { base: over });
    expect(plan.operations).toMatchObject([{ action: unassign, origin: "schedule" }]);
  });

  it("is taken from an account of no user where it is authoritative, and counted where it is additive", () => {
    const stranger = (): ObservedBuilder => present(one).account("eve").assigned(kind, name, "eve");
    const plan = planFor(world(one), [stranger()], { with: administratorsLifted(one) });
    expect(plan.operations).toMatchObject([
      { id: `${system}:${unassign}:it:a-eve`, user: null, account: { id: "a-eve", address: "eve@acme.example" } },
    ]);
    const kept = planFor(world(one, { membership: "additive" }), [stranger()]);
    expect([kept.operations, kept.unmanaged[system]?.members]).toEqual([[], 1]);
  });

  it("is not changed for an account whose user is in doubt", () => {
    const doubtful = present(one)
      .account("eve", { address: "eve@acme.example", join: null })
      .assigned(kind, name, "eve");
    const plan = planFor(world(one).user("eve").grant("eve", `${system}/account`), [doubtful]);
    expect([idsOf(plan), guardsOf(plan)]).toEqual([[], ["provider/needs-adoption blocked"]]);
  });

  it("that does not exist, exists twice or was not read is refused for its entitlement alone", () => {
    const both = granted(one).entitlement(`${system}/group`).grant("ada", `${system}/group`);
    const subject = { kind: "entitlement", id: `${system}/it` };
    const live = (): ObservedBuilder => one.live().account("ada").group("group");
    const states = [
      ["provider/missing-target", live()],
      ["provider/ambiguous-target", live().assignable(kind, name).assignable(kind, name, { id: "other" })],
      ["provider/unread", live().assignable(kind, name).withoutHoldersOf(kind, name)],
    ] as const;
    for (const [code, state] of states) {
      const plan = planFor(both, [state]);
      expect(plan.guards).toMatchObject([{ code, blocked: true, subject }]);
      expect(idsOf(plan)).toEqual([`${system}:membership.add:group:ada`]);
    }
  });

  it("is taken from every holder where it is retired, and is not missed", () => {
    const retired = granted(one, { status: "retired" });
    expect(idsOf(planFor(retired, [present(one).assigned(kind, name, "ada")]))).toEqual([
      `${system}:${unassign}:it:ada`,
    ]);
    const gone = planFor(retired, [one.live().account("ada")]);
    expect([gone.operations, gone.guards]).toEqual([[], []]);
  });

  it("is kept in add-only mode, and its removals count for the guards", () => {
    const holders = ["bob", "cid", "dan", "eve", "fay", "gus"];
    const many = holders.reduce((live, id) => live.account(id).assigned(kind, name, id), present(one));
    const kept = planFor(world(one).system(system, { mode: "add-only" }), [many]);
    expect([kept.operations, guardsOf(kept)]).toEqual([[], ["guard/add-only"]]);
    const plan = planFor(world(one), [many], { with: administratorsLifted(one) });
    expect(guardsOf(plan)).toContain("guard/emptied-group blocked");
    expect(plan.guards[0]?.message).toContain(`all 6 assignments of the`);
  });
});

describe("an assignment", () => {
  const [app, role] = cases as readonly [Case, Case];

  it("that a separation-of-duties rule separates from another access waits for its removal, also of another kind", () => {
    const model = world(app)
      .entitlement("okta/approve", { target: role.target })
      .grant("ada", "okta/approve")
      .keepApart("pay", { create: ["okta/it"], approve: ["okta/approve"] });
    const live = present(app).assigned("app", app.name, "ada").assignable("adminRole", role.name);
    const plan = planFor(model, [live]);
    expect(plan.operations).toMatchObject([
      { id: "okta:app.unassign:it:ada" },
      { id: "okta:admin-role.assign:approve:ada", dependsOn: ["okta:app.unassign:it:ada"] },
    ]);
  });

  it("of the last super administrators is not taken below the minimum", () => {
    const admin = { kind: "adminRole", name: "SUPER_ADMIN" } as const;
    const live = (): ObservedBuilder =>
      ["ada", "bob", "cid"].reduce(
        (okta, id) => okta.account(id).assigned("adminRole", "SUPER_ADMIN", id),
        anOkta().assignable("adminRole", "SUPER_ADMIN"),
      );
    const withHolders = (...ids: readonly string[]) => {
      const head = aModel().entitlement("okta/account").entitlement("okta/super", { target: admin });
      for (const id of ["ada", "bob", "cid"]) head.user(id).grant(id, "okta/account");
      for (const id of ids) head.grant(id, "okta/super");
      return guardsOf(planFor(head, [live()]));
    };
    expect(withHolders("ada", "bob")).toEqual([]);
    expect(withHolders("ada")).toEqual(["guard/floor blocked"]);
  });
});

describe.each(cases.filter(({ kind }) => kind === "adminRole"))("an administrator role of $system", (one) => {
  const { system, kind, name, unassign } = one;
  const eve = (): ObservedBuilder => present(one).account("eve").assigned(kind, name, "eve");
  const subject = { kind: "account", id: "a-eve" };

  it("is not taken from an account of no user without an override", () => {
    const plan = planFor(world(one), [eve()]);
    expect(plan.operations).toEqual([]);
    expect(plan.guards).toMatchObject([{ code: "guard/administrators", blocked: true, subject }]);
    expect(plan.guards[0]?.message).toContain("eve@acme.example (a-eve)");
    expect(plan.guards[0]?.remedy).toContain("`count: 1`");
  });

  it("is taken from an account of no user with an override that allows the number", () => {
    const two = (): ObservedBuilder => eve().account("fay").assigned(kind, name, "fay");
    const lifted = (count: number) =>
      planFor(world(one), [two()], {
        with: (model) => withOverride(model, { guard: "administrators", system, count }),
      });
    expect(idsOf(lifted(1))).toEqual([]);
    expect(idsOf(lifted(2))).toEqual([`${system}:${unassign}:it:a-eve`, `${system}:${unassign}:it:a-fay`]);
    expect(lifted(2).guards.filter(({ code }) => code === "guard/administrators")).toMatchObject([
      { blocked: false },
      { blocked: false },
    ]);
  });

  it("is never taken from the account whose credential Rolecall uses", () => {
    const user = planFor(world(one), [present(one).assigned(kind, name, "ada").own("ada")]);
    expect([user.operations, guardsOf(user)]).toEqual([[], ["guard/own-account blocked"]]);
    const stranger = planFor(world(one), [eve().own("eve")], { with: administratorsLifted(one) });
    expect(stranger.operations).toEqual([]);
    expect(stranger.guards).toMatchObject([{ code: "guard/own-account", blocked: true, override: null, subject }]);
  });

  it("is taken from another account than the one whose credential Rolecall uses", () => {
    const plan = planFor(world(one), [present(one).assigned(kind, name, "ada").account("eve").own("eve")]);
    expect(idsOf(plan)).toEqual([`${system}:${unassign}:it:ada`]);
  });

  it("is left out in add-only mode without a guard that blocks", () => {
    const plan = planFor(world(one).system(system, { mode: "add-only" }), [eve().own("eve")]);
    expect([plan.operations, guardsOf(plan)]).toEqual([[], ["guard/add-only"]]);
  });
});

describe("the profile of an app", () => {
  const [app] = cases as readonly [Case];
  const profile: Entitlement["profile"] = new Map<string, { readonly field: string } | { readonly value: string }>([
    ["team", { field: "department" }],
    ["site", { field: "location" }],
    ["role", { value: "reader" }],
  ]);

  it("is set when the app is assigned, without attributes that the user does not have", () => {
    const [operation] = planFor(granted(app, { profile }), [present(app)]).operations;
    expect(operation?.after).toEqual({ profile: { role: "reader", team: "Engineering" } });
  });

  it("is corrected where a managed attribute differs, and only there", () => {
    const live = { team: "Sales", role: "reader", nickname: "A" };
    const plan = planFor(granted(app, { profile }), [present(app).assigned("app", app.name, "ada", { profile: live })]);
    expect(plan.operations).toMatchObject([
      {
        id: "okta:app.update:it:ada",
        before: { team: "Sales" },
        after: { team: "Engineering" },
        patch: [{ op: "replace", path: "/team", value: "Engineering" }],
        origin: "drift",
      },
    ]);
    const base = granted(app, { profile: new Map([...profile, ["team", { value: "Sales" }]]) });
    const changed = planFor(
      granted(app, { profile }),
      [present(app).assigned("app", app.name, "ada", { profile: live })],
      { base },
    );
    expect(changed.operations).toMatchObject([{ action: "app.update", origin: "change" }]);
  });
});

it("counts assignments of a declared role that are not managed", () => {
  const world = aModel()
    .entitlement("google/admin", { target: { kind: "adminRole", name: "Helpers" } })
    .user("ada");
  const live = aGoogle().assignable("adminRole", "Helpers", { otherAssignments: 3 });
  const plan = planFor(world, [live]);
  expect([plan.operations, plan.unmanaged["google"]?.members]).toEqual([[], 3]);
});
