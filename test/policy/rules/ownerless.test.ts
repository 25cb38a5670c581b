import { describe, expect, it } from "vitest";
import { verdicts } from "../../support/judged.ts";
import { aModel } from "../../support/model.ts";

const rule = "lp/ownerless";

describe(rule, () => {
  it("refuses an entitlement, a role and a rule without an owner", () => {
    const world = aModel()
      .entitlement("okta/crm", { owners: [] })
      .role("sales", ["okta/crm"], { owners: [] })
      .keepApart("pay", { a: ["okta/crm"], b: ["role:sales"] }, { owners: [] });
    expect(verdicts(world, rule)).toEqual([
      "error access/entitlements/okta/crm.yaml",
      "error access/roles/sales.yaml",
      "error access/policies/separation-of-duties/pay.yaml",
    ]);
  });

  it("allows one owner, a person or a team", () => {
    expect(verdicts(aModel().entitlement("okta/crm"), rule)).toEqual([]);
  });
});
