import { describe, expect, it } from "vitest";
import { aModel, at, now } from "../support/model.ts";
import { aGoogle, anOkta } from "../support/observed.ts";
import { guardsOf, idsOf, planFor } from "../support/planned.ts";

const company = () => aModel().entitlement("okta/account").entitlement("okta/crm");

describe("a plan", () => {
  it("has no operations where the provider matches the files", () => {
    const world = company().user("ada").grant("ada", "okta/account").grant("ada", "okta/crm");
    const plan = planFor(world, [anOkta().account("ada").group("crm").member("crm", "ada")]);
    expect(plan).toMatchObject({
      version: 1,
      at: "2026-11-21T09:00:00Z",
      operations: [],
      guards: [],
      accessChanges: [],
      modelChanges: [],
      summary: { create: 0, update: 0, remove: 0 },
      unmanaged: { okta: { accounts: 0, groups: 0, members: 0 } },
    });
  });

  it("creates account, group and membership in the order in which they need each other", () => {
    const world = company().user("ada").grant("ada", "okta/account").grant("ada", "okta/crm");
    const plan = planFor(world, [anOkta()]);
    expect(idsOf(plan)).toEqual(["okta:account.create:ada", "okta:group.create:crm", "okta:membership.add:crm:ada"]);
    expect(plan.operations[2]?.dependsOn).toEqual(["okta:account.create:ada", "okta:group.create:crm"]);
    expect(plan.operations[2]).toMatchObject({
      user: "ada",
      account: { id: null, address: "ada@acme.example" },
      resource: { kind: "group", id: null, name: "crm" },
      before: null,
      after: { role: "member" },
      origin: "change",
      because: [{ kind: "grant", file: "access/grants/okta/crm/ada.yaml", line: 1 }],
    });
    expect(plan.summary).toEqual({ create: 3, update: 0, remove: 0 });
  });

  it("is blocked where a system was not observed: unknown is not empty", () => {
    const world = company().entitlement("google/account").user("ada").grant("ada", "google/account");
    const plan = planFor(world, [anOkta().group("crm")]);
    expect(idsOf(plan)).toEqual([]);
    expect(plan.guards).toMatchObject([{ code: "provider/unread", system: "google", blocked: true }]);
    expect(guardsOf(planFor(world, [anOkta().group("crm"), aGoogle()]))).toEqual([]);
  });

  it("removes expired access, as scheduled", () => {
    const world = company()
      .user("ada")
      .grant("ada", "okta/account")
      .grant("ada", "okta/crm", { expires: at("2026-11-21T09:00:00Z") });
    const live = [anOkta().account("ada").group("crm").member("crm", "ada")];
    const [operation] = planFor(world, live, { base: world }).operations;
    expect(operation).toMatchObject({
      id: "okta:membership.remove:crm:ada",
      origin: "schedule",
      before: { role: "member" },
      after: null,
      because: [{ kind: "grant", file: "access/grants/okta/crm/ada.yaml", until: "2026-11-21T09:00:00Z" }],
    });
    expect(idsOf(planFor(world, live, { at: now - 1 }))).toEqual([]);
  });

  it("counts undeclared objects and does not change them", () => {
    const plan = planFor(company(), [
      anOkta().account("someone").account("gone", { state: "deleted" }).group("crm").group("Interns").group("Bots"),
    ]);
    expect(plan.operations).toEqual([]);
    expect(plan.unmanaged).toEqual({ okta: { accounts: 1, groups: 2, members: 0 } });
  });
});
