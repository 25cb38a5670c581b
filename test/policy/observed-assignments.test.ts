import { expect, it } from "vitest";
import type { ObservedSystem } from "../../src/model/observation.ts";
import { verdictsSeeing } from "../support/judged.ts";
import { aModel, type ModelBuilder } from "../support/model.ts";
import { account, seen } from "./seen.ts";

/** Ada is granted the app, and a rule keeps it apart from an administrator role. */
const world = (): ModelBuilder =>
  aModel()
    .user("ada")
    .entitlement("okta/payroll", { target: { kind: "app", label: "Payroll" } })
    .entitlement("okta/users", { target: { kind: "adminRole", name: "USER_ADMIN" }, tier: "high" })
    .grant("ada", "okta/payroll")
    .keepApart("pay", { pay: ["okta/payroll"], hire: ["okta/users"] });

const app = { kind: "app", id: "0oa1", name: "Payroll" } as const;
const role = { kind: "adminRole", id: "USER_ADMIN", name: "USER_ADMIN" } as const;
const holdsApp = { kind: "app", target: "0oa1", account: "acc-ada", id: null, profile: {} } as const;
const holdsRole = { kind: "adminRole", target: "USER_ADMIN", account: "acc-ada", id: "ra1", profile: null } as const;

const verdicts = (changes: Partial<ObservedSystem>, state: "active" | "suspended" = "active"): readonly string[] =>
  verdictsSeeing(world(), "sod/pay", [
    seen("okta", { accounts: [account("ada", { state })], assignables: [app, role], ...changes, memberships: [] }),
  ]);
const found = ["error access/users/ada.yaml"];

it("judges separation of duties on what accounts hold directly", () => {
  expect(verdicts({ directAssignments: [holdsApp, holdsRole] })).toEqual(found);
  expect(verdicts({ directAssignments: [holdsRole] })).toEqual([]);
  expect(verdicts({ directAssignments: [holdsApp, holdsRole] }, "suspended")).toEqual([]);
});

it("counts what the files give where the holders were not read", () => {
  expect(verdicts({ directAssignments: [holdsRole], unreadDirectAssignments: { "0oa1": "no permission" } })).toEqual(
    found,
  );
  expect(verdicts({ assignables: [role], directAssignments: [holdsRole] })).toEqual(found);
});
