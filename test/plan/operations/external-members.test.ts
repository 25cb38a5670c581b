import { describe, expect, it } from "vitest";
import type { Entitlement, ExternalMember, GroupRole } from "../../../src/model/documents.ts";
import { aModel, at, type ModelBuilder, userId } from "../../support/model.ts";
import { aGoogle, type ObservedBuilder } from "../../support/observed.ts";
import { guardsOf, idsOf, planFor } from "../../support/planned.ts";

const list = "list@acme.example";
const target = (role: GroupRole): Partial<Entitlement> => ({
  target: { kind: "group", name: list, role },
  title: list,
});
const vendor: ExternalMember = {
  address: "Alerts@vendor.example",
  sponsor: userId("ada"),
  reason: "Incident reports",
  expires: at("2027-06-30T00:00:00Z"),
};
const world = (externalMembers: readonly ExternalMember[] = [vendor], changes: Partial<Entitlement> = {}) =>
  aModel()
    .entitlement("google/account")
    .entitlement("google/list", { ...target("member"), externalMembers, ...changes })
    .user("ada")
    .grant("ada", "google/account");
const live = (): ObservedBuilder =>
  aGoogle()
    .account("ada")
    .group("list", { name: list, profile: { name: list } });
const listed = (address = "alerts@vendor.example", role: GroupRole = "member") =>
  live().outsider("list", address, role);
const owners = (model: ModelBuilder): ModelBuilder => model.entitlement("google/list-owner", target("owner"));
const remove = "google:membership.remove:list:alerts@vendor.example";
const add = "google:membership.add:list:alerts@vendor.example";
const after = at("2027-07-01T00:00:00Z");

describe("an external member", () => {
  it("is added by its address, with its sponsor and end as the reason", () => {
    const plan = planFor(world(), [live()]);
    expect(plan.operations).toMatchObject([
      {
        id: add,
        user: null,
        account: { id: null, address: "Alerts@vendor.example" },
        entitlement: "google/list",
        resource: { id: "g-list" },
        after: { role: "member" },
        origin: "change",
        because: [
          {
            kind: "entitlement",
            file: "access/entitlements/google/list.yaml",
            text: "it is an external member until 2027-06-30T00:00:00Z of google/list (sponsor ada)",
          },
        ],
      },
    ]);
  });

  it("waits for a group that the plan creates", () => {
    const [create, join] = planFor(world(), [aGoogle().account("ada")]).operations;
    expect([create?.action, join?.id, join?.dependsOn]).toEqual(["group.create", add, [create?.id]]);
  });

  it("is kept in any letter case, and a consumer mailbox in any spelling", () => {
    expect(idsOf(planFor(world(), [listed()]))).toEqual([]);
    const gmail = [{ ...vendor, address: "alerts.vendor@gmail.com" }];
    expect(idsOf(planFor(world(gmail), [listed("AlertsVendor@googlemail.com")]))).toEqual([]);
  });

  it("without its entry is removed from an authoritative group, and reported in an additive one", () => {
    const stranger = "google:membership.remove:list:alerts@vendor.example";
    expect(idsOf(planFor(world([]), [listed()]))).toEqual([stranger]);
    const additive = planFor(world([], { membership: "additive" }), [listed()]);
    expect([idsOf(additive), additive.unmanaged["google"]?.members]).toEqual([[], 1]);
  });

  it.each(["authoritative", "additive"] as const)(
    "is removed at its end from an %s group, as scheduled",
    (membership) => {
      const before = planFor(world([vendor], { membership }), [listed()], { at: vendor.expires - 1 });
      expect(idsOf(before)).toEqual([]);
      const ended = planFor(world([vendor], { membership }), [listed()], { at: vendor.expires });
      expect(ended.operations).toMatchObject([{ id: remove, user: null, origin: "schedule" }]);
      expect(idsOf(planFor(world([vendor], { membership }), [live()], { at: after }))).toEqual([]);
    },
  );

  it("is removed by the change that removes its entry, also from an additive group", () => {
    const additive = { membership: "additive" } as const;
    const plan = planFor(world([], additive), [listed()], { base: world([vendor], additive) });
    expect(plan.operations).toMatchObject([{ id: remove, origin: "change" }]);
    expect(plan.operations[0]?.because).toMatchObject([
      { text: "it is no longer an external member of google/list (sponsor ada)" },
    ]);
  });

  it("is removed where its entitlement is retired", () => {
    const plan = planFor(world([vendor], { status: "retired" }), [listed()]);
    expect(idsOf(plan)).toEqual([remove]);
  });

  it("that a hand removed is drift, and one that a change adds is not", () => {
    expect(planFor(world(), [live()], { base: world() }).operations).toMatchObject([{ id: add, origin: "drift" }]);
    expect(planFor(world(), [live()], { base: world([]) }).operations).toMatchObject([{ id: add, origin: "change" }]);
  });

  it("has the role member where the files declare its live role, and keeps a role that no file declares", () => {
    const owner = listed("alerts@vendor.example", "owner");
    expect(planFor(owners(world()), [owner]).operations).toMatchObject([
      {
        id: "google:membership.update:list:alerts@vendor.example",
        user: null,
        before: { role: "owner" },
        after: { role: "member" },
        origin: "drift",
      },
    ]);
    const kept = planFor(world(), [owner]);
    expect([idsOf(kept), guardsOf(kept)]).toEqual([[], ["provider/undeclared-role"]]);
    expect(idsOf(planFor(world(), [owner], { at: after }))).toEqual([remove]);
  });

  it.each([
    ["account", () => live().account("box", { address: "alerts@vendor.example", join: null })],
    ["group", () => live().group("alerts", { name: "alerts@vendor.example" })],
    ["group", () => live().group("alerts", { name: "a@acme.example", aliases: ["alerts@vendor.example"] })],
  ])("whose address leads to a live %s is not added, and the run reports it", (kind, observed) => {
    const plan = planFor(world(), [observed()]);
    expect([idsOf(plan), guardsOf(plan)]).toEqual([[], ["provider/address-in-use blocked"]]);
    expect(plan.guards[0]?.message).toContain(`"Alerts@vendor.example" of google/list is an address of the ${kind} `);
  });
});
