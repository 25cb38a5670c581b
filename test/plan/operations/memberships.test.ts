import { describe, expect, it } from "vitest";
import type { Entitlement, User } from "../../../src/model/documents.ts";
import { aModel } from "../../support/model.ts";
import { aGoogle, anOkta } from "../../support/observed.ts";
import { idsOf, planFor } from "../../support/planned.ts";

const oktaWorld = (changes: Partial<Entitlement> = {}) =>
  aModel().entitlement("okta/account").entitlement("okta/crm", changes).user("ada").grant("ada", "okta/account");

const eng = (role: "member" | "manager" | "owner"): Partial<Entitlement> => ({
  target: { kind: "group", name: "eng@acme.example", role },
  title: "Engineering",
});
const googleWorld = (changes: Partial<User> = {}) =>
  aModel()
    .entitlement("google/account")
    .entitlement("google/eng", eng("member"))
    .entitlement("google/eng-lead", { ...eng("manager"), tier: "high" })
    .entitlement("google/eng-owner", { ...eng("owner"), tier: "critical" })
    .user("ada", changes)
    .grant("ada", "google/account");
const additiveWorld = () => googleWorld().entitlement("google/eng", { ...eng("member"), membership: "additive" });
const engGroup = () => aGoogle().group("eng@acme.example", { id: "g-eng", profile: { name: "Engineering" } });

describe("a membership", () => {
  it("that no file explains is removed as drift, with that reason", () => {
    const plan = planFor(oktaWorld(), [anOkta().account("ada").group("crm").member("crm", "ada")]);
    expect(plan.operations).toMatchObject([
      {
        id: "okta:membership.remove:crm:ada",
        user: "ada",
        account: { id: "a-ada", address: "ada@acme.example" },
        origin: "drift",
        because: [{ kind: "unmanaged", file: null, text: "no file gives okta/crm to ada" }],
      },
    ]);
  });

  it("of an unmatched account is removed where the group is authoritative, and counted where it is additive", () => {
    const live = () => anOkta().account("ada").account("eve", { join: null }).group("crm").member("crm", "eve");
    const strict = planFor(oktaWorld(), [live()]);
    expect(strict.operations).toMatchObject([
      { id: "okta:membership.remove:crm:a-eve", user: null, account: { id: "a-eve", address: "eve@acme.example" } },
    ]);
    expect(strict.unmanaged["okta"]).toEqual({ accounts: 1, groups: 0, members: 0 });
    const lenient = planFor(oktaWorld({ membership: "additive" }), [live()]);
    expect(lenient.operations).toEqual([]);
    expect(lenient.unmanaged["okta"]).toEqual({ accounts: 1, groups: 0, members: 1 });
  });

  it("of a known user is removed from an additive group as well", () => {
    const live = anOkta().account("ada").group("crm").member("crm", "ada");
    expect(idsOf(planFor(oktaWorld({ membership: "additive" }), [live]))).toEqual(["okta:membership.remove:crm:ada"]);
  });

  it("is planned once where a list names it twice", () => {
    const live = anOkta().account("ada").group("crm").member("crm", "ada").member("crm", "ada");
    expect(idsOf(planFor(oktaWorld(), [live]))).toEqual(["okta:membership.remove:crm:ada"]);
  });

  it("through several roles in one Google group is one, with the highest role", () => {
    const world = googleWorld().grant("ada", "google/eng").grant("ada", "google/eng-lead");
    const added = planFor(world, [engGroup().account("ada")]);
    expect(added.operations).toMatchObject([
      { id: "google:membership.add:eng-lead:ada", after: { role: "manager" }, tier: "high" },
    ]);
    const raised = planFor(world, [engGroup().account("ada").member("eng", "ada")]);
    expect(raised.operations).toMatchObject([
      {
        id: "google:membership.update:eng-lead:ada",
        resource: { id: "g-eng" },
        before: { role: "member" },
        after: { role: "manager" },
        origin: "change",
      },
    ]);
    const lowered = planFor(world, [engGroup().account("ada").member("eng", "ada", "owner")]);
    expect(lowered.operations).toMatchObject([
      {
        id: "google:membership.update:eng-lead:ada",
        after: { role: "manager" },
        origin: "drift",
        because: [{ kind: "unmanaged", file: null, line: null, text: "no file gives google/eng-owner to ada" }],
      },
    ]);
    expect(lowered.operations[0]?.because).toHaveLength(1);
  });

  it("of a user with an external address uses the address, without an account", () => {
    const world = googleWorld({
      externalIn: ["google" as never],
      email: "ada@partner.example",
      aliases: ["a@partner.example"],
    });
    world.grant("ada", "google/eng");
    const plan = planFor(world, [engGroup()]);
    expect(plan.operations).toMatchObject([
      { id: "google:membership.add:eng:ada", account: { id: null, address: "ada@partner.example" }, dependsOn: [] },
    ]);
    expect(planFor(world, [engGroup().outsider("eng", "Ada@Partner.example")]).operations).toEqual([]);
    expect(planFor(world, [engGroup().outsider("eng", "a@partner.example")]).operations).toEqual([]);
    const twice = engGroup().account("ada").member("eng", "ada").outsider("eng", "ada@partner.example");
    expect(planFor(world, [twice]).operations).toMatchObject([
      { action: "membership.remove", user: null, account: { id: "a-ada" } },
    ]);
  });

  it.each(["adalove@gmail.com", "Ada.Love@Gmail.com", "a.dalove@googlemail.com"])(
    "of an external mailbox that Google spells %s is neither added nor removed",
    (live) => {
      const world = googleWorld({ externalIn: ["google" as never], email: "ada.love@gmail.com" });
      expect(planFor(world, [engGroup().outsider("eng", live)]).operations).toMatchObject([
        { action: "membership.remove", user: "ada", account: { id: null, address: live } },
      ]);
      world.grant("ada", "google/eng");
      expect(planFor(world, [engGroup().outsider("eng", live)]).operations).toEqual([]);
    },
  );

  it("of a nested group that is listed by an alias is not changed in an additive group", () => {
    const live = engGroup()
      .account("ada")
      .group("all@acme.example", { aliases: ["everyone@acme.example"] })
      .outsider("eng", "everyone@acme.example");
    expect(planFor(additiveWorld(), [live]).operations).toEqual([]);
  });

  it("of an external member without a file is removed by address", () => {
    const plan = planFor(googleWorld(), [engGroup().account("ada").outsider("eng", "Eve@else.example")]);
    expect(plan.operations).toMatchObject([
      {
        id: "google:membership.remove:eng:eve@else.example",
        user: null,
        account: { id: null, address: "Eve@else.example" },
      },
    ]);
  });

  it("of a user whose account is unclear is not changed, also by address", () => {
    const live = engGroup().account("ada", { join: null }).outsider("eng", "ada@acme.example");
    const plan = planFor(googleWorld(), [live]);
    expect(plan.operations).toEqual([]);
    expect(plan.guards).toMatchObject([{ code: "provider/needs-adoption" }]);
  });

  it("is not given by an eligible grant", () => {
    const world = oktaWorld().grant("ada", "okta/crm", { eligible: true });
    expect(idsOf(planFor(world, [anOkta().account("ada").group("crm")]))).toEqual([]);
  });

  it("of an undeclared nested group is counted and not changed in an additive group", () => {
    const live = engGroup().account("ada").group("all@acme.example").outsider("eng", "all@acme.example");
    const plan = planFor(additiveWorld(), [live]);
    expect(plan.operations).toEqual([]);
    expect(plan.unmanaged["google"]?.members).toBe(1);
  });

  it("is not added for a member of a nested group, who is not a direct member", () => {
    const world = googleWorld()
      .entitlement("google/backend", { target: { kind: "group", name: "backend@acme.example", role: "member" } })
      .entitlement("google/eng", { ...eng("member"), nests: ["google/backend" as never] })
      .grant("ada", "google/backend");
    const plan = planFor(world, [
      engGroup()
        .account("ada")
        .group("backend@acme.example", { profile: { name: "backend" } })
        .outsider("eng", "backend@acme.example"),
    ]);
    expect(idsOf(plan)).toEqual(["google:membership.add:backend:ada"]);
  });

  it("is not added for a user who has no account and gets none", () => {
    const world = aModel().entitlement("okta/account").entitlement("okta/crm").user("ada").grant("ada", "okta/crm");
    expect(idsOf(planFor(world, [anOkta().group("crm")]))).toEqual([]);
  });

  it("of tier high or critical is withheld on leave; the rest is kept", () => {
    const world = aModel()
      .entitlement("okta/account")
      .entitlement("okta/crm")
      .entitlement("okta/prod", { tier: "critical" })
      .user("ada", { status: "on-leave" })
      .grant("ada", "okta/account")
      .grant("ada", "okta/crm")
      .grant("ada", "okta/prod");
    const live = anOkta().account("ada", { state: "suspended" }).group("crm").member("crm", "ada").group("prod");
    const plan = planFor(world, [live.member("prod", "ada")]);
    expect(plan.operations).toMatchObject([
      {
        id: "okta:membership.remove:prod:ada",
        because: [
          {
            kind: "user",
            file: "access/users/ada.yaml",
            text: "ada (ada) is on leave: access of tier critical is withheld",
          },
        ],
      },
    ]);
  });
});

describe("a group", () => {
  it("is described by the entitlement with the lowest role", () => {
    const world = googleWorld().entitlement("google/eng", { ...eng("member"), description: "All of engineering" });
    const created = planFor(world, [aGoogle().account("ada")]);
    expect(created.operations).toMatchObject([
      {
        id: "google:group.create:eng",
        resource: { kind: "group", id: null, name: "eng@acme.example" },
        after: { name: "eng@acme.example", profile: { name: "Engineering", description: "All of engineering" } },
      },
    ]);
    const corrected = planFor(world, [engGroup().account("ada")]);
    expect(corrected.operations).toMatchObject([
      {
        id: "google:group.update:eng",
        before: { description: null },
        after: { description: "All of engineering" },
        patch: [{ op: "add", path: "/description", value: "All of engineering" }],
      },
    ]);
  });

  it("gets a new address and a new title by two writes, because Google calls both `name`", () => {
    const world = googleWorld().entitlement("google/eng", { ...eng("member"), previously: ["dev@acme.example"] });
    const live = aGoogle()
      .account("ada")
      .group("dev@acme.example", { id: "g-eng", profile: { name: "Developers" } });
    expect(planFor(world, [live]).operations).toMatchObject([
      { id: "google:group.update:eng", after: { name: "eng@acme.example" }, dependsOn: [] },
      {
        id: "google:group.update:eng:profile",
        after: { name: "Engineering" },
        dependsOn: ["google:group.update:eng"],
      },
    ]);
  });
});
