import { describe, expect, it } from "vitest";
import { needsBetween } from "../../support/github.ts";
import { person, selector } from "../../support/model.ts";
import { aCompany, needText, withRules, wanted } from "../company.ts";

describe("an edit of a role", () => {
  const oncall = (entitlements: readonly string[], changes: object = {}) =>
    wanted((company) => company.role("oncall", entitlements, { owners: [person("olga")], ...changes }));

  it("needs the role's owners and the stages of each tier that it adds", () => {
    expect(oncall(["okta/wiki", "okta/prod", "okta/crm"])).toEqual([
      "role oncall gives okta/crm: olga | @acme/security? | olga",
      "role oncall gives okta/prod: olga | olga,@acme/dba | @acme/security",
    ]);
  });

  it("needs only the role's owners where it removes an entitlement", () => {
    expect(oncall([])).toEqual(["role oncall: olga"]);
  });

  it("counts the manager only for a single user", () => {
    const holders = (...users: readonly string[]) =>
      users.reduce((company, user) => company.grant(user, "role:oncall"), aCompany());
    const edited = (...users: readonly string[]) =>
      needsBetween(
        withRules(holders(...users)),
        withRules(holders(...users).role("oncall", ["okta/wiki", "okta/crm"], { owners: [person("olga")] })),
      ).map(needText);
    expect(edited("ada")).toEqual(["role oncall gives okta/crm: olga | bob | olga"]);
    expect(edited("ada", "eve")).toEqual(["role oncall gives okta/crm: olga | @acme/security? | olga"]);
  });

  it("adds everything that the role reaches where the role comes to more users", () => {
    const birthright = selector({ department: "Engineering" });
    expect(wanted((company) => company.role("sales", ["okta/crm"], { owners: [person("olga")], birthright }))).toEqual([
      "role sales gives okta/crm: olga | @acme/security? | olga",
    ]);
    expect(oncall(["okta/wiki"], { impliedBy: ["sales"] })).toEqual(["role oncall gives okta/wiki: olga | olga"]);
  });

  it("adds the entitlements of a newly included role", () => {
    expect(oncall(["okta/wiki"], { includes: ["sales"] })).toEqual([
      "role oncall gives okta/crm: olga | @acme/security? | olga",
    ]);
  });

  it("needs root owners where it changes the owners (I6)", () => {
    expect(oncall(["okta/wiki"], { owners: [person("eve")] })).toEqual([
      "role oncall: olga",
      "role owners of oncall: @acme/security",
    ]);
  });

  it("uses the fallback for a new role, because it did not have an owner", () => {
    expect(wanted((company) => company.role("fresh", ["okta/wiki"], { owners: [person("eve")] }))).toEqual([
      "role fresh gives okta/wiki: @acme/security? | olga",
    ]);
  });

  it("excludes a single beneficiary from approving, at any tier", () => {
    const held = () => aCompany().grant("olga", "role:oncall");
    const head = held().role("oncall", ["okta/wiki", "okta/crm"], { owners: [person("olga")] });
    expect(needsBetween(withRules(held()), withRules(head))[0]?.beneficiaries).toEqual(["olga"]);
  });

  it("excludes users who gain a privileged entitlement, but not many users below high", () => {
    const held = () => aCompany().grant("olga", "role:oncall").grant("eve", "role:oncall");
    const edited = (entitlement: string) =>
      needsBetween(
        withRules(held()),
        withRules(held().role("oncall", ["okta/wiki", entitlement], { owners: [person("olga")] })),
      )[0]?.beneficiaries;
    expect(edited("okta/prod")).toEqual(["eve", "olga"]);
    expect(edited("okta/crm")).toEqual([]);
  });
});
