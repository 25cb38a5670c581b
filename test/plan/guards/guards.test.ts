import { withoutObserveOnly } from "../../../src/plan/observe-only.ts";
import { describe, expect, it } from "vitest";
import type {
  AccessModel,
  Entitlement,
  GuardLimits,
  Override,
  System,
  SystemId,
} from "../../../src/model/documents.ts";
import { countContained } from "../../../src/plan/guards/guard.ts";
import type { Action } from "../../../src/plan/operation.ts";
import { plainDraft } from "../../../src/plan/operations/draft.ts";
import { aModel, at, defaultGuards, type ModelBuilder, now, userId } from "../../support/model.ts";
import { aGoogle, anOkta, type ObservedBuilder } from "../../support/observed.ts";
import { anOperation } from "../../support/operation.ts";
import { guardsOf, idsOf, planFor } from "../../support/planned.ts";

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, position) => `u${position}`);

function withSystem(world: ModelBuilder, id: string, changes: Partial<System>): ModelBuilder {
  const known = world.build().systems.get(id as SystemId);
  if (known === undefined) throw new Error(`no system ${id}`);
  return world.system(id, { ...known, ...changes });
}
const limits = (changes: Partial<GuardLimits>): Partial<System> => ({ guards: { ...defaultGuards, ...changes } });

/** Users with an account, and a group that has some of them as members without a grant. */
function crowd(present: number, extra: number): { readonly world: ModelBuilder; readonly live: ObservedBuilder } {
  const world = aModel().entitlement("okta/account").entitlement("okta/crm").entitlement("okta/all");
  const live = anOkta().group("crm").group("all");
  for (const [position, id] of names(present).entries()) {
    world.user(id).grant(id, "okta/account").grant(id, "okta/all");
    live.account(id).member("all", id);
    if (position < extra) live.member("crm", id);
  }
  // One declared member, so that the group is not emptied.
  world.grant(`u${present - 1}`, "okta/crm");
  live.member("crm", `u${present - 1}`);
  return { world, live };
}

const override =
  (changes: Partial<Override> = {}) =>
  (model: AccessModel): AccessModel => ({
    ...model,
    overrides: [
      {
        source: { file: "access/overrides/removals/reorg.yaml", line: 1 },
        guard: "removals",
        system: "okta" as SystemId,
        count: 3,
        reason: "Reorganization",
        expires: now + 1,
        ...changes,
      },
    ],
  });

describe("guard/removals", () => {
  it("accepts as many removals as the limit, and refuses one more with number, limit, file and remedy", () => {
    const { world, live } = crowd(40, 3);
    const limited = (count: number) =>
      withSystem(world, "okta", limits({ removals: { count, share: 1, floor: 10, allowance: 0 } }));
    expect(guardsOf(planFor(limited(3), [live]))).toEqual([]);
    expect(planFor(limited(2), [live]).guards).toEqual([
      {
        code: "guard/removals",
        system: "okta",
        blocked: true,
        message:
          "The plan would remove 3 memberships in okta; the limit is 2 (guards.removals, access/systems/okta.yaml).",
        remedy:
          "Split the change, or check why there are so many removals. If all changes are intended, add access/overrides/removals/<id>.yaml with `system: okta` and `count: 3`; root owners must approve it.",
        override: null,
      },
    ]);
  });

  it("counts a lower role in a group as well", () => {
    const group = (role: "member" | "owner"): Partial<Entitlement> => ({
      target: { kind: "group", name: "eng@acme.example", role },
    });
    const until = (end: string | null) => {
      const world = aModel()
        .entitlement("google/account")
        .entitlement("google/eng", group("member"))
        .entitlement("google/eng-own", group("owner"));
      const live = aGoogle().group("eng@acme.example", { id: "g-eng", profile: { name: "eng" } });
      for (const id of names(3)) {
        world.user(id).grant(id, "google/account").grant(id, "google/eng");
        if (end !== null) world.grant(id, "google/eng-own", { expires: at(end) });
        live.account(id).member("eng", id, "owner");
      }
      const guards = limits({ removals: { count: 2, share: 1, floor: 10, allowance: 0 }, scheduled: { count: 2 } });
      return planFor(withSystem(world, "google", guards), [live]).guards;
    };
    expect(until(null)).toMatchObject([
      { code: "guard/removals", message: expect.stringContaining("3 memberships (3 by a lower role) in google") },
    ]);
    expect(until("2026-11-21T08:00:00Z")).toMatchObject([{ code: "guard/scheduled", blocked: true }]);
  });

  it("limits the share from the floor on, and only the number below it", () => {
    const { world, live } = crowd(16, 3); // 20 memberships, 3 removals: 15 %
    const limited = (share: number, floor: number) =>
      withSystem(world, "okta", limits({ removals: { count: 25, share, floor, allowance: 0 } }));
    expect(guardsOf(planFor(limited(0.15, 20), [live]))).toEqual([]);
    expect(planFor(limited(0.14, 20), [live]).guards).toMatchObject([
      {
        code: "guard/removals",
        blocked: true,
        message: expect.stringContaining("of 20 present; the limit is 14 %"),
      },
    ]);
    expect(guardsOf(planFor(limited(0.14, 21), [live]))).toEqual([]);
  });

  it("allows a mover and a retired entitlement in a company of 12, and refuses more than the allowance", () => {
    const world = () => {
      const company = aModel().entitlement("okta/account");
      const live = anOkta();
      for (const id of names(12)) company.user(id).grant(id, "okta/account");
      for (const group of ["a", "b", "c"]) {
        company.entitlement(`okta/${group}`);
        live.group(group, { profile: { name: group } });
        for (const id of names(12)) live.member(group, id);
      }
      for (const id of names(12)) live.account(id);
      return { company, live };
    };
    const without = (groups: readonly string[], movers: readonly string[] = [], isRetired = true) => {
      const { company, live } = world();
      for (const group of isRetired ? groups : []) company.entitlement(`okta/${group}`, { status: "retired" });
      for (const group of ["a", "b", "c"].filter((one) => !groups.includes(one)))
        for (const id of names(12)) if (!movers.includes(id)) company.grant(id, `okta/${group}`);
      return guardsOf(planFor(company, [live]));
    };
    expect(without([], names(3))).toEqual([]);
    expect(without(["a"], names(3))).toEqual([]);
    expect(without([], names(4))).toEqual(["guard/removals blocked"]);
    expect(without(["a", "b", "c"])).toEqual(["guard/removals blocked"]);
    expect(without(["a"], [], false)).toEqual(["guard/emptied-group blocked", "guard/removals blocked"]);
  });

  it("leaves ends from the files to guard/scheduled", () => {
    const { world, live } = crowd(20, 3);
    for (const id of names(3)) world.grant(id, "okta/crm", { expires: at("2026-11-21T08:00:00Z") });
    const limited = withSystem(
      world,
      "okta",
      limits({ removals: { count: 1, share: 0, floor: 0, allowance: 0 }, scheduled: { count: 2 } }),
    );
    expect(planFor(limited, [live], { base: limited }).guards).toMatchObject([
      { code: "guard/scheduled", blocked: true, message: expect.stringContaining("3 ends") },
    ]);
    const roomy = withSystem(
      world,
      "okta",
      limits({ removals: { count: 1, share: 0, floor: 0, allowance: 0 }, scheduled: { count: 3 } }),
    );
    expect(guardsOf(planFor(roomy, [live], { base: roomy }))).toEqual([]);
  });
});

describe("an override", () => {
  const { world, live } = crowd(40, 3);
  const limited = withSystem(world, "okta", limits({ removals: { count: 2, share: 1, floor: 10, allowance: 0 } }));
  const verdict = (changes: Partial<Override>) => planFor(limited, [live], { with: override(changes) }).guards;

  it("lifts a guard and is named", () => {
    expect(verdict({})).toMatchObject([
      { code: "guard/removals", blocked: false, override: "access/overrides/removals/reorg.yaml" },
    ]);
  });

  it.each<[string, Partial<Override>]>([
    ["is too small", { count: 2 }],
    ["has expired", { expires: now }],
    ["is for another system", { system: "google" as SystemId }],
    ["is for another guard", { guard: "accounts" }],
  ])("lifts nothing where it %s", (_, changes) => {
    expect(verdict(changes)).toMatchObject([{ blocked: true, override: null }]);
  });
});

describe("guard/accounts", () => {
  it("limits suspensions and deactivations without a decided end", () => {
    const world = aModel().entitlement("okta/account");
    const live = anOkta();
    for (const id of names(3)) {
      world.user(id);
      live.account(id);
    }
    const limited = (count: number) => withSystem(world, "okta", limits({ accounts: { count } }));
    expect(guardsOf(planFor(limited(3), [live]))).toEqual([]);
    expect(planFor(limited(2), [live]).guards).toMatchObject([
      { code: "guard/accounts", blocked: true, message: expect.stringContaining("3 accounts in okta; the limit is 2") },
    ]);
  });

  it("leaves leavers with a passed end to guard/scheduled", () => {
    const world = aModel().entitlement("okta/account");
    const live = anOkta();
    for (const id of names(3)) {
      world.user(id, { end: at("2026-11-21T00:00:00Z") });
      live.account(id);
    }
    const limited = withSystem(world, "okta", limits({ accounts: { count: 0 }, scheduled: { count: 2 } }));
    expect(guardsOf(planFor(limited, [live], { base: limited }))).toEqual(["guard/scheduled blocked"]);
  });
});

describe("the number of blocked accounts", () => {
  const on = (action: Action, id: string) =>
    plainDraft(anOperation(action, { resource: { kind: "account", id, name: `${id}@acme.example` } }));

  it("counts an account once, also with several operations, and no other operation", () => {
    const drafts = [on("account.suspend", "a"), on("account.deactivate", "a"), on("account.suspend", "b")];
    expect(countContained(drafts)).toBe(2);
    expect(countContained([on("account.unsuspend", "a"), plainDraft(anOperation("membership.remove"))])).toBe(0);
  });
});

describe("guard/protected", () => {
  const protecting = (model: AccessModel): AccessModel => ({
    ...model,
    organization: { ...model.organization, protected: [userId("glass")] },
  });
  const world = () =>
    aModel().entitlement("okta/account").entitlement("okta/crm").user("glass").grant("glass", "okta/account");

  it("refuses any operation on a protected user, and no override lifts it", () => {
    const live = anOkta().account("glass").group("crm").member("crm", "glass");
    const plan = planFor(world(), [live], {
      with: (model) => override({ guard: "protected", count: 99 })(protecting(model)),
    });
    expect(plan.guards).toMatchObject([
      { code: "guard/protected", blocked: true, message: expect.stringContaining("okta:membership.remove:crm:glass") },
    ]);
  });

  it("counts an account with the user's address and without a number as the user's", () => {
    const live = anOkta().account("glass", { join: null, state: "suspended" }).group("crm").member("crm", "glass");
    const gone = world().user("glass", { status: "terminated" });
    expect(guardsOf(planFor(gone, [live], { with: protecting }))).toEqual(["guard/protected blocked"]);
  });

  it("accepts a plan that does not change a protected user", () => {
    expect(guardsOf(planFor(world(), [anOkta().account("glass").group("crm")], { with: protecting }))).toEqual([]);
  });
});

describe("guard/floor", () => {
  const owned: Partial<Entitlement> = { target: { kind: "group", name: "g@acme.example", role: "owner" } };
  const world = (groupOwners: number) => {
    const built = aModel().entitlement("google/account").entitlement("google/g", owned);
    for (const id of ["ada", "bob", "eve"]) built.user(id).grant(id, "google/account");
    return withSystem(built, "google", limits({ floors: { superAdmins: 2, groupOwners } }));
  };
  const live = (...owners: readonly string[]) => {
    const group = aGoogle().account("ada").account("bob").account("eve");
    group.group("g@acme.example", { id: "g-g", profile: { name: "g" } });
    for (const id of owners) group.member("g", id, "owner");
    return group;
  };

  it("refuses to remove the last owner", () => {
    expect(guardsOf(planFor(world(1), [live("ada")]))).toEqual(["guard/floor blocked"]);
    expect(guardsOf(planFor(world(0), [live("ada")]))).toEqual([]);
  });

  it("accepts the removal where a successor is added, and where enough owners stay", () => {
    expect(guardsOf(planFor(world(1).grant("bob", "google/g"), [live("ada")]))).toEqual([]);
    expect(guardsOf(planFor(world(1).grant("bob", "google/g"), [live("ada", "bob")]))).toEqual([]);
    expect(guardsOf(planFor(world(2).grant("bob", "google/g"), [live("ada", "bob")]))).toEqual(["guard/floor blocked"]);
  });

  it("accepts a group below the floor that loses no owner", () => {
    expect(guardsOf(planFor(world(2).grant("ada", "google/g"), [live("ada")]))).toEqual([]);
  });
});

describe("guard/emptied-group", () => {
  const world = (changes: Partial<Entitlement> = {}) => {
    const built = aModel().entitlement("okta/account").entitlement("okta/crm", changes);
    for (const id of ["ada", "bob", "eve"]) built.user(id).grant(id, "okta/account");
    return built;
  };
  const live = (...members: readonly string[]) => {
    const okta = anOkta().account("ada").account("bob").account("eve").group("crm");
    for (const id of members) okta.member("crm", id);
    return okta;
  };

  it("refuses to remove every member of a group of two or more", () => {
    expect(planFor(world(), [live("ada", "bob")]).guards).toMatchObject([
      {
        code: "guard/emptied-group",
        blocked: true,
        message: expect.stringContaining('all 2 members from the group "crm"'),
      },
    ]);
  });

  it("accepts a single member, a member who stays, and a new member", () => {
    expect(guardsOf(planFor(world(), [live("ada")]))).toEqual([]);
    expect(guardsOf(planFor(world().grant("bob", "okta/crm"), [live("ada", "bob")]))).toEqual([]);
    expect(guardsOf(planFor(world().grant("eve", "okta/crm"), [live("ada", "bob")]))).toEqual([]);
  });

  it("is lifted by retiring the entitlement, and by an override", () => {
    expect(guardsOf(planFor(world({ status: "retired" }), [live("ada", "bob")]))).toEqual([]);
    const lifted = planFor(world(), [live("ada", "bob")], { with: override({ guard: "emptied-group", count: 2 }) });
    expect(lifted.guards).toMatchObject([{ blocked: false, override: "access/overrides/removals/reorg.yaml" }]);
  });

  it("accepts grants that end together", () => {
    const expires = at("2026-11-21T08:00:00Z");
    const ending = world().grant("ada", "okta/crm", { expires }).grant("bob", "okta/crm", { expires });
    expect(guardsOf(planFor(ending, [live("ada", "bob")], { base: ending }))).toEqual([]);
  });
});

describe("a system", () => {
  const world = (mode: System["mode"]) => {
    const built = aModel().entitlement("okta/account").entitlement("okta/crm").entitlement("okta/pay");
    for (const id of ["ada", "bob"]) built.user(id).grant(id, "okta/account");
    return withSystem(built.user("gone", { status: "terminated" }).grant("ada", "okta/pay"), "okta", { mode });
  };
  const live = () => anOkta().account("ada").account("bob").group("crm").member("crm", "ada").group("pay");

  it("in observe mode reports the operations and applies none", () => {
    const plan = planFor(world("observe"), [live()]);
    expect(idsOf(plan)).toEqual(["okta:membership.add:pay:ada", "okta:membership.remove:crm:ada"]);
    expect(plan.guards).toMatchObject([{ code: "guard/observe-only", blocked: false }]);
    expect(withoutObserveOnly(plan)).toMatchObject({ operations: [], guards: [], summary: { create: 0, remove: 0 } });
  });

  it("in observe mode does not affect other systems, except operations that wait for its removals", () => {
    const built = aModel().entitlement("okta/account").entitlement("google/account").entitlement("google/pay");
    built.entitlement("okta/create").user("ada").grant("ada", "okta/account").grant("ada", "google/account");
    built.user("bob").grant("bob", "okta/account").grant("bob", "google/account");
    built.grant("ada", "google/pay").grant("bob", "google/pay");
    built.keepApart("four-eyes", { create: ["okta/create"], pay: ["google/pay"] });
    const google = aGoogle().account("ada").account("bob").group("pay");
    const okta = anOkta().account("ada").account("bob").group("create").member("create", "ada");
    const plan = planFor(withSystem(built, "okta", { mode: "observe" }), [google, okta]);
    expect(idsOf(plan)).toEqual([
      "google:membership.add:pay:bob",
      "okta:membership.remove:create:ada",
      "google:membership.add:pay:ada",
    ]);
    expect(idsOf(withoutObserveOnly(plan))).toEqual(["google:membership.add:pay:bob"]);
  });

  it("in add-only mode omits removals, reports them, and still contains leavers", () => {
    const plan = planFor(world("add-only"), [live().account("gone").member("crm", "gone")]);
    expect(idsOf(plan)).toEqual(["okta:account.suspend:gone", "okta:membership.add:pay:ada"]);
    expect(plan.guards).toMatchObject([
      {
        code: "guard/add-only",
        blocked: false,
        message:
          "okta is in add-only mode and leaves out 2 operations. Removes access: okta:membership.remove:crm:ada, okta:membership.remove:crm:gone.",
      },
    ]);
  });

  it("in add-only mode does not add access that conflicts with access that it keeps", () => {
    const apart = world("add-only").keepApart("payments", { pay: ["okta/pay"], crm: ["okta/crm"] });
    const plan = planFor(apart, [live()]);
    expect(idsOf(plan)).toEqual([]);
    expect(plan.guards).toMatchObject([
      {
        code: "guard/add-only",
        message:
          "okta is in add-only mode and leaves out 2 operations. Removes access: okta:membership.remove:crm:ada. Would conflict with access that stays, by a separation-of-duties rule: okta:membership.add:pay:ada.",
      },
    ]);
  });

  it("in add-only mode names the reason of each operation that it leaves out", () => {
    const built = aModel().entitlement("okta/account").user("ada", { status: "on-leave" }).grant("ada", "okta/account");
    const plan = planFor(withSystem(built, "okta", { mode: "add-only" }), [anOkta().account("ada")]);
    expect(idsOf(plan)).toEqual([]);
    expect(plan.guards).toMatchObject([
      {
        message:
          "okta is in add-only mode and leaves out 1 operation. Keeps out a user who has not left: okta:account.suspend:ada.",
      },
    ]);
  });

  it("in add-only mode suspends a leaver whose account is due to be deactivated", () => {
    const built = aModel().entitlement("okta/account").user("ada", { status: "terminated" });
    const account = built.build().systems.get("okta" as SystemId)?.account ?? null;
    const changes: Partial<System> = {
      account:
        account === null
          ? null
          : { ...account, onTerminate: { now: "deactivate", deactivateAfter: null, transferDataTo: null } },
    };
    const live = () => [anOkta().account("ada")];
    expect(idsOf(planFor(withSystem(built, "okta", changes), live()))).toEqual(["okta:account.deactivate:ada"]);
    expect(idsOf(planFor(withSystem(built, "okta", { ...changes, mode: "add-only" }), live()))).toEqual([
      "okta:account.suspend:ada",
    ]);
  });

  it("in add-only mode suspends only leavers", () => {
    const built = withSystem(aModel().entitlement("okta/account").user("ada"), "okta", { mode: "add-only" });
    expect(idsOf(planFor(built, [anOkta().account("ada")]))).toEqual([]);
  });
});
