import { describe, expect, it } from "vitest";
import type { Entitlement } from "../../../src/model/documents.ts";
import { aModel, type ModelBuilder, ref } from "../../support/model.ts";
import { aGoogle, type ObservedBuilder } from "../../support/observed.ts";
import { guardsOf, idsOf, planFor } from "../../support/planned.ts";

const group = (name: string): Partial<Entitlement> => ({
  target: { kind: "group", name: `${name}@acme.example`, role: "member" },
  title: name,
});
const nests: Partial<Entitlement> = { nests: [ref("google/staff")] };

/** Ada is in the staff group. */
const world = (changes: Partial<Entitlement> = nests): ModelBuilder =>
  aModel()
    .entitlement("google/account")
    .entitlement("google/staff", group("staff"))
    .entitlement("google/pay", { ...group("pay"), ...changes })
    .user("ada")
    .grant("ada", "google/account")
    .grant("ada", "google/staff");
const withGroup = (live: ObservedBuilder, name: string): ObservedBuilder =>
  live.group(name, { name: `${name}@acme.example`, profile: { name } });
const live = (): ObservedBuilder =>
  withGroup(withGroup(aGoogle().account("ada"), "staff"), "pay").member("staff", "ada");
const nested = (): ObservedBuilder => live().outsider("pay", "staff@acme.example");

describe("a group in nests", () => {
  it("becomes a member once, with the file as reason", () => {
    expect(planFor(world(), [live()]).operations).toMatchObject([
      {
        id: "google:membership.add:pay:staff@acme.example",
        user: null,
        account: { id: null, address: "staff@acme.example" },
        after: { role: "member" },
        origin: "change",
        because: [{ kind: "entitlement", file: "access/entitlements/google/pay.yaml" }],
        dependsOn: [],
      },
    ]);
    expect(planFor(world(), [nested()]).operations).toEqual([]);
  });

  it("is drift where the base nested it too", () => {
    const plan = planFor(world(), [live()], { base: world() });
    expect(plan.operations).toMatchObject([{ action: "membership.add", origin: "drift" }]);
  });

  it("is created before it becomes a member, and so is the outer group", () => {
    const plan = planFor(world(), [aGoogle().account("ada")]);
    const add = plan.operations.find(({ id }) => id === "google:membership.add:pay:staff@acme.example");
    expect(add?.dependsOn).toEqual(["google:group.create:pay", "google:group.create:staff"]);
  });

  it("is removed by the change that removes it from the file, also from an additive group", () => {
    for (const membership of ["authoritative", "additive"] as const) {
      const plan = planFor(world({ nests: [], membership }), [nested()], { base: world({ ...nests, membership }) });
      expect(plan.operations).toMatchObject([
        { id: "google:membership.remove:pay:staff@acme.example", user: null, origin: "change" },
      ]);
      expect(plan.guards).toEqual([]);
    }
  });

  it("is removed from a retired group", () => {
    const plan = planFor(world({ ...nests, status: "retired", membership: "additive" }), [nested()]);
    expect(plan.operations).toMatchObject([
      { id: "google:membership.remove:pay:staff@acme.example", because: [{ text: "google/pay is retired" }] },
    ]);
  });

  it("waits while its own group is held back", () => {
    const twice = live().group("other", { name: "staff@acme.example", profile: { name: "staff" } });
    const plan = planFor(world(), [twice]);
    expect([idsOf(plan), guardsOf(plan)]).toEqual([[], ["provider/ambiguous-group blocked"]]);
  });

  it("becomes a member after a holder lost what a rule separates from the access", () => {
    const apart = world()
      .entitlement("google/audit", group("audit"))
      .keepApart("duties", { pay: ["google/pay"], audit: ["google/audit"] });
    const plan = planFor(apart, [withGroup(live(), "audit").member("audit", "ada")]);
    expect(plan.operations).toMatchObject([
      { id: "google:membership.remove:audit:ada" },
      {
        id: "google:membership.add:pay:staff@acme.example",
        dependsOn: ["google:membership.remove:audit:ada"],
      },
    ]);
  });

  it("waits where a rule links the access to a holder who is held back", () => {
    const apart = world()
      .entitlement("google/audit", group("audit"))
      .keepApart("duties", { pay: ["google/pay"], audit: ["google/audit"] });
    const doubtful = withGroup(withGroup(withGroup(aGoogle().account("ada", { join: null }), "staff"), "pay"), "audit");
    const plan = planFor(apart, [doubtful]);
    expect(idsOf(plan)).toEqual([]);
    expect(plan.guards).toMatchObject([
      { code: "provider/linked-hold", subject: { kind: "group", id: "google/pay" } },
      { code: "provider/needs-adoption" },
    ]);
  });
});
