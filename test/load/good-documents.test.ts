import { describe, expect, it } from "vitest";
import type { EntitlementRef, RoleId, SystemId, UserId } from "../../src/model/documents.ts";
import { at } from "../support/model.ts";
import { aTree, type TreeBuilder, userYaml } from "../support/tree.ts";

/** Returns the model of a valid tree. */
function modelOf(tree: TreeBuilder) {
  const { model, findings } = tree.load();
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  if (model === null) throw new Error("the tree has errors");
  return model;
}

const owned = 'owners: ["@acme/security", ada]\n';

describe("the model contains every field", () => {
  it("of the organization", () => {
    const { organization } = modelOf(
      aTree().adding(
        "rolecall.yaml",
        "groupDomains: [groups.example]\nprotected: [ada]\nguards: { removals: { count: 5 }, floors: { superAdmins: 3 } }\nrate: { share: 0.5 }\njournal: { publicKeys: [MCowBQYDK2VwAyEAtLa2dqa3Jc5dehJQ/+SK6cKDrvQY/9jTQdw9zPOIITI=] }\n",
      ),
    );
    expect(organization).toEqual({
      source: { file: "access/rolecall.yaml", line: 1 },
      name: "Acme Robotics",
      domains: ["acme.example"],
      externalDomains: ["partner.example"],
      groupDomains: ["groups.example"],
      timezone: "Europe/Berlin",
      rootOwners: [{ kind: "team", name: "@acme/security" }],
      teams: new Map([["@acme/security", 4567]]),
      protected: ["ada"],
      guards: {
        removals: { count: 5, share: 0.1, floor: 10, allowance: 10 },
        accounts: { count: 10 },
        scheduled: { count: 100 },
        floors: { superAdmins: 3, groupOwners: 0 },
      },
      rate: { share: 0.5, inFlight: 8 },
      journalKeys: ["MCowBQYDK2VwAyEAtLa2dqa3Jc5dehJQ/+SK6cKDrvQY/9jTQdw9zPOIITI="],
    });
  });

  it("of a user", () => {
    const text = `# A comment first
id: bob
kind: contractor
status: active
employeeNumber: "0042"
previousNumbers: ["7731", "0001"]
name: { display: Bob B., given: Bob, family: Builder }
email: bob@partner.example
aliases: [bb@acme.example]
externalIn: [okta]
github: { login: bob-b, id: 77 }
manager: ada
department: Sales
title: Agent
location: Berlin
start: 2024-02-01
preboarding: true
end: 2026-12-31
legalHold: true
sponsor: ada
attributes: { costCenter: R-100, floor: 4, remote: true }
`;
    expect(modelOf(aTree().file("users/sales/bob.yaml", text)).users.get("bob" as UserId)).toEqual({
      source: { file: "access/users/sales/bob.yaml", line: 2 },
      id: "bob",
      kind: "contractor",
      status: "active",
      employeeNumber: "0042",
      previousNumbers: ["7731", "0001"],
      name: { display: "Bob B.", given: "Bob", family: "Builder" },
      email: "bob@partner.example",
      aliases: ["bb@acme.example"],
      externalIn: ["okta"],
      github: { login: "bob-b", id: 77 },
      manager: "ada",
      department: "Sales",
      title: "Agent",
      location: "Berlin",
      start: at("2024-01-31T23:00:00Z"),
      preboarding: true,
      end: at("2026-12-31T23:00:00Z"),
      legalHold: true,
      sponsor: "ada",
      owners: [],
      purpose: null,
      attributes: new Map<string, unknown>([
        ["costCenter", "R-100"],
        ["floor", 4],
        ["remote", true],
      ]),
    });
  });

  it("of a service account, and a user's defaults", () => {
    const service = userYaml("bot", "purpose: Runs the builds\nowners: [ada]\n")
      .replace("employee\n", "service\n")
      .replace("start: 2024-02-01\n", "");
    const { users } = modelOf(aTree().file("users/bot.yaml", service));
    expect(users.get("bot" as UserId)).toMatchObject({ start: null, owners: ["ada"], purpose: "Runs the builds" });
    expect(users.get("ada" as UserId)).toMatchObject({
      manager: null,
      name: { given: "ada", family: "ada" },
      github: null,
    });
  });

  it("of a system", () => {
    const text = `id: google
provider: google
title: Google
${owned}mode: add-only
drift: { repair: [membership.remove] }
connection: { customer: C01 }
account:
  join: externalIds.organization
  adopt: by-address
  profile: { primaryEmail: email, name.givenName: name.given, costCenter: attributes.costCenter }
  orgUnit: { default: /Staff, rules: [{ when: { department: [Sales], not: { kind: vendor } }, value: /Staff/Sales }] }
  onLeave: suspend
  onTerminate: { now: deactivate, deactivateAfter: P30D }
guards: { removals: { count: 3 } }
`;
    const system = modelOf(aTree().file("systems/google.yaml", text)).systems.get("google" as SystemId);
    expect(system).toMatchObject({
      provider: "google",
      mode: "add-only",
      repair: ["membership.remove"],
      owners: [
        { kind: "team", name: "@acme/security" },
        { kind: "user", id: "ada" },
      ],
      connection: { orgUrl: null, customer: "C01" },
      guards: { removals: { count: 3, share: 0.1, floor: 10, allowance: 10 } },
      account: {
        join: "externalIds.organization",
        adopt: "by-address",
        profile: new Map([
          ["primaryEmail", "email"],
          ["name.givenName", "name.given"],
          ["costCenter", "attributes.costCenter"],
        ]),
        onTerminate: { now: "deactivate", deactivateAfter: { text: "P30D" } },
      },
    });
    expect(system?.account?.orgUnit).toEqual({
      default: "/Staff",
      rules: [
        {
          value: "/Staff/Sales",
          when: {
            fields: new Map([["department", ["Sales"]]]),
            not: { fields: new Map([["kind", ["vendor"]]]), not: null },
          },
        },
      ],
    });
  });

  it("of an entitlement", () => {
    const text = `id: prod-db-admin
title: Production database administrators
description: Read and write everywhere.
target: { group: Prod DB Admins }
previously: [{ group: DB Admins }]
tier: critical
standing: true
${owned}maxDuration: PT4H
requestable: { kinds: [employee], departments: [Engineering] }
tags: [duty:deploy]
apps: [Hub]
membership: additive
`;
    const ref = "okta/prod-db-admin" as EntitlementRef;
    const loaded = modelOf(aTree().file("entitlements/okta/db/prod-db-admin.yaml", text)).entitlements.get(ref);
    expect(loaded).toMatchObject({
      ref,
      system: "okta",
      id: "prod-db-admin",
      description: "Read and write everywhere.",
      status: "active",
      target: { kind: "group", name: "Prod DB Admins", role: "member" },
      previously: ["DB Admins"],
      tier: "critical",
      standing: true,
      maxDuration: { text: "PT4H" },
      requestable: {
        fields: new Map([
          ["kind", ["employee"]],
          ["department", ["Engineering"]],
        ]),
        not: null,
      },
      tags: ["duty:deploy"],
      apps: ["Hub"],
      membership: "additive",
    });
  });

  it("of every kind of target", () => {
    const manual = `id: paper\nprovider: manual\ntitle: Paper\n${owned}mode: enforce\n`;
    const entitlement = (target: string): string => `id: x\ntitle: X\ntarget: ${target}\ntier: low\n${owned}`;
    const google = aTree().file(
      "systems/google.yaml",
      `id: google\nprovider: google\ntitle: G\n${owned}mode: observe\nconnection: {}\naccount: { join: x }\n`,
    );
    const targetOf = (tree: TreeBuilder, system: string) =>
      modelOf(tree).entitlements.get(`${system}/x` as EntitlementRef)?.target;
    const okta = (target: string) => targetOf(aTree().file("entitlements/okta/x.yaml", entitlement(target)), "okta");
    expect(okta("{ app: Hub }")).toEqual({ kind: "app", label: "Hub" });
    expect(okta("{ adminRole: USER_ADMIN }")).toEqual({ kind: "adminRole", name: "USER_ADMIN" });
    google.file("entitlements/google/x.yaml", entitlement("{ group: x@acme.example, role: manager }"));
    expect(targetOf(google, "google")).toEqual({ kind: "group", name: "x@acme.example", role: "manager" });
    google.file("entitlements/google/x.yaml", entitlement("{ license: { product: P, sku: S } }"));
    expect(targetOf(google, "google")).toEqual({ kind: "license", product: "P", sku: "S" });
    const task = entitlement('{ task: { provisioners: [ada], grant: "Hand over the key", revoke: "Take it back" } }');
    expect(
      targetOf(aTree().file("systems/paper.yaml", manual).file("entitlements/paper/x.yaml", task), "paper"),
    ).toEqual({
      kind: "task",
      provisioners: ["ada"],
      grant: "Hand over the key",
      revoke: "Take it back",
    });
  });

  it("of a role, with the line of its birthright", () => {
    const text = `id: engineer
title: Engineer
description: Builds the product.
${owned}birthright: { department: Engineering, kind: [employee, contractor], attributes.floor: 4 }
allowKinds: [employee]
includes: [everyone]
impliedBy: [lead]
entitlements: [okta/account]
`;
    const others = (id: string) => `id: ${id}\ntitle: T\n${owned}entitlements: [okta/account]\n`;
    const { roles } = modelOf(
      aTree()
        .file("roles/engineer.yaml", text)
        .file("roles/everyone.yaml", others("everyone"))
        .file("roles/lead.yaml", others("lead")),
    );
    expect(roles.get("engineer" as RoleId)).toMatchObject({
      birthrightLine: 5,
      birthright: {
        fields: new Map<string, unknown>([
          ["department", ["Engineering"]],
          ["kind", ["employee", "contractor"]],
          ["attributes.floor", [4]],
        ]),
        not: null,
      },
      allowKinds: ["employee"],
      includes: ["everyone"],
      impliedBy: ["lead"],
      entitlements: ["okta/account"],
    });
    expect(roles.get("lead" as RoleId)).toMatchObject({ birthright: null, allowKinds: null, birthrightLine: 1 });
  });

  it("of grants, in the order of their files", () => {
    const { grants } = modelOf(
      aTree()
        .file("users/bob.yaml", userYaml("bob"))
        .file("roles/r.yaml", `id: r\ntitle: R\n${owned}entitlements: [okta/account]\n`)
        .file("grants/roles/r/ada.yaml", "user: ada\nrole: r\n")
        .file(
          "grants/okta/account/bob.yaml",
          "user: bob\nentitlement: okta/account\nreason: Migrate the orders\nticket: INC-1\nstarts: 2026-12-01T15:00:00+01:00\nexpires: 2026-12-01T18:00:00Z\neligible: true\n",
        ),
    );
    expect(grants).toEqual([
      {
        source: { file: "access/grants/okta/account/bob.yaml", line: 1 },
        user: "bob",
        target: { kind: "entitlement", entitlement: "okta/account" },
        reason: "Migrate the orders",
        ticket: "INC-1",
        starts: at("2026-12-01T14:00:00Z"),
        expires: at("2026-12-01T18:00:00Z"),
        eligible: true,
      },
      {
        source: { file: "access/grants/roles/r/ada.yaml", line: 1 },
        user: "ada",
        target: { kind: "role", role: "r" },
        reason: null,
        ticket: null,
        starts: null,
        expires: null,
        eligible: false,
      },
    ]);
  });

  it("of the policies", () => {
    const model = modelOf(
      aTree()
        .adding("entitlements/okta/account.yaml", "tags: [duty:pay]\n")
        .file("roles/r.yaml", `id: r\ntitle: R\n${owned}entitlements: [okta/account]\n`)
        .file(
          "policies/separation-of-duties/pay.yaml",
          `id: pay\ntitle: Pay\nrisk: critical\nmode: prevent\nsets:\n  a: [okta/account, "role:r"]\n  b: ["tag:duty:pay"]\natMost: 1\ncount: [active, eligible]\n${owned}controls: [NIST:AC-5]\nwaiverMax: P30D\nremediation: Remove one.\n`,
        )
        .file(
          "policies/least-privilege.yaml",
          `rules:
  lp/standing-privilege: { severity: warning, tiers: [critical], except: { tags: [duty:pay], users: { kind: service }, roles: [r], entitlements: [okta/account] } }
  lp/role-too-broad: { severity: none }
custom:
  - { id: custom/a, severity: error, message: No., forbid: { entitlements: [okta/account], users: { kind: vendor } } }
  - { id: custom/b, severity: note, message: Need., require: { entitlements: [okta/account], whoever: { holds: [okta/account] } } }
  - { id: custom/c, severity: none, message: Few., holders: { entitlements: [okta/account], max: 4 } }
`,
        )
        .file(
          "policies/approvals.yaml",
          'tiers:\n  high: { require: [[manager], [owner, ada]], maxDuration: P10D, comment: required }\nremovals: { require: [[manager]] }\nfallback: ["@acme/security"]\n',
        )
        .file("policies/lifecycle.yaml", "warnings: [P3D]\nownedByHr: [status, manager]\n")
        .file(
          "policies/baseline.yaml",
          "version: 1\nfindings:\n  - { code: lp/no-reason, file: access/gone.yaml, user: gone, witness: [okta/crm (low)], owner: ada, due: 2027-01-31, reason: Later }\n",
        ),
    );
    expect(model.separationOfDuties).toMatchObject([
      {
        id: "pay",
        risk: "critical",
        mode: "prevent",
        sets: new Map([
          [
            "a",
            [
              { kind: "entitlement", entitlement: "okta/account" },
              { kind: "role", role: "r" },
            ],
          ],
          ["b", [{ kind: "tag", tag: "duty:pay" }]],
        ]),
        atMost: 1,
        count: ["active", "eligible"],
        controls: ["NIST:AC-5"],
        waiverMax: { text: "P30D" },
        remediation: "Remove one.",
      },
    ]);
    const { rules, custom } = model.leastPrivilege;
    expect(rules.get("lp/standing-privilege")).toEqual({
      severity: "warning",
      parameters: new Map([["tiers", ["critical"]]]),
      except: {
        users: { fields: new Map([["kind", ["service"]]]), not: null },
        entitlements: ["okta/account"],
        tags: ["duty:pay"],
        roles: ["r"],
      },
    });
    expect(rules.get("lp/role-too-broad")?.severity).toBe("none");
    expect(custom.map(({ id, severity, demand }) => [id, severity, demand.kind])).toEqual([
      ["custom/a", "error", "forbid"],
      ["custom/b", "note", "require"],
      ["custom/c", "none", "holders"],
    ]);
    expect(custom[2]?.demand).toEqual({ kind: "holders", entitlements: ["okta/account"], min: null, max: 4 });
    expect(model.approvals.tiers.high).toMatchObject({
      require: [["manager"], ["owner", "ada"]],
      maxDuration: { text: "P10D" },
      comment: true,
    });
    expect(model.approvals.tiers.critical.require).toEqual([["owner"], ["@acme/security"]]);
    expect(model.approvals.removals).toEqual([["manager"]]);
    expect(model.lifecycle.warnings.map(({ text }) => text)).toEqual(["P3D"]);
    expect(model.lifecycle.ownedByHr).toEqual(["status", "manager"]);
    expect(model.baseline?.entries).toEqual([
      {
        index: 0,
        code: "lp/no-reason",
        file: "access/gone.yaml",
        user: "gone",
        witness: ["okta/crm (low)"],
        owner: { kind: "user", id: "ada" },
        due: at("2027-01-31T23:00:00Z"),
        reason: "Later",
      },
    ]);
  });

  it("of waivers, adoptions, overrides and policy tests", () => {
    const model = modelOf(
      aTree()
        .file(
          "policies/separation-of-duties/pay.yaml",
          `id: pay\ntitle: Pay\nrisk: low\nmode: detect\nsets:\n  a: [okta/account]\n  b: [okta/account]\natMost: 1\n${owned}`,
        )
        .file(
          "waivers/pay/ada.yaml",
          "rule: pay\nuser: ada\nwitness: [okta/account]\nreason: Cover\ncompensatingControl: Weekly look\nexpires: 2026-12-15\n",
        )
        .file("adoptions/okta/ada.yaml", "user: ada\naccount: 00u1a2b3c4d5e6f7g8h9\nreason: Was there before\n")
        .file(
          "overrides/removals/reorg.yaml",
          "guard: removals\nsystem: okta\ncount: 400\nreason: Sales moves\nexpires: 2026-11-22T08:00:00Z\n",
        )
        .file(
          "tests/all.yaml",
          "tests:\n  - { name: one, user: ada, holds: [okta/account] }\n  - { name: two, users: { kind: vendor }, never: [okta/account] }\n  - { name: three, given: { department: Sales }, exactly: [okta/account] }\n",
        ),
    );
    expect(model.waivers).toMatchObject([
      { rule: "pay", user: "ada", witness: ["okta/account"], expires: at("2026-12-15T23:00:00Z") },
    ]);
    expect(model.adoptions).toMatchObject([{ system: "okta", user: "ada", account: "00u1a2b3c4d5e6f7g8h9" }]);
    expect(model.overrides).toMatchObject([
      { guard: "removals", system: "okta", count: 400, expires: at("2026-11-22T08:00:00Z") },
    ]);
    expect(
      model.policyTests.map(({ name, index, subject, holds, never, exactly }) => ({
        name,
        index,
        subject,
        holds,
        never,
        exactly,
      })),
    ).toEqual([
      {
        name: "one",
        index: 0,
        subject: { kind: "user", user: "ada" },
        holds: ["okta/account"],
        never: null,
        exactly: null,
      },
      {
        name: "two",
        index: 1,
        subject: { kind: "users", selector: { fields: new Map([["kind", ["vendor"]]]), not: null } },
        holds: null,
        never: ["okta/account"],
        exactly: null,
      },
      {
        name: "three",
        index: 2,
        subject: { kind: "given", attributes: new Map([["department", "Sales"]]) },
        holds: null,
        never: null,
        exactly: ["okta/account"],
      },
    ]);
  });
});

describe("locating a field", () => {
  it("finds keys, values and list entries, and the nearest parent of an absent field", () => {
    const { locate } = aTree().adding("users/ada.yaml", "aliases:\n  - a@acme.example\n  - b@acme.example\n").load();
    const place = (field: readonly (string | number)[], atKey = false) => {
      const { line, column } = locate({ file: "access/users/ada.yaml", field, atKey });
      return [line, column];
    };
    expect(place([])).toEqual([1, 1]);
    expect(place(["kind"])).toEqual([2, 7]);
    expect(place(["kind"], true)).toEqual([2, 1]);
    expect(place(["name", "display"])).toEqual([5, 18]);
    expect(place(["name", "given"])).toEqual([5, 1]);
    expect(place(["aliases", 1])).toEqual([11, 5]);
    expect(place(["end"])).toEqual([1, 1]);
    expect(locate({ file: "access/none.yaml", field: [] })).toEqual({ file: "access/none.yaml", line: 1, column: 1 });
  });
});

describe("counts", () => {
  it("are of what was read", () => {
    expect(aTree().load().counts).toEqual({ users: 1, roles: 0, entitlements: 1, grants: 0 });
  });
});
