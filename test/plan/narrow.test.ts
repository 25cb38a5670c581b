import { describe, expect, it } from "vitest";
import { narrowPlan } from "../../src/plan/narrow.ts";
import { aModel } from "../support/model.ts";
import { anOkta } from "../support/observed.ts";
import { idsOf, planFor } from "../support/planned.ts";

const plan = planFor(
  aModel()
    .entitlement("okta/account")
    .entitlement("okta/crm")
    .entitlement("okta/pay")
    .user("ada")
    .user("bob")
    .grant("ada", "okta/account")
    .grant("bob", "okta/account")
    .grant("ada", "okta/crm")
    .grant("bob", "okta/crm")
    .grant("bob", "okta/pay"),
  [anOkta()],
);

describe("a plan reduced to targets", () => {
  it("keeps a user's operations and what they depend on, in the same order", () => {
    const narrow = narrowPlan(plan, ["ada"]);
    expect(idsOf(narrow)).toEqual(["okta:account.create:ada", "okta:group.create:crm", "okta:membership.add:crm:ada"]);
    expect(narrow.summary).toEqual({ create: 3, update: 0, remove: 0 });
    expect(narrow.digest).toBe(plan.digest);
  });

  it("keeps an entitlement's operations and what they depend on", () => {
    expect(idsOf(narrowPlan(plan, ["okta/pay"]))).toEqual([
      "okta:account.create:bob",
      "okta:group.create:pay",
      "okta:membership.add:pay:bob",
    ]);
  });

  it("is empty for a name without operations", () => {
    expect(narrowPlan(plan, ["nobody"])).toMatchObject({
      operations: [],
      summary: { create: 0, update: 0, remove: 0 },
    });
  });
});
