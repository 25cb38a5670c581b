import { describe, expect, it } from "vitest";
import { at } from "../support/model.ts";
import { aTree, type TreeBuilder, userYaml } from "../support/tree.ts";
import { refuses, spots } from "./bad-input.ts";

const bob = "access/users/bob.yaml";
const bobSays = (text: string) => () => aTree().file("users/bob.yaml", text);
const bobWith = (lines: string) => bobSays(userYaml("bob", lines));
const external = (lines: string): string =>
  userYaml("bob", lines).replace("kind: employee", "kind: contractor").replace("manager: none\n", "");
const owned = 'owners: ["@acme/security"]\n';
const entitlement = (id: string, lines = ""): string =>
  `id: ${id}\ntitle: ${id}\ntarget: { group: ${id} }\ntier: low\n${owned}${lines}`;
const role = (id: string, lines: string): string => `id: ${id}\ntitle: ${id}\n${owned}${lines}`;
const google = `id: google
provider: google
title: Google
${owned}mode: enforce
connection: { customer: my_customer }
account: { join: externalIds.organization }
`;
const withGoogle = (): TreeBuilder => aTree().file("systems/google.yaml", google);
const grantOf = (lines: string): TreeBuilder =>
  aTree().file(
    "grants/okta/account/ada.yaml",
    `user: ada\nentitlement: okta/account\nreason: Needs it for work\n${lines}`,
  );
const grant = "access/grants/okta/account/ada.yaml";

describe("fields that their kind of document does not have, or that are not right", () => {
  refuses([
    {
      what: "54: an unknown field",
      tree: () => grantOf("expries: 2027-01-01\n"),
      says: `schema/unknown-field ${grant}:4:1`,
      word: "did you mean `expires`",
    },
    {
      what: "54: an unknown nested field",
      tree: bobSays(userYaml("bob").replace("{ display: bob }", "{ display: bob, familly: B }")),
      says: `schema/unknown-field ${bob}:5:23`,
      word: "`family`",
    },
    {
      what: "a missing field",
      tree: bobSays(userYaml("bob").replace("email: bob@acme.example\n", "")),
      says: `schema/required ${bob}:1:1`,
      word: "`email`",
    },
    {
      what: "a missing nested field",
      tree: bobSays(userYaml("bob").replace("{ display: bob }", "{ given: Bob }")),
      says: `schema/required ${bob}:5:7`,
      word: "`display`",
    },
    {
      what: "a number where text is due",
      tree: bobSays(userYaml("bob").replace('"n-bob"', "10042")),
      says: `schema/type ${bob}:4:17`,
      word: 'quotes: "10042"',
    },
    {
      what: "a text where a list is due",
      tree: bobWith("aliases: b@acme.example\n"),
      says: `schema/type ${bob}:9:10`,
      word: "[b@acme.example]",
    },
    {
      what: "a value that is none of those allowed",
      tree: bobSays(userYaml("bob").replace("status: active", "status: actve")),
      says: `schema/enum ${bob}:3:9`,
      word: "Did you mean active",
    },
    {
      what: "an id in capitals",
      tree: () => aTree().file("users/Bob.yaml", userYaml("Bob")),
      says: "schema/pattern access/users/Bob.yaml:1:5",
      word: "a-z",
    },
    {
      what: "an employee without a start",
      tree: bobSays(userYaml("bob").replace("start: 2024-02-01\n", "")),
      says: `schema/required ${bob}:1:1`,
      word: "`start`",
    },
    {
      what: "an employee without a manager",
      tree: bobSays(userYaml("bob").replace("manager: none\n", "")),
      says: `schema/required ${bob}:1:1`,
      word: "`manager`",
    },
    {
      what: "a contractor without an end",
      tree: bobSays(external("sponsor: ada\n")),
      says: `schema/required ${bob}:1:1`,
      word: "`end`",
    },
    {
      what: "a contractor without a sponsor",
      tree: bobSays(external("end: 2027-01-01\n")),
      says: `schema/required ${bob}:1:1`,
      word: "`sponsor`",
    },
    {
      what: "a service account without owners",
      tree: bobSays(userYaml("bob", "purpose: Builds\n").replace("employee\n", "service\n")),
      says: `schema/required ${bob}:1:1`,
      word: "`owners`",
    },
    {
      what: "a leave without a return",
      tree: bobSays(userYaml("bob").replace("active", "on-leave")),
      says: `schema/required ${bob}:1:1`,
      word: "`returnDate`",
    },
    {
      what: "a user called none",
      tree: () => aTree().file("users/none.yaml", userYaml("none")),
      says: "schema/pattern access/users/none.yaml:1:5",
    },
    {
      what: "a system called roles",
      tree: () => aTree().file("systems/roles.yaml", google.replace("id: google", "id: roles")),
      says: "schema/pattern access/systems/roles.yaml:1:5",
    },
    {
      what: "a system that loosens a guard",
      tree: () => aTree().adding("systems/okta.yaml", "guards: { removals: { count: 99 } }\n"),
      says: "schema/pattern access/systems/okta.yaml:10:30",
      word: "25",
    },
    {
      what: "a time zone that is none",
      tree: () =>
        aTree().file(
          "rolecall.yaml",
          "version: 1\norganization: A\ndomains: [acme.example]\ntimezone: Mars/Base\nrootOwners: [ada]\n",
        ),
      says: "schema/pattern access/rolecall.yaml:4:11",
    },
    {
      what: "a profile that takes a field nobody has",
      tree: () =>
        aTree().file(
          "systems/google.yaml",
          google.replace("organization }", "organization, profile: { mail: emial } }"),
        ),
      says: "schema/enum access/systems/google.yaml:7:61",
      word: "email",
    },
    {
      what: "a target that is two things",
      tree: () =>
        aTree().file("entitlements/okta/x.yaml", entitlement("x").replace("{ group: x }", "{ group: x, app: X }")),
      says: "schema/pattern access/entitlements/okta/x.yaml:3:9",
    },
    {
      what: "a target that the provider does not have",
      tree: () => withGoogle().file("entitlements/google/x.yaml", entitlement("x").replace("group: x", "app: X")),
      says: "schema/enum access/entitlements/google/x.yaml:3:16",
    },
    {
      what: "a role that gives nothing",
      tree: () => aTree().file("roles/r.yaml", role("r", "")),
      says: "schema/required access/roles/r.yaml:1:1",
    },
    {
      what: "a rule that nothing can break",
      tree: () =>
        aTree().file(
          "policies/separation-of-duties/r.yaml",
          `id: r\ntitle: R\nrisk: low\nmode: detect\nsets:\n  a: [okta/account]\n  b: ["tag:x"]\natMost: 2\n${owned}`,
        ),
      says: "schema/pattern access/policies/separation-of-duties/r.yaml:8:9",
    },
    { what: "a grant of two things", tree: () => grantOf("role: x\n"), says: `schema/unknown-field ${grant}:4:1` },
    {
      what: "a policy test without an expectation",
      tree: () => aTree().file("tests/t.yaml", "tests:\n  - name: nothing\n    user: ada\n"),
      says: "schema/pattern access/tests/t.yaml:2:5",
    },
    {
      what: "an override of no guard",
      tree: () =>
        aTree().file(
          "overrides/removal/x.yaml",
          "guard: removal\nsystem: okta\ncount: 4\nreason: Move\nexpires: 2026-11-21T18:00:00Z\n",
        ),
      says: "schema/enum access/overrides/removal/x.yaml:1:8",
      word: "removals",
    },
  ]);

  it("tells all of a document's problems at once", () => {
    const loaded = aTree().file("users/bob.yaml", "id: bob\nkind: person\ntitel: x\nname: { display: no }\n").load();
    expect(spots(loaded)).toEqual([
      `schema/required ${bob}:1:1`,
      `schema/required ${bob}:1:1`,
      `schema/required ${bob}:1:1`,
      `schema/enum ${bob}:2:7`,
      `schema/unknown-field ${bob}:3:1`,
      `yaml/ambiguous-scalar ${bob}:4:18`,
    ]);
  });
});

describe("a value that YAML already complained of", () => {
  it.each([
    ["0123", "yaml/ambiguous-scalar"],
    ["~", "schema/null-value"],
    ["[*]", "schema/wildcard-forbidden"],
  ])("is not complained of twice: %s", (written, code) => {
    const loaded = aTree().file("users/bob.yaml", userYaml("bob").replace('"n-bob"', written)).load();
    expect(loaded.findings.map((finding) => [finding.code, finding.line])).toEqual([[code, 4]]);
  });
});

describe("content and path", () => {
  refuses([
    {
      what: "a user in another's file",
      tree: () => aTree().file("users/cid.yaml", userYaml("bob")),
      says: "path/mismatch access/users/cid.yaml:1:5",
    },
    {
      what: "a grant in another target's folder",
      tree: () =>
        aTree()
          .file("entitlements/okta/admin.yaml", entitlement("admin"))
          .file("grants/okta/account/ada.yaml", "user: ada\nentitlement: okta/admin\nreason: Wants to be admin\n"),
      says: `path/mismatch ${grant}:2:14`,
    },
    {
      what: "a grant in another user's file",
      tree: () =>
        aTree()
          .file("users/bob.yaml", userYaml("bob"))
          .file("grants/okta/account/ada.yaml", "user: bob\nentitlement: okta/account\nreason: Wants it a lot\n"),
      says: `path/mismatch ${grant}:1:7`,
    },
    {
      what: "a grant of a role among entitlements",
      tree: () => aTree().file("grants/okta/account/ada.yaml", "user: ada\nrole: r\nreason: Wants it a lot\n"),
      says: `path/mismatch ${grant}:2:7`,
    },
    {
      what: "a waiver in another rule's folder",
      tree: () =>
        aTree().file(
          "waivers/a/ada.yaml",
          "rule: b\nuser: ada\nwitness: [okta/account]\nreason: x\ncompensatingControl: Weekly look\nexpires: 2027-01-01\n",
        ),
      says: "path/mismatch access/waivers/a/ada.yaml:1:7",
    },
  ]);
});

describe("references that lead nowhere", () => {
  refuses([
    {
      what: "48: a reference that leads out",
      tree: () => aTree().file("roles/r.yaml", role("r", "entitlements: [../../etc/passwd]\n")),
      says: "path/outside-root access/roles/r.yaml:4:16",
    },
    {
      what: "55: a missing entitlement",
      tree: () => aTree().file("roles/r.yaml", role("r", "entitlements: [okta/acount]\n")),
      says: "ref/unknown-entitlement access/roles/r.yaml:4:16",
      word: "did you mean okta/account",
    },
    {
      what: "55: a grant of a missing entitlement",
      tree: () => aTree().file("grants/okta/crm/ada.yaml", "user: ada\nentitlement: okta/crm\nreason: Sells a lot\n"),
      says: "ref/unknown-entitlement access/grants/okta/crm/ada.yaml:2:14",
    },
    {
      what: "56: a missing user",
      tree: () =>
        aTree().file("grants/okta/account/eve.yaml", "user: eve\nentitlement: okta/account\nreason: Sells a lot\n"),
      says: "ref/unknown-user access/grants/okta/account/eve.yaml:1:7",
    },
    {
      what: "a missing manager",
      tree: bobSays(userYaml("bob").replace("manager: none", "manager: adda")),
      says: `ref/unknown-user ${bob}:7:10`,
      word: "did you mean ada",
    },
    {
      what: "a missing role",
      tree: () => aTree().file("roles/r.yaml", role("r", "includes: [q]\n")),
      says: "ref/unknown-role access/roles/r.yaml:4:12",
    },
    {
      what: "a missing system",
      tree: () => aTree().file("entitlements/octa/x.yaml", entitlement("x")),
      says: "ref/unknown-system access/entitlements/octa/x.yaml:1:1",
    },
    {
      what: "a missing rule",
      tree: () =>
        aTree().file(
          "waivers/a/ada.yaml",
          "rule: a\nuser: ada\nwitness: [okta/account]\nreason: x\ncompensatingControl: Weekly look\nexpires: 2027-01-01\n",
        ),
      says: "ref/unknown-rule access/waivers/a/ada.yaml:1:7",
    },
    {
      what: "a team that is not listed",
      tree: () => aTree().file("entitlements/okta/x.yaml", entitlement("x").replace("@acme/security", "@acme/sec")),
      says: "ref/unknown-team access/entitlements/okta/x.yaml:5:10",
    },
    {
      what: "a tag that nothing carries",
      tree: () =>
        aTree().file(
          "policies/separation-of-duties/r.yaml",
          `id: r\ntitle: R\nrisk: low\nmode: detect\nsets:\n  a: [okta/account]\n  b: ["tag:x"]\natMost: 1\n${owned}`,
        ),
      says: "ref/unknown-tag access/policies/separation-of-duties/r.yaml:7:7",
    },
    {
      what: "an approver who does not exist",
      tree: () => aTree().file("policies/approvals.yaml", "fallback: [eve]\n"),
      says: "ref/unknown-user access/policies/approvals.yaml:1:12",
    },
  ]);

  it("does not speak again of a reference to a file that is broken itself", () => {
    const loaded = aTree()
      .file("users/bob.yaml", userYaml("bob", "titel: x\n"))
      .file("users/cid.yaml", userYaml("cid").replace("manager: none", "manager: bob"))
      .load();
    expect(spots(loaded)).toEqual([`schema/unknown-field ${bob}:9:1`]);
  });
});

describe("who is who", () => {
  const address = (email: string): string => userYaml("bob").replace("bob@acme.example", email);
  refuses([
    {
      what: "25: a Cyrillic a",
      tree: bobSays(address("bоb@acme.example")),
      says: `identity/non-ascii-address ${bob}:6:8`,
    },
    {
      what: "26: a dotless i",
      tree: bobSays(address("bıb@acme.example")),
      says: `identity/non-ascii-address ${bob}:6:8`,
    },
    {
      what: "27: a full-width @",
      tree: bobSays(address("bob＠acme.example")),
      says: `identity/bad-address ${bob}:6:8`,
    },
    { what: "27: no @ at all", tree: bobSays(address("bob.acme.example")), says: `identity/bad-address ${bob}:6:8` },
    {
      what: "28: a punycode domain",
      tree: bobSays(address("bob@xn--acme-example-9db.example")),
      says: `identity/domain-not-allowed ${bob}:6:8`,
    },
    {
      what: "68: a domain of others",
      tree: bobSays(address("bob@rival.example")),
      says: `identity/domain-not-allowed ${bob}:6:8`,
    },
    {
      what: "68: a partner's domain for an employee",
      tree: bobSays(address("bob@partner.example")),
      says: `identity/domain-not-allowed ${bob}:6:8`,
      word: "employee",
    },
    {
      what: "34: an id that looks like another",
      tree: () => aTree().file("users/bo-0.yaml", userYaml("bo-0")).file("users/bo-o.yaml", userYaml("bo-o")),
      says: "identity/confusable-names access/users/bo-o.yaml:1:5",
    },
    {
      what: "34: an address that looks like another",
      tree: () =>
        aTree()
          .file("users/bob.yaml", address("b1ll@acme.example"))
          .file("users/cid.yaml", userYaml("cid").replace("cid@", "blll@")),
      says: "identity/confusable-names access/users/cid.yaml:6:8",
    },
    {
      what: "57: one user in two files",
      tree: () => aTree().file("users/sales/ada.yaml", userYaml("ada")),
      says: "identity/duplicate-user access/users/sales/ada.yaml:1:5",
    },
    {
      what: "58: one address in two letter cases",
      tree: bobSays(address("Ada@acme.example")),
      says: `identity/duplicate-address ${bob}:6:8`,
    },
    {
      what: "59: another's address as an alias",
      tree: bobWith("aliases: [ADA@acme.example]\n"),
      says: `identity/alias-conflict ${bob}:9:11`,
    },
    {
      what: "60: another's address with a plus tag",
      tree: bobSays(address("ada+bob@acme.example")),
      says: `identity/subaddress ${bob}:6:8`,
    },
    {
      what: "one number for two",
      tree: bobSays(userYaml("bob").replace("n-bob", "n-ada")),
      says: `identity/duplicate-number ${bob}:4:17`,
    },
    {
      what: "one GitHub account for two",
      tree: () =>
        aTree()
          .adding("users/ada.yaml", "github: { login: ada }\n")
          .file("users/bob.yaml", userYaml("bob", "github: { login: Ada }\n")),
      says: `identity/duplicate-github ${bob}:9:18`,
    },
    {
      what: "a sponsor who is no employee",
      tree: () =>
        aTree()
          .file("users/bob.yaml", external("end: 2027-01-01\nsponsor: cid\n"))
          .file("users/cid.yaml", external("end: 2027-01-01\nsponsor: ada\n").replaceAll("bob", "cid")),
      says: `identity/inactive-sponsor ${bob}:9:10`,
    },
    {
      what: "a sponsor who left",
      tree: () =>
        aTree()
          .file("users/bob.yaml", external("end: 2027-01-01\nsponsor: cid\n"))
          .file("users/cid.yaml", userYaml("cid").replace("active", "terminated")),
      says: `identity/inactive-sponsor ${bob}:9:10`,
    },
    {
      what: "a sponsor on leave",
      severity: "warning",
      tree: () =>
        aTree()
          .file("users/bob.yaml", external("end: 2027-01-01\nsponsor: cid\n"))
          .file("users/cid.yaml", userYaml("cid", "returnDate: 2027-01-01\n").replace("active", "on-leave")),
      says: `identity/inactive-sponsor ${bob}:9:10`,
    },
  ]);

  it("lets a partner have a partner's address", () => {
    const partner = external("end: 2027-01-01\nsponsor: ada\n").replace("@acme", "@partner");
    expect(spots(aTree().file("users/bob.yaml", partner).load())).toEqual([]);
  });

  it("lets one user have a plus-tagged alias of the own address", () => {
    expect(spots(aTree().adding("users/ada.yaml", "aliases: [ada+news@acme.example]\n").load())).toEqual([]);
  });
});

describe("the catalogue", () => {
  const group = (id: string, nests: string): string =>
    entitlement(id, `nests: [${nests}]\n`).replace(`group: ${id}`, `group: ${id}@acme.example`);
  const circle = withGoogle().files(
    Object.fromEntries(
      ["a", "b", "c", "d", "e"].map((id, index, ids) => [
        `entitlements/google/${id}.yaml`,
        group(id, `google/${ids[(index + 1) % ids.length] ?? ""}`),
      ]),
    ),
  );
  refuses([
    {
      what: "61: a group in itself",
      tree: () => withGoogle().file("entitlements/google/a.yaml", group("a", "google/a")),
      says: "entitlement/cycle access/entitlements/google/a.yaml:6:9",
      word: "google/a → google/a",
    },
    {
      what: "62: a circle of five groups",
      tree: () => circle,
      says: "entitlement/cycle access/entitlements/google/a.yaml:6:9",
      word: "google/a → google/b → google/c → google/d → google/e → google/a",
    },
    {
      what: "a circle of roles",
      tree: () =>
        aTree().file("roles/a.yaml", role("a", "includes: [b]\n")).file("roles/b.yaml", role("b", "includes: [a]\n")),
      says: "role/cycle access/roles/a.yaml:4:12",
      word: "a → b → a",
    },
    {
      what: "a circle of roles stated from both ends",
      tree: () =>
        aTree()
          .file("roles/a.yaml", role("a", "includes: [b]\nimpliedBy: [b]\n"))
          .file("roles/b.yaml", role("b", "entitlements: [okta/account]\n")),
      says: "role/cycle access/roles/a.yaml:4:12",
    },
    {
      what: "two entitlements for one group",
      tree: () =>
        aTree()
          .file("entitlements/okta/a.yaml", entitlement("a").replace("group: a", "group: G"))
          .file("entitlements/okta/b.yaml", entitlement("b").replace("group: b", "group: G")),
      says: "entitlement/same-target access/entitlements/okta/b.yaml:3:9",
    },
    {
      what: "a group address of others",
      tree: () =>
        withGoogle().file("entitlements/google/a.yaml", entitlement("a").replace("group: a", "group: a@rival.example")),
      says: "identity/domain-not-allowed access/entitlements/google/a.yaml:3:18",
    },
    {
      what: "an entitlement twice",
      tree: () => aTree().file("entitlements/okta/sub/account.yaml", entitlement("account")),
      says: "identity/duplicate-id access/entitlements/okta/sub/account.yaml:1:5",
    },
    {
      what: "a role for another kind",
      tree: () =>
        aTree()
          .file("roles/r.yaml", role("r", "allowKinds: [contractor]\nentitlements: [okta/account]\n"))
          .file("grants/roles/r/ada.yaml", "user: ada\nrole: r\nreason: Helps the contractors\n"),
      says: "role/kind-not-allowed access/grants/roles/r/ada.yaml:2:7",
    },
    {
      what: "a grant of something retired",
      severity: "warning",
      tree: () => grantOf("").adding("entitlements/okta/account.yaml", "status: retired\n"),
      says: `entitlement/retired ${grant}:2:14`,
    },
    {
      what: "something that is not supported yet",
      severity: "warning",
      tree: () => grantOf("eligible: true\n"),
      says: `schema/not-supported-yet ${grant}:4:1`,
    },
  ]);

  it("what names something retired is told, wherever it stands", () => {
    const loaded = withGoogle()
      .file("entitlements/okta/old.yaml", entitlement("old", "status: retired\n"))
      .file("entitlements/google/old.yaml", group("old", "").replace("nests: []", "status: retired"))
      .file("entitlements/google/all.yaml", group("all", "google/old"))
      .file("roles/r.yaml", role("r", "entitlements: [okta/account, okta/old]\n"))
      .file(
        "policies/separation-of-duties/s.yaml",
        `id: s\ntitle: S\nrisk: low\nmode: detect\nsets:\n  a: [okta/account]\n  b: [okta/old]\natMost: 1\n${owned}`,
      )
      .load();
    expect(spots(loaded).filter((spot) => spot.startsWith("entitlement/retired"))).toEqual([
      "entitlement/retired access/entitlements/google/all.yaml:6:9",
      "entitlement/retired access/policies/separation-of-duties/s.yaml:7:7",
      "entitlement/retired access/roles/r.yaml:4:30",
    ]);
    expect(loaded.model).not.toBeNull();
  });

  it("tells plan and apply whether something is not supported yet", () => {
    expect(grantOf("eligible: true\n").load().isUnsupported).toBe(true);
    expect(grantOf("eligible: false\n").load().isUnsupported).toBe(false);
  });
});

describe("times", () => {
  refuses([
    {
      what: "69: an end that has passed",
      severity: "warning",
      tree: () => grantOf("expires: 2026-11-20\n"),
      says: `time/already-expired ${grant}:4:10`,
    },
    {
      what: "70: no zone",
      tree: () => grantOf("expires: 2026-12-01T18:00:00\n"),
      says: `time/bad-instant ${grant}:4:10`,
    },
    { what: "70: 30 February", tree: () => grantOf("expires: 2026-02-30\n"), says: `time/bad-instant ${grant}:4:10` },
    {
      what: "70: 25 o'clock",
      tree: () => grantOf("expires: 2026-12-01T25:00:00Z\n"),
      says: `time/bad-instant ${grant}:4:10`,
    },
    {
      what: "72: the end before the start",
      tree: () => grantOf("starts: 2026-12-02\nexpires: 2026-12-01\n"),
      says: `time/reversed ${grant}:5:10`,
    },
    {
      what: "72: a user who ends before the start",
      tree: bobWith("end: 2024-01-01\n"),
      says: `time/reversed ${bob}:9:6`,
    },
    {
      what: "an override for a week",
      tree: () =>
        aTree().file(
          "overrides/removals/x.yaml",
          "guard: removals\nsystem: okta\ncount: 4\nreason: Move\nexpires: 2026-11-28T18:00:00Z\n",
        ),
      says: "time/too-far access/overrides/removals/x.yaml:5:10",
    },
  ]);

  it("an end is the instant from which access is gone", () => {
    const tree = grantOf("expires: 2026-12-01T18:00:00Z\n");
    expect(spots(tree.load(at("2026-12-01T17:59:59Z")))).toEqual([]);
    expect(spots(tree.load(at("2026-12-01T18:00:00Z")))).toEqual([`time/already-expired ${grant}:4:10`]);
  });
});

describe("30: all or nothing", () => {
  it("one bad file among good ones leaves no model", () => {
    expect(aTree().load().model).not.toBeNull();
    expect(aTree().file("users/bob.yaml", "id: bob\n").load().model).toBeNull();
  });

  it("a cut anywhere in a file never gives a smaller model without an error", () => {
    const whole = userYaml("ada", "aliases:\n  - ada.l@acme.example\n");
    for (let length = 0; length < whole.length; length += 1) {
      const { model, findings } = aTree().file("users/ada.yaml", whole.slice(0, length)).load();
      const isWhole = model !== null && findings.length === 0;
      // What parses after a cut is a valid document of its own; it still describes the user.
      if (isWhole) expect([...model.users.keys()]).toEqual(["ada"]);
      else expect(findings.every(({ file }) => file !== null)).toBe(true);
    }
  });

  it("shows a thousand findings and counts the rest", () => {
    const tree = aTree();
    for (let index = 0; index < 1_100; index += 1) tree.file(`users/u${index}.yml`, "x");
    const { findings } = tree.load();
    expect(findings).toHaveLength(1_001);
    expect(findings.at(-1)).toMatchObject({ code: "repo/more-findings", severity: "error" });
    expect(findings.at(-1)?.message).toContain("100 more");
  });
});

describe("a star in a sentence", () => {
  it("is no wildcard", () => {
    const loaded = grantOf("").adding("grants/okta/account/ada.yaml", "ticket: see the files in src/*\n").load();
    expect(spots(loaded)).toEqual([]);
  });
});

describe("74 to 76: words that could act elsewhere", () => {
  it("are accepted as they are", () => {
    const reason = "@acme/security see [x](https://evil.example) <b> `x` =cmd";
    const loaded = aTree()
      .file("grants/okta/account/ada.yaml", `user: ada\nentitlement: okta/account\nreason: "${reason}"\n`)
      .load();
    expect(spots(loaded)).toEqual([]);
    expect(loaded.model?.grants[0]?.reason).toBe(reason);
    const command = grantOf("").adding("grants/okta/account/ada.yaml", "ticket: |\n  ::set-output name=x::y\n").load();
    expect(command.model?.grants[0]?.ticket).toBe("::set-output name=x::y\n");
  });
});
