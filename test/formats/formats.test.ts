import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Finding, PlanDocument, SnapshotDocument, ValidateDocument } from "../../src/formats/answers.generated.ts";
import { schemaNode } from "../../src/formats/schema-node.ts";
import { schemaProblems, schemaProblemText } from "../../src/formats/validators.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const schemas = readdirSync(join(root, "schemas")).filter((name) => name.endsWith(".schema.json"));
type Schema = Readonly<Record<string, unknown>>;

function nodes(value: unknown): readonly Schema[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== "object" || value === null) return [];
  return [value as Schema, ...Object.values(value).flatMap(nodes)];
}

describe("the schemas", () => {
  it("match the generated files", () => {
    expect(() =>
      execFileSync(process.execPath, [join(root, ".ci/generate.mjs"), "--check"], { stdio: "pipe" }),
    ).not.toThrow();
  });

  it("do not match a generated file that was edited by hand", () => {
    const copy = mkdtempSync(join(tmpdir(), "rolecall-generate-"));
    for (const folder of [
      ".ci",
      ".vscode",
      "access",
      "schemas",
      "src",
      "test/contract",
      ".prettierrc.json",
      "README.md",
      "package.json",
    ])
      cpSync(join(root, folder), join(copy, folder), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    appendFileSync(join(copy, "src/formats/written.generated.ts"), "// by hand\n");
    const check = spawnSync(process.execPath, [join(copy, ".ci/generate.mjs"), "--check"], { encoding: "utf8" });
    rmSync(copy, { recursive: true });
    expect(check.status).toBe(1);
    expect(check.stderr).toContain("src/formats/written.generated.ts differs");
    expect(check.stderr.trim().split("\n")).toHaveLength(1);
  });

  it.each(schemas)("%s allows no additional fields and uses only the supported subset of JSON Schema", (name) => {
    const schema = JSON.parse(readFileSync(join(root, "schemas", name), "utf8")) as Schema;
    const objects = nodes(schema).filter(
      ({ type }) => type === "object" || (Array.isArray(type) && type.includes("object")),
    );
    for (const object of objects) expect(object).toHaveProperty("additionalProperties");
    const text = JSON.stringify(schema);
    for (const keyword of ["prefixItems", "dependentSchemas", "$dynamicRef", "unevaluatedProperties", '"if"'])
      expect(text).not.toContain(keyword);
  });

  it("reject an unknown name", () => {
    expect(() => schemaProblems("nothing", {})).toThrow("Unknown schema: nothing");
  });

  it("describe each field, through references and patterns", () => {
    expect(schemaNode("user", [])?.fields).toContain("employeeNumber");
    expect(schemaNode("user", ["name"])?.fields).toEqual(["display", "given", "family"]);
    expect(schemaNode("system", ["guards", "removals"])?.fields).toEqual(["count", "share", "floor", "allowance"]);
    expect(schemaNode("role", ["birthright", "attributes.floor"])?.description).toContain("attribute of the user");
    expect(schemaNode("system", ["account", "orgUnit", "rules", 0])?.fields).toEqual(["when", "value"]);
    expect(schemaNode("user", ["nothing", "at", "all"])).toBeUndefined();
  });
});

const at = "2026-11-21T09:00:00Z";
const finding: Finding = {
  code: "lp/no-reason",
  severity: "error",
  message: "m",
  remedy: "r",
  user: null,
  file: null,
  line: null,
  column: null,
  paths: [],
  waiver: null,
};

describe("the JSON output of the commands", () => {
  const plan: PlanDocument = {
    version: 1,
    at,
    head: "0".repeat(40),
    base: null,
    digest: `sha256:${"a".repeat(64)}`,
    accessChanges: [
      {
        kind: "gain",
        user: "ada",
        entitlement: "okta/crm",
        tier: "low",
        from: null,
        until: at,
        because: [{ kind: "grant", file: "access/grants/x.yaml", line: 1 }],
      },
    ],
    modelChanges: [{ kind: "entitlement", id: "okta/crm", field: "tier", before: "low", after: null }],
    operations: [
      {
        id: "okta:membership.add:crm:ada",
        action: "membership.add",
        system: "okta",
        user: "ada",
        account: null,
        entitlement: "okta/crm",
        resource: { kind: "group", id: null, name: "CRM" },
        before: null,
        after: { member: true },
        patch: [{ op: "replace", path: "/x", value: 1 }],
        origin: "change",
        tier: "low",
        because: [{ kind: "birthright", file: null, line: null, role: "r", through: ["a"], text: "t" }],
        dependsOn: [],
      },
    ],
    findings: [finding],
    guards: [{ code: "guard/removals", system: "okta", blocked: true, message: "m", remedy: "r", override: null }],
    unmanaged: { okta: { accounts: 1, groups: 2, members: 3 } },
    summary: { create: 1, update: 0, remove: 0 },
  };
  const snapshot: SnapshotDocument = {
    version: 1,
    at,
    systems: [
      {
        system: "okta",
        provider: "okta",
        tenant: "https://acme.okta.example",
        complete: true,
        accounts: [
          { id: "00u1", address: "ada@acme.example", join: null, state: "active", profile: { a: 1 }, lastSignIn: null },
        ],
        groups: [{ id: "00g1", name: "CRM", type: "OKTA_GROUP", profile: {}, settings: null, ruleFed: false }],
        memberships: [{ group: "00g1", account: "00u1", address: null, role: "member" }],
        appAssignments: [],
        adminRoles: [],
        licenses: [],
      },
    ],
  };
  const answer: ValidateDocument = {
    version: 1,
    at,
    findings: [finding],
    summary: { users: 1, roles: 0, entitlements: 1, grants: 0, errors: 1, warnings: 0 },
  };
  const path = { kind: "grant", file: "access/grants/x.yaml", line: 1, from: null, until: null, through: [] };
  const source = {
    commit: "a".repeat(40),
    mergedAt: at,
    applied: { commit: "a".repeat(40), at },
    lastApplied: null,
    journal: "verified",
    unknownStarts: ["access/grants/x.yaml"],
  };
  const { operations: _operations, guards: _guards, unmanaged: _unmanaged, ...diff } = plan;
  const documents: readonly (readonly [string, object])[] = [
    ["plan", plan],
    ["diff", diff],
    ["snapshot", snapshot],
    ["validate", answer],
    [
      "who",
      {
        version: 1,
        at,
        source,
        entitlement: "okta/crm",
        holders: [{ user: "ada", from: null, until: at, because: [path] }],
      },
    ],
    [
      "what",
      {
        version: 1,
        at,
        source,
        user: "ada",
        state: "active",
        assignments: [{ entitlement: "okta/crm", tier: "low", from: null, until: null, because: [path] }],
      },
    ],
    [
      "why",
      { version: 1, at, source, user: "ada", entitlement: "okta/crm", holds: true, because: [{ ...path, role: "r" }] },
    ],
    [
      "journal",
      {
        version: 1,
        file: "branch:rolecall-journal",
        status: "verified",
        records: 3,
        hash: "sha256:0",
        line: null,
        message: "m",
        lease: { run: "r", epoch: 1, end: at, isReleased: true },
        entries: [
          {
            at,
            operation: "okta:membership.add:crm:ada",
            system: "okta",
            action: "membership.add",
            user: "ada",
            entitlement: "okta/crm",
            outcome: "done",
            detail: null,
            finishedAt: at,
            run: {
              id: "r",
              kind: "by-hand",
              commit: null,
              claims: { gitName: "Ada", gitEmail: null, osUser: "ada", githubActor: null },
              pullRequests: [1],
              approvers: ["ghopper"],
            },
          },
        ],
      },
    ],
    [
      "test",
      {
        version: 1,
        at,
        tests: [{ name: "n", file: "f", line: 2, passed: false, failures: ["x"] }],
        summary: { passed: 0, failed: 1 },
      },
    ],
    [
      "doctor",
      {
        version: 1,
        findings: [{ id: "i", verdict: "wrong", message: "m", remedy: "r", rule: "W1", page: "p" }],
        checkByHand: [{ subject: "s", page: "p" }],
      },
    ],
    [
      "credentials",
      {
        version: 1,
        credentials: [
          {
            system: "okta",
            mode: "enforce",
            identity: "API token",
            tenant: null,
            roles: null,
            scopes: ["s"],
            rights: [
              { id: "i", access: "read", purpose: "p", scope: "s", role: "r", state: "unknown", reason: "not shown" },
            ],
            limits: [{ bucket: "b", perMinute: 600, isAnnounced: true, used: 150 }],
          },
        ],
      },
    ],
    ["explain", { version: 1, codes: [{ code: "lp/too-long", title: "t", why: "w", next: "n" }] }],
  ];

  it.each(documents)("%s matches its schema exactly", (kind, document) => {
    expect(schemaProblems(kind, document)).toEqual([]);
    expect(schemaProblems(kind, { ...document, extra: 1 }).map(({ keyword }) => keyword)).toEqual([
      "additionalProperties",
    ]);
    for (const field of Object.keys(document)) {
      const { [field as keyof typeof document]: _left, ...rest } = document;
      expect(schemaProblems(kind, rest).map(({ keyword }) => keyword)).toEqual(["required"]);
    }
  });

  it("distinguishes an incomplete snapshot and an unknown account state", () => {
    const [system] = snapshot.systems;
    const [account] = system?.accounts ?? [];
    const broken = { ...snapshot, systems: [{ ...system, accounts: [{ ...account, state: "asleep" }] }] };
    expect(schemaProblems("snapshot", broken)).toMatchObject([
      { keyword: "enum", instancePath: "/systems/0/accounts/0/state" },
    ]);
    expect(schemaProblems("snapshot", broken).map(schemaProblemText)).toEqual([
      "/systems/0/accounts/0/state must be one of staged, provisioned, active, suspended, archived, deactivated, locked, recovery, password-expired, deleted",
    ]);
  });

  it("names an unknown and a missing field", () => {
    const text = (value: unknown) => schemaProblems("snapshot", value).map(schemaProblemText);
    expect(text({ ...snapshot, extra: 1 })).toEqual(["the document has the unknown field extra"]);
    expect(text({ version: 1, at })).toEqual(["the document must have required property 'systems'"]);
  });

  it("does not change a checked value", () => {
    const value = { version: "1", unknown: {} };
    const before = structuredClone(value);
    schemaProblems("plan", value);
    expect(value).toEqual(before);
  });
});
