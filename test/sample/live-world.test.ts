import { describe, expect, it } from "vitest";
import type { AccessModel, SystemId } from "../../src/model/documents.ts";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { diverged } from "../../src/sandbox/company/diverge.ts";
import type { Divergence } from "../../src/sandbox/company/divergence.ts";
import { convergedWorld, type LiveSystem, type LiveWorld } from "../../src/sandbox/company/live-world.ts";
import { googleSeed, oktaSeed } from "../../src/sandbox/company/seeds.ts";
import { aModel, at, duration, type ModelBuilder, now, selector, userId } from "../support/model.ts";

function aCompany(): ModelBuilder {
  const { account, ...okta } = oktaSystem();
  return aModel()
    .system("okta", {
      ...okta,
      account: { ...account, onTerminate: { now: "suspend", deactivateAfter: duration("P30D"), transferDataTo: null } },
    })
    .entitlement("okta/account")
    .entitlement("okta/crm", { target: { kind: "group", name: "CRM Users", role: "member" }, description: "Customers" })
    .entitlement("google/account")
    .entitlement("google/staff", {
      target: { kind: "group", name: "staff@acme.example", role: "member" },
      title: "Staff",
    })
    .entitlement("google/staff-owners", {
      target: { kind: "group", name: "staff@acme.example", role: "owner" },
      title: "Staff, ownership",
    })
    .role("everyone", ["okta/account", "google/account", "google/staff"], {
      birthright: selector({ kind: "employee" }),
    });
}

function oktaSystem() {
  const system = aModel()
    .system("okta")
    .build()
    .systems.get("okta" as SystemId);
  if (system === undefined || system.account === null)
    throw new Error("the builder makes an okta system with accounts");
  return { ...system, account: system.account };
}

function worldOf(model: AccessModel): LiveWorld {
  return convergedWorld(resolveModel(model, now));
}

function systemIn(world: LiveWorld, id: string): LiveSystem {
  const system = world.get(id as SystemId);
  if (system === undefined) throw new Error(`no system ${id}`);
  return system;
}

const stateIn = (model: AccessModel, system: string, user: string): string | undefined =>
  systemIn(worldOf(model), system).accounts.get(`${user}@acme.example`)?.state;

describe("the converged world", () => {
  it("has each account in the state that matches its user's lifecycle", () => {
    const model = aCompany()
      .user("ada")
      .user("fatima", { status: "on-leave" })
      .user("luca", { start: at("2027-09-01T00:00:00Z"), preboarding: true })
      .user("hana", { start: at("2027-09-01T00:00:00Z") })
      .user("sven", { end: at("2026-11-20T00:00:00Z") })
      .user("tomas", { status: "terminated", end: at("2026-09-30T00:00:00Z") })
      .user("mei", { status: "terminated", end: at("2026-09-30T00:00:00Z"), legalHold: true })
      .build();
    const states = ["ada", "fatima", "luca", "hana", "sven", "tomas", "mei"].map((user) =>
      stateIn(model, "okta", user),
    );
    expect(states).toEqual(["active", "suspended", "staged", undefined, "suspended", "deactivated", "suspended"]);
    expect(stateIn(model, "google", "tomas")).toBe("suspended"); // Google does not deactivate accounts
  });

  it("deactivates an account from the instant at which it is due", () => {
    const leaver = (end: number) => aCompany().user("tomas", { status: "terminated", end }).build();
    const thirtyDays = 30 * 24 * 3600_000;
    expect(stateIn(leaver(now - thirtyDays), "okta", "tomas")).toBe("deactivated");
    expect(stateIn(leaver(now - thirtyDays + 1), "okta", "tomas")).toBe("suspended");
  });

  it("has no account for an external address, but has the address in the groups", () => {
    const model = aCompany()
      .user("priya", { kind: "partner", email: "priya@partner.example", externalIn: ["google" as SystemId] })
      .grant("priya", "google/staff")
      .build();
    const google = systemIn(worldOf(model), "google");
    expect([...google.accounts.keys()]).toEqual([]);
    expect([...(google.groups.get("staff@acme.example")?.members.values() ?? [])]).toEqual([
      { address: "priya@partner.example", role: "member" },
    ]);
  });

  it("gives the highest of several roles in one group, with the description of the lowest", () => {
    const model = aCompany().user("ada").grant("ada", "google/staff-owners").build();
    const group = systemIn(worldOf(model), "google").groups.get("staff@acme.example");
    expect(group?.title).toBe("Staff");
    expect([...(group?.members.values() ?? [])]).toEqual([{ address: "ada@acme.example", role: "owner" }]);
  });

  it("keeps the group of a retired entitlement without members", () => {
    const model = aCompany()
      .user("ada")
      .entitlement("okta/wiki", { status: "retired" })
      .grant("ada", "okta/wiki")
      .build();
    expect(systemIn(worldOf(model), "okta").groups.get("wiki")?.members.size).toBe(0);
  });

  it("has the declared apps and roles with the accounts that hold them directly, and none of a retired entitlement", () => {
    const model = aCompany()
      .user("ada")
      .user("bob", { status: "terminated", end: at("2026-09-30T00:00:00Z") })
      .entitlement("okta/payroll", {
        target: { kind: "app", label: "Payroll" },
        profile: new Map([
          ["seat", { value: "reader" }],
          ["mail", { field: "email" }],
        ]),
      })
      .entitlement("okta/help-desk", { target: { kind: "adminRole", name: "HELP_DESK_ADMIN" }, status: "retired" })
      .grant("ada", "okta/payroll")
      .grant("bob", "okta/payroll")
      .grant("ada", "okta/help-desk")
      .build();
    const live = systemIn(worldOf(model), "okta");
    expect(live.assignables.map(({ name, holders }) => [name, [...holders.values()]])).toEqual([
      ["Payroll", [{ address: "ada@acme.example", profile: { seat: "reader", mail: "ada@acme.example" } }]],
      ["HELP_DESK_ADMIN", []],
    ]);
    const seed = oktaSeed(live);
    expect(seed.apps).toEqual([
      {
        label: "Payroll",
        attributes: ["seat", "mail"],
        users: [{ login: "ada@acme.example", profile: { seat: "reader", mail: "ada@acme.example" } }],
      },
    ]);
  });

  it("has an adopted account with the id from its file", () => {
    const adoption = { system: "okta" as SystemId, user: userId("ada"), account: "00u1", reason: "was there before" };
    const model = {
      ...aCompany().user("ada").build(),
      adoptions: [{ ...adoption, source: { file: "access/adoptions/okta/ada.yaml", line: 1 } }],
    };
    expect(systemIn(worldOf(model), "okta").accounts.get("ada@acme.example")?.id).toBe("00u1");
    expect(systemIn(worldOf(model), "google").accounts.get("ada@acme.example")?.id).toBeNull();
  });
});

describe("a seed", () => {
  const model = aCompany()
    .user("ada")
    .user("luca", { start: at("2027-09-01T00:00:00Z"), preboarding: true })
    .user("tomas", { status: "terminated", end: at("2026-09-30T00:00:00Z") })
    .grant("ada", "okta/crm")
    .build();

  it("for Okta uses Okta's names of the states", () => {
    const seed = oktaSeed(systemIn(worldOf(model), "okta"));
    expect(seed.users.map(({ profile, status }) => [profile.login, status])).toEqual([
      ["ada@acme.example", "ACTIVE"],
      ["luca@acme.example", "STAGED"],
      ["tomas@acme.example", "DEPROVISIONED"],
    ]);
    expect(seed.users[0]?.profile).toMatchObject({ employeeNumber: "n-ada", department: "Engineering" });
    expect(seed.groups).toEqual([
      { name: "CRM Users", description: "Customers", type: "OKTA_GROUP", members: ["ada@acme.example"] },
    ]);
  });

  it("for Google suspends users who are not active", () => {
    const seed = googleSeed(systemIn(worldOf(model), "google"), ["acme.example"]);
    expect(seed.users.map(({ primaryEmail, suspended }) => [primaryEmail, suspended])).toEqual([
      ["ada@acme.example", false],
      ["luca@acme.example", true],
      ["tomas@acme.example", true],
    ]);
    expect(seed.users[0]?.externalIds).toEqual([{ value: "n-ada", type: "organization" }]);
  });
});

describe("a difference", () => {
  const model = aCompany().user("ada").user("kwame").grant("ada", "okta/crm").build();
  const after = (divergence: Divergence, system = "okta"): LiveSystem =>
    systemIn(diverged(worldOf(model), [divergence], model), system);
  const membersOf = ({ groups }: LiveSystem, name: string) => [...(groups.get(name)?.members.keys() ?? [])];

  it("that removes an account removes it from its groups", () => {
    const okta = after({ kind: "account-missing", summary: "no account", system: "okta", user: "ada" });
    expect([...okta.accounts.keys()]).toEqual(["kwame@acme.example"]);
    expect(membersOf(okta, "CRM Users")).toEqual([]);
  });

  it("that renames a group keeps its members", () => {
    const okta = after({ kind: "group-renamed", summary: "old name", entitlement: "okta/crm", name: "Sales CRM" });
    expect(okta.groups.has("CRM Users")).toBe(false);
    expect(membersOf(okta, "Sales CRM")).toEqual(["ada@acme.example"]);
  });

  it("that adds a member adds a known user or an unknown address", () => {
    const colleague = {
      kind: "member-extra",
      summary: "by hand",
      entitlement: "okta/crm",
      member: { user: "kwame" },
    } as const;
    expect(membersOf(after(colleague), "CRM Users")).toEqual(["ada@acme.example", "kwame@acme.example"]);
    const stranger = { ...colleague, member: { address: "Sample@mail.example" } };
    expect(membersOf(after(stranger), "CRM Users")).toEqual(["ada@acme.example", "sample@mail.example"]);
  });

  it("that adds a rule for a declared group keeps its members", () => {
    const okta = after({
      kind: "rule-fed-group",
      summary: "a rule",
      system: "okta",
      name: "CRM Users",
      expression: "true",
    });
    expect(membersOf(okta, "CRM Users")).toEqual(["ada@acme.example"]);
    expect(okta.rules).toEqual([{ name: "Fill CRM Users", expression: "true", group: "CRM Users" }]);
  });

  it("that removes the number of an account keeps the account", () => {
    const okta = after({ kind: "account-unjoined", summary: "no number", system: "okta", user: "ada" });
    expect(okta.accounts.get("ada@acme.example")).toMatchObject({ employeeNumber: null, state: "active" });
  });
});
