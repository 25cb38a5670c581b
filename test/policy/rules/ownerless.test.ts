import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, ref } from "../../support/model.ts";

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

  it("names what has no owner, allows a rule with one, and leaves out what is excepted", () => {
    const world = aModel()
      .entitlement("okta/crm", { owners: [] })
      .role("sales", ["okta/crm"], { owners: [] })
      .keepApart("owned", { a: ["okta/crm"], b: ["role:sales"] })
      .keepApart("pay", { a: ["okta/crm"], b: ["role:sales"] }, { owners: [] });
    expect(findingsOf(world, rule).map(({ message }) => message)).toEqual([
      "The entitlement okta/crm has no owner: expected at least one person or team.",
      "The role sales has no owner: expected at least one person or team.",
      "The rule pay has no owner: expected at least one person or team.",
    ]);
    const except = { users: null, entitlements: [ref("okta/crm")], tags: [], roles: ["sales" as never] };
    expect(verdicts(world.setting(rule, { except }), rule)).toEqual([
      "error access/policies/separation-of-duties/pay.yaml",
    ]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("okta/crm", () => aModel().entitlement("okta/crm", { owners: [] })),
  ));
