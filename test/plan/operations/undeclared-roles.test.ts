import { describe, expect, it } from "vitest";
import { aModel, type ModelBuilder } from "../../support/model.ts";
import { aGoogle, type ObservedBuilder } from "../../support/observed.ts";
import { guardsOf, idsOf, planFor } from "../../support/planned.ts";

const target = (role: "member" | "manager" | "owner") => ({
  target: { kind: "group" as const, name: "list@acme.example", role },
  title: "list",
});
const world = (changes = {}): ModelBuilder =>
  aModel()
    .entitlement("google/account")
    .entitlement("google/list", target("member"))
    .user("ada", changes)
    .grant("ada", "google/account");
const live = (): ObservedBuilder =>
  aGoogle()
    .account("ada")
    .group("list@acme.example", { id: "g-1", profile: { name: "list" } });

describe("a live role that no entitlement declares", () => {
  it.each(["owner", "manager"] as const)(
    "is kept and reported: %s, of a user whom the files want as member",
    (role) => {
      const plan = planFor(world().grant("ada", "google/list"), [live().member("1", "ada", role)]);
      expect(plan.operations).toEqual([]);
      expect(plan.guards).toMatchObject([
        {
          code: "provider/undeclared-role",
          blocked: false,
          message: `1 member of the group "list@acme.example" (google/list) in google with a role that no entitlement declares: ada@acme.example (${role}). The role is not changed.`,
        },
      ]);
      expect(plan.unmanaged["google"]?.members).toBe(1);
    },
  );

  it("is kept and reported, of a user without access and of an address without a user", () => {
    const plan = planFor(world(), [live().member("1", "ada", "owner").outsider("1", "eve@else.example", "manager")]);
    expect(plan.operations).toEqual([]);
    expect(guardsOf(plan)).toEqual(["provider/undeclared-role"]);
  });

  it("ends with its user: a leaver's membership is removed", () => {
    const plan = planFor(world({ status: "terminated" }), [live().member("1", "ada", "owner")]);
    expect(idsOf(plan)).toContain("google:membership.remove:list:ada");
    expect(guardsOf(plan)).toEqual([]);
  });

  it("does not keep a membership that the files ended", () => {
    const plan = planFor(world(), [live().member("1", "ada", "owner")], {
      base: world().grant("ada", "google/list"),
    });
    expect(idsOf(plan)).toEqual(["google:membership.remove:list:ada"]);
  });

  it("is changed where the files want a higher role", () => {
    const owner = world().entitlement("google/list", target("owner")).grant("ada", "google/list");
    const plan = planFor(owner, [live().member("1", "ada", "manager")]);
    expect(plan.operations).toMatchObject([{ action: "membership.update", after: { role: "owner" } }]);
  });

  it("is lowered where an entitlement declares it", () => {
    const declared = world().entitlement("google/list-owner", target("owner")).grant("ada", "google/list");
    const plan = planFor(declared, [live().member("1", "ada", "owner")]);
    expect(plan.operations).toMatchObject([{ action: "membership.update", after: { role: "member" } }]);
    expect(guardsOf(plan)).toEqual([]);
  });

  it("is removed with a retired group", () => {
    const retired = world().entitlement("google/list", { ...target("member"), status: "retired" });
    expect(idsOf(planFor(retired, [live().member("1", "ada", "owner")]))).toEqual([
      "google:membership.remove:list:ada",
    ]);
  });
});
