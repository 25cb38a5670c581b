import { describe, expect, it } from "vitest";
import type { AccessModel, SystemId } from "../../src/model/documents.ts";
import { modelChangesBetween } from "../../src/plan/model-changes.ts";
import { aModel, at, defaultGuards, duration, type ModelBuilder, selector, team, userId } from "../support/model.ts";
import { planFor } from "../support/planned.ts";

const company = () =>
  aModel()
    .entitlement("okta/crm")
    .user("ada")
    .role("seller", ["okta/crm"], { birthright: selector({ department: ["Sales", "Legal"] }) })
    .keepApart("payments", { pay: ["okta/crm"], ok: ["tag:duty:ok"] })
    .setting("lp/no-reason", { parameters: new Map([["words", 3]]) })
    .waiver("payments", "ada", ["okta/crm"], "2026-12-15T00:00:00Z");
const plainly = (model: AccessModel): AccessModel => model;

/** Returns `kind id field: before → after` of each change. */
function lines(head: ModelBuilder, change: (model: AccessModel) => AccessModel = plainly): readonly string[] {
  return modelChangesBetween(company().build(), change(head.build()), []).map(
    ({ kind, id, field, before, after }) =>
      `${kind} ${id} ${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`,
  );
}

describe("the model changes", () => {
  it("are none for equal models, another order of lists, and descriptive texts", () => {
    expect(lines(company())).toEqual([]);
    expect(
      lines(
        company()
          .role("seller", ["okta/crm"], {
            title: "Sells things",
            birthright: selector({ department: ["Legal", "Sales"] }),
            source: { file: "access/roles/moved/seller.yaml", line: 7 },
          })
          .entitlement("okta/crm", { title: "Customers", description: "All of them" }),
      ),
    ).toEqual([]);
  });

  it.each<[string, (world: ModelBuilder) => ModelBuilder, readonly string[]]>([
    [
      "an entitlement's tier",
      (world) => world.entitlement("okta/crm", { tier: "critical" }),
      ['entitlement okta/crm tier: "low" → "critical"'],
    ],
    [
      "an entitlement's target",
      (world) => world.entitlement("okta/crm", { target: { kind: "group", name: "Admins", role: "member" } }),
      ['entitlement okta/crm target.name: "crm" → "Admins"'],
    ],
    [
      "a user's manager and GitHub account",
      (world) => world.user("ada", { manager: userId("bob"), github: { login: "ada", id: 7 } }),
      ["user ada github.id: null → 7", 'user ada github.login: null → "ada"', 'user ada manager: null → "bob"'],
    ],
    [
      "a role's birthright, changed to match every user",
      (world) => world.role("seller", ["okta/crm"], { birthright: selector({}) }),
      ["role seller birthright: null → {}", 'role seller birthright.department: ["Legal","Sales"] → null'],
    ],
    [
      "the user fields that a rule's selector reads",
      (world) => world.user("ada", { location: "Lisbon", attributes: new Map([["nda", true]]) }),
      ["user ada attributes.nda: null → true", 'user ada location: null → "Lisbon"'],
    ],
    [
      "a new rule",
      (world) => world.keepApart("orders", { pay: ["okta/crm"], ok: ["tag:duty:ok", "role:seller"] }),
      ['separation-of-duties orders sets.ok: null → ["role:seller","tag:duty:ok"]'],
    ],
    [
      "a rule's severity",
      (world) => world.setting("lp/no-reason", { severity: "none", parameters: new Map([["words", 3]]) }),
      ['least-privilege lp/no-reason severity: null → "none"'],
    ],
    [
      "an eligible grant, which no access change shows",
      (world) => world.grant("ada", "okta/crm", { eligible: true }),
      ["grant okta/crm/ada eligible: null → true"],
    ],
    ["an adoption", (world) => world.adoption("okta", "ada", "00u1"), ['adoption okta/ada account: null → "00u1"']],
  ])("show %s", (_, change, expected) => {
    expect(lines(change(company()))).toEqual(expect.arrayContaining([...expected]));
    expect(lines(change(company())).filter((line) => line.endsWith("null → null"))).toEqual([]);
  });

  it("show the fields that only root owners may change", () => {
    const guards = { ...defaultGuards, accounts: { count: 500 } };
    const changed = lines(company(), (model) => ({
      ...model,
      organization: {
        ...model.organization,
        rootOwners: [team("@acme/security"), team("@acme/friends")],
        protected: [userId("ada")],
        guards,
        journalKeys: ["new", "current"],
      },
      systems: new Map([...model.systems].map(([id, system]) => [id, { ...system, guards }])),
      approvals: { ...model.approvals, fallback: ["@acme/friends"] },
      lifecycle: { ...model.lifecycle, moverGrace: { ...model.lifecycle.moverGrace, critical: duration("P90D") } },
      overrides: [
        {
          source: { file: "access/overrides/removals/reorg.yaml", line: 1 },
          guard: "removals",
          system: "okta" as SystemId,
          count: 400,
          reason: "Reorganization",
          expires: at("2026-12-02T18:00:00Z"),
        },
      ],
      waivers: [],
    }));
    expect(changed).toEqual([
      'approvals approvals fallback: [] → ["@acme/friends"]',
      'lifecycle lifecycle mover.grace.critical: "PT0S" → "P90D"',
      "organization organization guards.accounts.count: 10 → 500",
      'organization organization journalKeys: [] → ["new","current"]',
      'organization organization protected: [] → ["ada"]',
      'organization organization rootOwners: ["@acme/security"] → ["@acme/friends","@acme/security"]',
      "override removals/reorg count: null → 400",
      'override removals/reorg expires: null → "2026-12-02T18:00:00Z"',
      'override removals/reorg guard: null → "removals"',
      'override removals/reorg system: null → "okta"',
      'waiver payments/ada compensatingControl: "Weekly review" → null',
      'waiver payments/ada expires: "2026-12-15T00:00:00Z" → null',
      'waiver payments/ada reason: "Cover for parental leave" → null',
      'waiver payments/ada witness: ["okta/crm"] → null',
    ]);
  });

  it("show a system's guards where they differ from the organization's", () => {
    const own = { ...defaultGuards, accounts: { count: 3 } };
    expect(
      lines(company(), (model) => ({
        ...model,
        systems: new Map([...model.systems].map(([id, system]) => [id, { ...system, mode: "observe", guards: own }])),
      })),
    ).toEqual(["system okta guards.accounts.count: null → 3", 'system okta mode: "enforce" → "observe"']);
  });
});

describe("a grant in the same change as another path to the same access", () => {
  const base = () => aModel().entitlement("okta/crm").role("seller", ["okta/crm"]);
  const grantLines = (before: ModelBuilder, after: ModelBuilder): readonly string[] =>
    planFor(after, [], { base: before })
      .modelChanges.filter(({ kind }) => kind === "grant")
      .map(({ id, field, after: value }) => `${id} ${field}: ${JSON.stringify(value)}`);
  const digestOf = (before: ModelBuilder, after: ModelBuilder): string => planFor(after, [], { base: before }).digest;

  it("is part of the digest: it could be added after the review, and outlives the other path", () => {
    const reviewed = () => base().user("ada").grant("ada", "role:seller");
    const slipped = () => reviewed().grant("ada", "okta/crm");
    expect(grantLines(base().user("ada"), reviewed())).toEqual([]);
    expect(grantLines(base().user("ada"), slipped())).toEqual([
      "okta/crm/ada eligible: false",
      "roles/seller/ada eligible: false",
    ]);
    expect(digestOf(base().user("ada"), slipped())).not.toBe(digestOf(base().user("ada"), reviewed()));
  });

  it("is part of it where a new user's birthright is the other path", () => {
    const born = () => base().role("seller", ["okta/crm"], { birthright: selector({ department: "Engineering" }) });
    expect(grantLines(born(), born().user("ada").grant("ada", "okta/crm"))).toEqual(["okta/crm/ada eligible: false"]);
    expect(digestOf(born(), born().user("ada").grant("ada", "okta/crm"))).not.toBe(
      digestOf(born(), born().user("ada")),
    );
  });
});
