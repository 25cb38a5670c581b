import { expect, it } from "vitest";
import { needsBetween } from "../../support/github.ts";
import { person } from "../../support/model.ts";
import { aCompany, withRules } from "../company.ts";

const base = withRules(aCompany());
const aboutOf = (head: ReturnType<typeof aCompany>) =>
  needsBetween(base, withRules(head)).map(({ what, about }) => ({ what, ...about }));

it("names the user, the entitlement and the file of a grant", () => {
  expect(aboutOf(aCompany().grant("ada", "okta/erp"))).toEqual([
    { what: "grant", user: "ada", entitlements: ["okta/erp"], document: { kind: "grant", id: "okta/erp/ada" } },
  ]);
});

it("names every entitlement that a granted role gives", () => {
  const [grant] = aboutOf(aCompany().grant("ada", "role:oncall"));
  expect(grant?.user).toBe("ada");
  expect(grant?.entitlements.length).toBeGreaterThan(0);
});

it("names the role and the entitlements that an edit adds to it", () => {
  const from = withRules(aCompany().role("lead", [], { owners: [person("olga")] }));
  const head = withRules(aCompany().role("lead", ["okta/erp"], { owners: [person("olga")] }));
  expect(needsBetween(from, head).map(({ about }) => about)).toEqual([
    { user: null, entitlements: ["okta/erp"], document: { kind: "role", id: "lead" } },
  ]);
});

it("names the edited user, and no entitlement where no access is approved", () => {
  const user = aboutOf(aCompany().user("ada", { title: "Director" })).find(({ what }) => what === "user");
  expect(user).toEqual({ what: "user", user: "ada", entitlements: [], document: { kind: "user", id: "ada" } });
});
