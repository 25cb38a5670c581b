import { describe, expect, it } from "vitest";
import { needsBetween } from "../../support/github.ts";
import { person, selector } from "../../support/model.ts";
import { aCompany, told, withRules, wanted } from "../company.ts";

describe("an edit of a role", () => {
  const oncall = (entitlements: readonly string[], changes: object = {}) =>
    wanted((company) => company.role("oncall", entitlements, { owners: [person("olga")], ...changes }));

  it("wants the role's owners and the stages of each tier it adds", () => {
    expect(oncall(["okta/wiki", "okta/prod", "okta/crm"])).toEqual([
      "role oncall gives okta/crm: olga | @acme/security? | olga",
      "role oncall gives okta/prod: olga | olga,@acme/dba | @acme/security",
    ]);
  });

  it("wants the role's owners alone where it takes something out", () => {
    expect(oncall([])).toEqual(["role oncall: olga"]);
  });

  it("counts the manager only where one user is concerned", () => {
    const holders = (...users: readonly string[]) =>
      users.reduce((company, user) => company.grant(user, "role:oncall"), aCompany());
    const edited = (...users: readonly string[]) =>
      needsBetween(
        withRules(holders(...users)),
        withRules(holders(...users).role("oncall", ["okta/wiki", "okta/crm"], { owners: [person("olga")] })),
      ).map(told);
    expect(edited("ada")).toEqual(["role oncall gives okta/crm: olga | bob | olga"]);
    expect(edited("ada", "eve")).toEqual(["role oncall gives okta/crm: olga | @acme/security? | olga"]);
  });

  it("adds everything it reaches where it is brought to other people", () => {
    const birthright = selector({ department: "Engineering" });
    expect(wanted((company) => company.role("sales", ["okta/crm"], { owners: [person("olga")], birthright }))).toEqual([
      "role sales gives okta/crm: olga | @acme/security? | olga",
    ]);
    expect(oncall(["okta/wiki"], { impliedBy: ["sales"] })).toEqual(["role oncall gives okta/wiki: olga | olga"]);
  });

  it("adds what it reaches through a role that it includes now", () => {
    expect(oncall(["okta/wiki"], { includes: ["sales"] })).toEqual([
      "role oncall gives okta/crm: olga | @acme/security? | olga",
    ]);
  });

  it("wants root owners where it names other owners (I6)", () => {
    expect(oncall(["okta/wiki"], { owners: [person("eve")] })).toEqual([
      "role oncall: olga",
      "role owners of oncall: @acme/security",
    ]);
  });

  it("that is new falls back, for nobody owned it before", () => {
    expect(wanted((company) => company.role("fresh", ["okta/wiki"], { owners: [person("eve")] }))).toEqual([
      "role fresh gives okta/wiki: @acme/security? | olga",
    ]);
  });

  it("keeps the one user it is about from approving it, whatever the tier", () => {
    const held = () => aCompany().grant("olga", "role:oncall");
    const head = held().role("oncall", ["okta/wiki", "okta/crm"], { owners: [person("olga")] });
    expect(needsBetween(withRules(held()), withRules(head))[0]?.beneficiaries).toEqual(["olga"]);
  });

  it("keeps those who gain a privileged entitlement from approving it, and lets many below high be", () => {
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
