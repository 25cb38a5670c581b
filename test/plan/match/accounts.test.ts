import { describe, expect, it } from "vitest";
import type { System } from "../../../src/model/documents.ts";
import { aModel, type ModelBuilder } from "../../support/model.ts";
import { anOkta } from "../../support/observed.ts";
import { guardsOf, idsOf, planFor } from "../../support/planned.ts";

const withAda = () =>
  aModel()
    .entitlement("okta/account")
    .entitlement("okta/crm")
    .user("ada")
    .user("bob")
    .grant("ada", "okta/account")
    .grant("ada", "okta/crm");

function adoptingByAddress(world: ModelBuilder): ModelBuilder {
  const account = world.build().systems.get("okta" as System["id"])?.account ?? null;
  return world.system("okta", { account: account === null ? null : { ...account, adopt: "by-address" } });
}

describe("a user's live account", () => {
  it("is the one with the employee number, at any address", () => {
    const live = anOkta().account("ada", { address: "lovelace@acme.example", profile: { department: "Engineering" } });
    const plan = planFor(withAda(), [live.group("crm").member("crm", "ada")]);
    expect(plan.operations).toMatchObject([
      {
        id: "okta:account.update:ada",
        before: { login: "lovelace@acme.example" },
        after: { login: "ada@acme.example" },
        patch: [{ op: "replace", path: "/login", value: "ada@acme.example" }],
      },
    ]);
    expect(plan.guards).toEqual([]);
  });

  it("is not adopted by address alone: the adoption needs a review", () => {
    const live = anOkta().account("ada", { join: null }).group("crm").member("crm", "ada");
    const plan = planFor(withAda(), [live]);
    expect(plan.operations).toEqual([]);
    expect(plan.guards).toMatchObject([
      {
        code: "provider/needs-adoption",
        blocked: true,
        remedy:
          "If the account belongs to ada, add the file access/adoptions/okta/ada.yaml with the three lines `user: ada`, `account: a-ada` and `reason: …`, the evidence for it. For the first import of many accounts, set `adopt: by-address` under `account` in access/systems/okta.yaml.",
      },
    ]);
  });

  it("is adopted by a reviewed file before any other operation", () => {
    const live = anOkta().account("ada", { join: null }).group("crm");
    const plan = planFor(withAda().adoption("okta", "ada", "a-ada"), [live]);
    expect(idsOf(plan)).toEqual(["okta:account.adopt:ada", "okta:membership.add:crm:ada"]);
    expect(plan.operations[0]).toMatchObject({
      before: { join: null },
      after: { join: "n-ada" },
      because: [{ kind: "adoption", file: "access/adoptions/okta/ada.yaml" }],
    });
    expect(plan.operations[1]?.dependsOn).toEqual(["okta:account.adopt:ada"]);
  });

  it("is the one with an earlier number of the user, which is corrected", () => {
    const world = withAda().user("ada", { previousNumbers: ["n-1", "n-2"] });
    const plan = planFor(world, [anOkta().account("ada", { join: "n-2" }).group("crm").member("crm", "ada")]);
    expect(plan.operations).toMatchObject([
      {
        id: "okta:account.adopt:ada",
        before: { join: "n-2" },
        after: { join: "n-ada" },
        because: [{ kind: "user", file: "access/users/ada.yaml" }],
        origin: "change",
      },
    ]);
    expect(plan.guards).toEqual([]);
    const unclaimed = planFor(withAda(), [anOkta().account("ada", { join: "n-2" }).group("crm")]);
    expect(guardsOf(unclaimed)).toEqual(["provider/recycled-address blocked"]);
  });

  it("is activated before its earlier number is corrected, because a deactivated account takes no attributes", () => {
    const world = withAda().user("ada", { previousNumbers: ["n-1"] });
    const base = withAda().user("ada", { previousNumbers: ["n-1"], status: "terminated" });
    const live = anOkta().account("ada", { join: "n-1", state: "deactivated" }).group("crm");
    const plan = planFor(world, [live], { base });
    expect(idsOf(plan)).toEqual(["okta:account.activate:ada", "okta:account.adopt:ada", "okta:membership.add:crm:ada"]);
    expect(plan.operations[1]?.dependsOn).toEqual(["okta:account.activate:ada"]);
  });

  it("is contained by an earlier number, which is not corrected for a leaver", () => {
    const world = withAda().user("ada", { previousNumbers: ["n-1"], status: "terminated" });
    const plan = planFor(world, [anOkta().account("ada", { join: "n-1" }).group("crm").member("crm", "ada")]);
    expect(idsOf(plan)).toEqual(["okta:account.suspend:ada", "okta:membership.remove:crm:ada"]);
  });

  it("is unclear where one account carries the number and another one an earlier number", () => {
    const world = withAda().user("ada", { previousNumbers: ["n-1"] });
    const two = (state: "active" | "deactivated") =>
      anOkta().account("ada").account("old", { join: "n-1", state }).group("crm").member("crm", "ada");
    expect(guardsOf(planFor(world, [two("active")]))).toEqual(["provider/duplicate-join blocked"]);
    const clear = planFor(world, [two("deactivated")]);
    expect([clear.operations, clear.guards]).toEqual([[], []]);
  });

  it("is adopted by its address where the system allows it", () => {
    const plan = planFor(adoptingByAddress(withAda()), [anOkta().account("ada", { join: null }).group("crm")]);
    expect(plan.operations[0]).toMatchObject({
      id: "okta:account.adopt:ada",
      because: [{ kind: "system", file: "access/systems/okta.yaml" }],
    });
    expect(guardsOf(plan)).toEqual([]);
  });

  it("is never one that carries another person's number, even where the system adopts by address (P1)", () => {
    const live = anOkta().account("ada", { join: "n-somebody" }).group("crm").member("crm", "ada");
    const plan = planFor(adoptingByAddress(withAda()), [live]);
    expect(plan.operations).toEqual([]);
    expect(guardsOf(plan)).toEqual(["provider/recycled-address blocked"]);
  });

  it("is unclear where another account has the user's address", () => {
    const live = anOkta()
      .account("ada", { id: "a-old", address: "countess@acme.example" })
      .account("other", { address: "ada@acme.example", join: null })
      .group("crm");
    const plan = planFor(withAda(), [live]);
    expect(plan.operations).toEqual([]);
    expect(guardsOf(plan)).toEqual(["provider/recycled-address blocked"]);
  });

  it("is unclear where two live accounts carry the number, and clear where one of them is deactivated", () => {
    const two = (state: "active" | "deactivated") =>
      anOkta().account("ada").account("ada2", { join: "n-ada", state }).group("crm").member("crm", "ada");
    const unclear = planFor(withAda(), [two("active")]);
    expect(unclear.operations).toEqual([]);
    expect(unclear.guards).toMatchObject([
      { code: "provider/duplicate-join", message: expect.stringContaining("a-ada (ada@acme.example), a-ada2") },
    ]);
    expect(guardsOf(planFor(withAda(), [two("deactivated")]))).toEqual([]);
  });

  it.each([
    ["does not exist", anOkta().group("crm"), "a-nobody"],
    ["carries another number", anOkta().account("zoe").group("crm"), "a-zoe"],
    ["has another user's address", anOkta().account("bob", { join: null }).group("crm"), "a-bob"],
    ["is not the one with the number", anOkta().account("ada").account("x", { join: null }).group("crm"), "a-x"],
  ])("is not adopted where the account %s", (_, live, account) => {
    const plan = planFor(withAda().adoption("okta", "ada", account), [live]);
    expect(plan.operations).toEqual([]);
    expect(plan.guards).toMatchObject([
      {
        code: "provider/bad-adoption",
        blocked: true,
        message: expect.stringContaining("access/adoptions/okta/ada.yaml"),
      },
    ]);
  });

  it("is not adopted where it has another user's alias", () => {
    const world = withAda()
      .user("bob", { aliases: ["robert@acme.example"] })
      .adoption("okta", "ada", "a-robert");
    const plan = planFor(world, [anOkta().account("robert", { join: null }).group("crm")]);
    expect(plan.operations).toEqual([]);
    expect(plan.guards).toMatchObject([
      { code: "provider/bad-adoption", message: expect.stringContaining("the address of bob") },
    ]);
  });

  it("is unmatched where two adoptions name it", () => {
    const world = withAda()
      .grant("bob", "okta/account")
      .adoption("okta", "ada", "a-both")
      .adoption("okta", "bob", "a-both");
    const plan = planFor(world, [anOkta().account("both", { join: null }).group("crm").member("crm", "both")]);
    expect(plan.operations).toEqual([]);
    expect(plan.guards.map(({ code, blocked, message }) => [code, blocked, message])).toEqual([
      ["provider/bad-adoption", true, expect.stringContaining("the adoption of bob also names this account")],
      ["provider/bad-adoption", true, expect.stringContaining("the adoption of ada also names this account")],
    ]);
  });

  it("does not hide the rest of the plan when it is unclear", () => {
    const world = withAda().grant("bob", "okta/account");
    const plan = planFor(world, [anOkta().account("ada", { join: null }).group("crm")]);
    expect(idsOf(plan)).toEqual(["okta:account.create:bob"]);
    expect(guardsOf(plan)).toEqual(["provider/needs-adoption blocked"]);
  });

  it("blocks nothing where a leaver's address is on a blocked account", () => {
    const world = withAda().user("bob", { status: "terminated" });
    const live = (state: "active" | "suspended") =>
      anOkta().account("ada").account("bob", { join: null, state }).group("crm").member("crm", "ada");
    expect(guardsOf(planFor(world, [live("suspended")]))).toEqual([]);
    expect(guardsOf(planFor(world, [live("active")]))).toEqual(["provider/needs-adoption blocked"]);
  });
});
