import { describe, expect, it } from "vitest";
import { titlesWhere } from "../../src/model/provider.ts";
import { at, ref } from "../support/model.ts";
import { aTree, type TreeBuilder, userYaml } from "../support/tree.ts";
import { refuses, spots } from "./bad-input.ts";

const bob = "access/users/bob.yaml";
const bobFile = (text: string) => () => aTree().file("users/bob.yaml", text);
const bobWith = (lines: string) => bobFile(userYaml("bob", lines));
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

describe("unknown, missing and invalid fields", () => {
  refuses([
    {
      input: "54: an unknown field",
      tree: () => grantOf("expries: 2027-01-01\n"),
      reports: `schema/unknown-field ${grant}:4:1`,
      contains: "did you mean `expires`",
    },
    {
      input: "54: an unknown nested field",
      tree: bobFile(userYaml("bob").replace("{ display: bob }", "{ display: bob, familly: B }")),
      reports: `schema/unknown-field ${bob}:5:23`,
      contains: "`family`",
    },
    {
      input: "a missing field",
      tree: bobFile(userYaml("bob").replace("email: bob@acme.example\n", "")),
      reports: `schema/required ${bob}:1:1`,
      contains: "`email`",
    },
    {
      input: "a missing nested field",
      tree: bobFile(userYaml("bob").replace("{ display: bob }", "{ given: Bob }")),
      reports: `schema/required ${bob}:5:7`,
      contains: "`display`",
    },
    {
      input: "a number instead of text",
      tree: bobFile(userYaml("bob").replace('"n-bob"', "10042")),
      reports: `schema/type ${bob}:4:17`,
      contains: 'quotes: "10042"',
    },
    {
      input: "text instead of a list",
      tree: bobWith("aliases: b@acme.example\n"),
      reports: `schema/type ${bob}:9:10`,
      contains: "[b@acme.example]",
    },
    {
      input: "a value that is not allowed",
      tree: bobFile(userYaml("bob").replace("status: active", "status: actve")),
      reports: `schema/enum ${bob}:3:9`,
      contains: "Did you mean active",
    },
    {
      input: "an id in capitals",
      tree: () => aTree().file("users/Bob.yaml", userYaml("Bob")),
      reports: "schema/pattern access/users/Bob.yaml:1:5",
      contains: "a-z",
    },
    {
      input: "an employee without a start",
      tree: bobFile(userYaml("bob").replace("start: 2024-02-01\n", "")),
      reports: `schema/required ${bob}:1:1`,
      contains: "`start`",
    },
    {
      input: "an employee without a manager",
      tree: bobFile(userYaml("bob").replace("manager: none\n", "")),
      reports: `schema/required ${bob}:1:1`,
      contains: "`manager`",
    },
    {
      input: "a contractor without an end",
      tree: bobFile(external("sponsor: ada\n")),
      reports: `schema/required ${bob}:1:1`,
      contains: "`end`",
    },
    {
      input: "a contractor without a sponsor",
      tree: bobFile(external("end: 2027-01-01\n")),
      reports: `schema/required ${bob}:1:1`,
      contains: "`sponsor`",
    },
    {
      input: "a service account without owners",
      tree: bobFile(userYaml("bob", "purpose: Builds\n").replace("employee\n", "service\n")),
      reports: `schema/required ${bob}:1:1`,
      contains: "`owners`",
    },
    {
      input: "a leave without a return date",
      tree: bobFile(userYaml("bob").replace("active", "on-leave")),
      reports: `schema/required ${bob}:1:1`,
      contains: "`returnDate`",
    },
    {
      input: "a user called none",
      tree: () => aTree().file("users/none.yaml", userYaml("none")),
      reports: "schema/pattern access/users/none.yaml:1:5",
    },
    {
      input: "a system called roles",
      tree: () => aTree().file("systems/roles.yaml", google.replace("id: google", "id: roles")),
      reports: "schema/pattern access/systems/roles.yaml:1:5",
    },
    {
      input: "a system that loosens a guard",
      tree: () => aTree().adding("systems/okta.yaml", "guards: { removals: { count: 99 } }\n"),
      reports: "schema/pattern access/systems/okta.yaml:10:30",
      contains: "25",
    },
    {
      input: "a journal key that is a word",
      tree: () => aTree().adding("rolecall.yaml", "journal: { publicKeys: [word] }\n"),
      reports: "schema/pattern access/rolecall.yaml:8:25",
      contains: "Ed25519",
    },
    {
      input: "a journal key with bits beyond its 44 bytes",
      tree: () =>
        aTree().adding(
          "rolecall.yaml",
          "journal:\n  publicKeys:\n    - MCowBQYDK2VwAyEAtLa2dqa3Jc5dehJQ/+SK6cKDrvQY/9jTQdw9zPOIITJ=\n",
        ),
      reports: "schema/pattern access/rolecall.yaml:10:7",
      contains: "Ed25519",
    },
    {
      input: "a journal key that is listed twice",
      tree: () =>
        aTree().adding(
          "rolecall.yaml",
          "journal:\n  publicKeys:\n    - MCowBQYDK2VwAyEAtLa2dqa3Jc5dehJQ/+SK6cKDrvQY/9jTQdw9zPOIITI=\n    - MCowBQYDK2VwAyEAtLa2dqa3Jc5dehJQ/+SK6cKDrvQY/9jTQdw9zPOIITI=\n",
        ),
      reports: "schema/pattern access/rolecall.yaml:11:7",
      contains: "twice",
    },
    {
      input: "an unknown time zone",
      tree: () =>
        aTree().file(
          "rolecall.yaml",
          "version: 1\norganization: A\ndomains: [acme.example]\ntimezone: Mars/Base\nrootOwners: [ada]\n",
        ),
      reports: "schema/pattern access/rolecall.yaml:4:11",
    },
    {
      input: "a profile attribute from an unknown user field",
      tree: () =>
        aTree().file(
          "systems/google.yaml",
          google.replace("organization }", "organization, profile: { mail: emial } }"),
        ),
      reports: "schema/enum access/systems/google.yaml:7:61",
      contains: "email",
    },
    {
      input: "a target of two kinds",
      tree: () =>
        aTree().file("entitlements/okta/x.yaml", entitlement("x").replace("{ group: x }", "{ group: x, app: X }")),
      reports: "schema/pattern access/entitlements/okta/x.yaml:3:9",
    },
    {
      input: "a target that the provider does not support",
      tree: () => withGoogle().file("entitlements/google/x.yaml", entitlement("x").replace("group: x", "app: X")),
      reports: "schema/enum access/entitlements/google/x.yaml:3:16",
    },
    {
      input: "a role without entitlements",
      tree: () => aTree().file("roles/r.yaml", role("r", "")),
      reports: "schema/required access/roles/r.yaml:1:1",
    },
    {
      input: "a rule that can never be violated",
      tree: () =>
        aTree().file(
          "policies/separation-of-duties/r.yaml",
          `id: r\ntitle: R\nrisk: low\nmode: detect\nsets:\n  a: [okta/account]\n  b: ["tag:x"]\natMost: 2\n${owned}`,
        ),
      reports: "schema/pattern access/policies/separation-of-duties/r.yaml:8:9",
    },
    {
      input: "a grant of an entitlement and a role",
      tree: () => grantOf("role: x\n"),
      reports: `schema/unknown-field ${grant}:4:1`,
    },
    {
      input: "a policy test without an expectation",
      tree: () => aTree().file("tests/t.yaml", "tests:\n  - name: nothing\n    user: ada\n"),
      reports: "schema/pattern access/tests/t.yaml:2:5",
    },
    {
      input: "an override of an unknown guard",
      tree: () =>
        aTree().file(
          "overrides/removal/x.yaml",
          "guard: removal\nsystem: okta\ncount: 4\nreason: Move\nexpires: 2026-11-21T18:00:00Z\n",
        ),
      reports: "schema/enum access/overrides/removal/x.yaml:1:8",
      contains: "removals",
    },
  ]);

  it("reports all problems of a document at once", () => {
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

describe("a value with a YAML finding", () => {
  it.each([
    ["0123", "yaml/ambiguous-scalar"],
    ["~", "schema/null-value"],
    ["[*]", "schema/wildcard-forbidden"],
  ])("is not reported twice: %s", (written, code) => {
    const loaded = aTree().file("users/bob.yaml", userYaml("bob").replace('"n-bob"', written)).load();
    expect(loaded.findings.map((finding) => [finding.code, finding.line])).toEqual([[code, 4]]);
  });
});

describe("content and path", () => {
  refuses([
    {
      input: "a user in another's file",
      tree: () => aTree().file("users/cid.yaml", userYaml("bob")),
      reports: "path/mismatch access/users/cid.yaml:1:5",
    },
    {
      input: "a grant in another target's folder",
      tree: () =>
        aTree()
          .file("entitlements/okta/admin.yaml", entitlement("admin"))
          .file("grants/okta/account/ada.yaml", "user: ada\nentitlement: okta/admin\nreason: Wants to be admin\n"),
      reports: `path/mismatch ${grant}:2:14`,
    },
    {
      input: "a grant in another user's file",
      tree: () =>
        aTree()
          .file("users/bob.yaml", userYaml("bob"))
          .file("grants/okta/account/ada.yaml", "user: bob\nentitlement: okta/account\nreason: Wants it a lot\n"),
      reports: `path/mismatch ${grant}:1:7`,
    },
    {
      input: "a grant of a role among entitlements",
      tree: () => aTree().file("grants/okta/account/ada.yaml", "user: ada\nrole: r\nreason: Wants it a lot\n"),
      reports: `path/mismatch ${grant}:2:7`,
    },
    {
      input: "a waiver in another rule's folder",
      tree: () =>
        aTree().file(
          "waivers/a/ada.yaml",
          "rule: b\nuser: ada\nwitness: [okta/account]\nreason: x\ncompensatingControl: Weekly look\nexpires: 2027-01-01\n",
        ),
      reports: "path/mismatch access/waivers/a/ada.yaml:1:7",
    },
  ]);
});

describe("unknown references", () => {
  refuses([
    {
      input: "48: a reference that points outside access/",
      tree: () => aTree().file("roles/r.yaml", role("r", "entitlements: [../../etc/passwd]\n")),
      reports: "path/outside-root access/roles/r.yaml:4:16",
    },
    {
      input: "55: a missing entitlement",
      tree: () => aTree().file("roles/r.yaml", role("r", "entitlements: [okta/acount]\n")),
      reports: "ref/unknown-entitlement access/roles/r.yaml:4:16",
      contains: "did you mean okta/account",
    },
    {
      input: "55: a grant of a missing entitlement",
      tree: () => aTree().file("grants/okta/crm/ada.yaml", "user: ada\nentitlement: okta/crm\nreason: Sells a lot\n"),
      reports: "ref/unknown-entitlement access/grants/okta/crm/ada.yaml:2:14",
    },
    {
      input: "56: a missing user",
      tree: () =>
        aTree().file("grants/okta/account/eve.yaml", "user: eve\nentitlement: okta/account\nreason: Sells a lot\n"),
      reports: "ref/unknown-user access/grants/okta/account/eve.yaml:1:7",
    },
    {
      input: "a missing manager",
      tree: bobFile(userYaml("bob").replace("manager: none", "manager: adda")),
      reports: `ref/unknown-user ${bob}:7:10`,
      contains: "did you mean ada",
    },
    {
      input: "a missing role",
      tree: () => aTree().file("roles/r.yaml", role("r", "includes: [q]\n")),
      reports: "ref/unknown-role access/roles/r.yaml:4:12",
    },
    {
      input: "a missing system",
      tree: () => aTree().file("entitlements/octa/x.yaml", entitlement("x")),
      reports: "ref/unknown-system access/entitlements/octa/x.yaml:1:1",
    },
    {
      input: "a missing rule",
      tree: () =>
        aTree().file(
          "waivers/a/ada.yaml",
          "rule: a\nuser: ada\nwitness: [okta/account]\nreason: x\ncompensatingControl: Weekly look\nexpires: 2027-01-01\n",
        ),
      reports: "ref/unknown-rule access/waivers/a/ada.yaml:1:7",
    },
    {
      input: "a team that is not listed",
      tree: () => aTree().file("entitlements/okta/x.yaml", entitlement("x").replace("@acme/security", "@acme/sec")),
      reports: "ref/unknown-team access/entitlements/okta/x.yaml:5:10",
    },
    {
      input: "a tag that no entitlement has",
      tree: () =>
        aTree().file(
          "policies/separation-of-duties/r.yaml",
          `id: r\ntitle: R\nrisk: low\nmode: detect\nsets:\n  a: [okta/account]\n  b: ["tag:x"]\natMost: 1\n${owned}`,
        ),
      reports: "ref/unknown-tag access/policies/separation-of-duties/r.yaml:7:7",
    },
    {
      input: "an approver who does not exist",
      tree: () => aTree().file("policies/approvals.yaml", "fallback: [eve]\n"),
      reports: "ref/unknown-user access/policies/approvals.yaml:1:12",
    },
  ]);

  it("does not report a reference to a file that has errors", () => {
    const loaded = aTree()
      .file("users/bob.yaml", userYaml("bob", "titel: x\n"))
      .file("users/cid.yaml", userYaml("cid").replace("manager: none", "manager: bob"))
      .load();
    expect(spots(loaded)).toEqual([`schema/unknown-field ${bob}:9:1`]);
  });
});

describe("identities", () => {
  const address = (email: string): string => userYaml("bob").replace("bob@acme.example", email);
  refuses([
    {
      input: "25: a Cyrillic a",
      tree: bobFile(address("bоb@acme.example")),
      reports: `identity/non-ascii-address ${bob}:6:8`,
    },
    {
      input: "26: a dotless i",
      tree: bobFile(address("bıb@acme.example")),
      reports: `identity/non-ascii-address ${bob}:6:8`,
    },
    {
      input: "27: a full-width @",
      tree: bobFile(address("bob＠acme.example")),
      reports: `identity/bad-address ${bob}:6:8`,
    },
    {
      input: "27: an address without @",
      tree: bobFile(address("bob.acme.example")),
      reports: `identity/bad-address ${bob}:6:8`,
    },
    {
      input: "28: a punycode domain",
      tree: bobFile(address("bob@xn--acme-example-9db.example")),
      reports: `identity/domain-not-allowed ${bob}:6:8`,
    },
    {
      input: "68: a domain of a different organization",
      tree: bobFile(address("bob@rival.example")),
      reports: `identity/domain-not-allowed ${bob}:6:8`,
    },
    {
      input: "68: a partner's domain for an employee",
      tree: bobFile(address("bob@partner.example")),
      reports: `identity/domain-not-allowed ${bob}:6:8`,
      contains: "employee",
    },
    {
      input: "34: an id that looks like another",
      tree: () => aTree().file("users/bo-0.yaml", userYaml("bo-0")).file("users/bo-o.yaml", userYaml("bo-o")),
      reports: "identity/confusable-names access/users/bo-o.yaml:1:5",
    },
    {
      input: "34: an address that looks like another",
      tree: () =>
        aTree()
          .file("users/bob.yaml", address("b1ll@acme.example"))
          .file("users/cid.yaml", userYaml("cid").replace("cid@", "blll@")),
      reports: "identity/confusable-names access/users/cid.yaml:6:8",
    },
    {
      input: "57: one user in two files",
      tree: () => aTree().file("users/sales/ada.yaml", userYaml("ada")),
      reports: "identity/duplicate-user access/users/sales/ada.yaml:1:5",
    },
    {
      input: "58: one address in two letter cases",
      tree: bobFile(address("Ada@acme.example")),
      reports: `identity/duplicate-address ${bob}:6:8`,
    },
    {
      input: "59: another's address as an alias",
      tree: bobWith("aliases: [ADA@acme.example]\n"),
      reports: `identity/alias-conflict ${bob}:9:11`,
    },
    {
      input: "60: another's address with a plus tag",
      tree: bobFile(address("ada+bob@acme.example")),
      reports: `identity/subaddress ${bob}:6:8`,
    },
    {
      input: "one employee number for two users",
      tree: bobFile(userYaml("bob").replace("n-bob", "n-ada")),
      reports: `identity/duplicate-number ${bob}:4:17`,
    },
    {
      input: "an employee number that differs from another user's in leading zeros",
      severity: "warning",
      tree: () =>
        aTree()
          .file("users/bob.yaml", userYaml("bob").replace("n-bob", "0001002"))
          .file("users/cid.yaml", userYaml("cid").replace("n-cid", "1002")),
      reports: `identity/similar-number access/users/cid.yaml:4:17`,
    },
    {
      input: "a name that is longer than a provider accepts",
      tree: bobFile(userYaml("bob").replace("display: bob", `display: bob, given: ${"B".repeat(51)}`)),
      reports: `identity/unsupported-name ${bob}:5:30`,
      contains: "Okta does not accept",
    },
    {
      input: "a name with a character that a provider refuses",
      tree: () =>
        aTree()
          .file(
            "systems/google.yaml",
            'id: google\nprovider: google\ntitle: Google\nowners: ["@acme/security"]\nmode: enforce\nconnection: { customer: my_customer }\naccount: { join: primaryEmail, profile: {} }\n',
          )
          .file("users/bob.yaml", userYaml("bob").replace("display: bob", "display: Bob <the builder>")),
      reports: `identity/unsupported-name ${bob}:5:18`,
      contains: "Google does not accept",
    },
    {
      input: "an emoji in a name",
      severity: "warning",
      tree: bobFile(userYaml("bob").replace("display: bob", 'display: "Bob \u{1f680}"')),
      reports: `identity/unsupported-name ${bob}:5:18`,
      contains: "emoji",
    },
    {
      input: "an earlier employee number that is another user's number",
      tree: bobFile(userYaml("bob", 'previousNumbers: ["1", "n-ada"]\n')),
      reports: `identity/duplicate-number ${bob}:9:24`,
    },
    {
      input: "an earlier employee number of two users",
      tree: () =>
        aTree()
          .adding("users/ada.yaml", 'previousNumbers: ["1"]\n')
          .file("users/bob.yaml", userYaml("bob", 'previousNumbers: ["1"]\n')),
      reports: `identity/duplicate-number ${bob}:9:19`,
    },
    {
      input: "one GitHub account for two users",
      tree: () =>
        aTree()
          .adding("users/ada.yaml", "github: { login: ada }\n")
          .file("users/bob.yaml", userYaml("bob", "github: { login: Ada }\n")),
      reports: `identity/duplicate-github ${bob}:9:18`,
    },
    {
      input: "a list of Google as the join attribute",
      tree: () => aTree().file("systems/google.yaml", google.replace("externalIds.organization", "externalIds")),
      reports: "schema/enum access/systems/google.yaml:7:18",
    },
  ]);

  it("accepts names in every script, signs that are not emoji, and 50 characters", () => {
    const name = (text: string) => aTree().file("users/bob.yaml", userYaml("bob").replace("display: bob", text));
    for (const text of ["display: 李小龍", 'display: "O’Neil-Müller 2nd ©"', `display: ${"é".repeat(50)}`])
      expect(spots(name(text).load())).toEqual([]);
  });

  it("accepts an external domain for a partner", () => {
    const partner = external("end: 2027-01-01\nsponsor: ada\n").replace("@acme", "@partner");
    expect(spots(aTree().file("users/bob.yaml", partner).load())).toEqual([]);
  });

  it("accepts an alias of a user's own address with a plus tag", () => {
    expect(spots(aTree().adding("users/ada.yaml", "aliases: [ada+news@acme.example]\n").load())).toEqual([]);
  });
});

describe("systems, entitlements and roles", () => {
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
  it("accepts a group nested in a group of the same system", () => {
    const tree = withGoogle()
      .file("entitlements/google/a.yaml", group("a", "google/b"))
      .file("entitlements/google/b.yaml", group("b", ""));
    expect(spots(tree.load()).filter((spot) => !spot.startsWith("schema/not-supported-yet"))).toEqual([]);
  });
  refuses([
    {
      input: "61: a group in itself",
      tree: () => withGoogle().file("entitlements/google/a.yaml", group("a", "google/a")),
      reports: "entitlement/cycle access/entitlements/google/a.yaml:6:9",
      contains: "google/a → google/a",
    },
    {
      input: "62: a cycle of five groups",
      tree: () => circle,
      reports: "entitlement/cycle access/entitlements/google/a.yaml:6:9",
      contains: "google/a → google/b → google/c → google/d → google/e → google/a",
    },
    {
      input: "a group nested in a group of another system",
      tree: () => withGoogle().file("entitlements/google/a.yaml", group("a", "okta/crm")),
      reports: "schema/enum access/entitlements/google/a.yaml:6:9",
      contains: "`nests` names okta/crm, but a group of google can contain only groups of google.",
    },
    {
      input: "a cycle of roles",
      tree: () =>
        aTree().file("roles/a.yaml", role("a", "includes: [b]\n")).file("roles/b.yaml", role("b", "includes: [a]\n")),
      reports: "role/cycle access/roles/a.yaml:4:12",
      contains: "a → b → a",
    },
    {
      input: "a cycle of roles written as `includes` and `impliedBy`",
      tree: () =>
        aTree()
          .file("roles/a.yaml", role("a", "includes: [b]\nimpliedBy: [b]\n"))
          .file("roles/b.yaml", role("b", "entitlements: [okta/account]\n")),
      reports: "role/cycle access/roles/a.yaml:4:12",
    },
    {
      input: "two entitlements for one group",
      tree: () =>
        aTree()
          .file("entitlements/okta/a.yaml", entitlement("a").replace("group: a", "group: G"))
          .file("entitlements/okta/b.yaml", entitlement("b").replace("group: b", "group: G")),
      reports: "entitlement/same-target access/entitlements/okta/b.yaml:3:9",
    },
    {
      input: "a group address in a different organization's domain",
      tree: () =>
        withGoogle().file("entitlements/google/a.yaml", entitlement("a").replace("group: a", "group: a@rival.example")),
      reports: "identity/domain-not-allowed access/entitlements/google/a.yaml:3:18",
    },
    {
      input: "an entitlement in two files",
      tree: () => aTree().file("entitlements/okta/sub/account.yaml", entitlement("account")),
      reports: "identity/duplicate-id access/entitlements/okta/sub/account.yaml:1:5",
    },
    {
      input: "a role that does not allow the user's kind",
      tree: () =>
        aTree()
          .file("roles/r.yaml", role("r", "allowKinds: [contractor]\nentitlements: [okta/account]\n"))
          .file("grants/roles/r/ada.yaml", "user: ada\nrole: r\nreason: Helps the contractors\n"),
      reports: "role/kind-not-allowed access/grants/roles/r/ada.yaml:2:7",
    },
    {
      input: "a role that includes a role which does not allow the user's kind",
      tree: () =>
        aTree()
          .file("roles/r.yaml", role("r", "allowKinds: [contractor]\nentitlements: [okta/account]\n"))
          .file("roles/s.yaml", role("s", "includes: [r]\n"))
          .file("grants/roles/s/ada.yaml", "user: ada\nrole: s\nreason: Helps the contractors\n"),
      reports: "role/kind-not-allowed access/grants/roles/s/ada.yaml:2:7",
    },
    {
      input: "a birthright role for users of a kind that an included role does not allow",
      tree: () =>
        aTree()
          .file("roles/r.yaml", role("r", "allowKinds: [contractor]\nentitlements: [okta/account]\n"))
          .file("roles/s.yaml", role("s", "birthright: { kind: [employee] }\nincludes: [r]\n")),
      reports: "role/kind-not-allowed access/roles/s.yaml:4:13",
    },
    {
      input: "a grant of a retired entitlement",
      severity: "warning",
      tree: () => grantOf("").adding("entitlements/okta/account.yaml", "status: retired\n"),
      reports: `entitlement/retired ${grant}:2:14`,
    },
    {
      input: "a field that is not supported yet",
      severity: "warning",
      tree: () => grantOf("eligible: true\n"),
      reports: `schema/not-supported-yet ${grant}:4:1`,
    },
  ]);

  const listWith = (entries: string, lines = ""): TreeBuilder =>
    withGoogle().file(
      "entitlements/google/a.yaml",
      group("a", "").replace("nests: []", `externalMembers:\n${entries}`).concat(lines),
    );
  const entry = (address: string, sponsor = "ada", expires = "2027-06-30"): string =>
    `  - { address: ${address}, sponsor: ${sponsor}, reason: Reports, expires: ${expires} }\n`;
  const list = "access/entitlements/google/a.yaml";
  it("accepts an external member of a Google group", () => {
    const loaded = listWith(entry("box@vendor.example") + entry("list@partner.example")).load();
    expect(spots(loaded)).toEqual([]);
    expect(loaded.model?.entitlements.get(ref("google/a"))?.externalMembers[0]).toEqual({
      address: "box@vendor.example",
      sponsor: "ada",
      reason: "Reports",
      expires: at("2027-06-30T22:00:00Z"),
    });
  });
  refuses([
    {
      input: "an external member without an end",
      tree: () => listWith("  - { address: box@vendor.example, sponsor: ada, reason: Reports }\n"),
      reports: `schema/required ${list}:7:5`,
      contains: "`expires`",
    },
    {
      input: "an external member who is a user",
      tree: () => listWith(entry("ADA@acme.example")),
      reports: `identity/duplicate-address ${list}:7:16`,
      contains: "an address of the user ada",
    },
    {
      input: "an external member of the organization's own domain",
      tree: () => listWith(entry("list@acme.example")),
      reports: `identity/domain-not-allowed ${list}:7:16`,
      contains: "acme.example is a domain of the organization",
    },
    {
      input: "an external member without a valid address",
      tree: () => listWith(entry("vendor.example")),
      reports: `identity/bad-address ${list}:7:16`,
    },
    {
      input: "one mailbox twice, in two spellings",
      tree: () => listWith(entry("a.box@gmail.com") + entry("aBox@googlemail.com")),
      reports: `identity/duplicate-address ${list}:8:16`,
      contains: "twice",
    },
    {
      input: "an external member with an unknown sponsor",
      tree: () => listWith(entry("box@vendor.example", "bob")),
      reports: `ref/unknown-user ${list}:7:45`,
    },
    {
      input: "an external member whose end has passed",
      severity: "warning",
      tree: () => listWith(entry("box@vendor.example", "ada", "2026-01-01")),
      reports: `time/already-expired ${list}:7:76`,
    },
    {
      input: "an external member of a group in Okta",
      tree: () =>
        aTree().file("entitlements/okta/a.yaml", entitlement("a", `externalMembers:\n${entry("box@vendor.example")}`)),
      reports: "schema/unknown-field access/entitlements/okta/a.yaml:7:3",
      contains: `it belongs to the \`member\` entitlement of a ${titlesWhere((groups) => groups.takesOutsideAddresses)} group`,
    },
    {
      input: "an external member of an owner's entitlement",
      tree: () =>
        withGoogle().file(
          "entitlements/google/a.yaml",
          group("a", "")
            .replace("nests: []", `externalMembers:\n${entry("box@vendor.example")}`)
            .replace("a@acme.example", "a@acme.example, role: owner"),
        ),
      reports: `schema/unknown-field ${list}:7:3`,
    },
  ]);

  it("reports a retired entitlement in every list that can contain it", () => {
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

  it("flags a model with a field that is not supported yet", () => {
    expect(grantOf("eligible: true\n").load().isUnsupported).toBe(true);
    expect(grantOf("eligible: false\n").load().isUnsupported).toBe(false);
  });
});

describe("times", () => {
  refuses([
    {
      input: "69: an end in the past",
      severity: "warning",
      tree: () => grantOf("expires: 2026-11-20\n"),
      reports: `time/already-expired ${grant}:4:10`,
    },
    {
      input: "70: an instant without a zone",
      tree: () => grantOf("expires: 2026-12-01T18:00:00\n"),
      reports: `time/bad-instant ${grant}:4:10`,
    },
    {
      input: "70: 30 February",
      tree: () => grantOf("expires: 2026-02-30\n"),
      reports: `time/bad-instant ${grant}:4:10`,
    },
    {
      input: "70: 25 o'clock",
      tree: () => grantOf("expires: 2026-12-01T25:00:00Z\n"),
      reports: `time/bad-instant ${grant}:4:10`,
    },
    {
      input: "72: the end before the start",
      tree: () => grantOf("starts: 2026-12-02\nexpires: 2026-12-01\n"),
      reports: `time/reversed ${grant}:5:10`,
    },
    {
      input: "72: a user who ends before the start",
      tree: bobWith("end: 2024-01-01\n"),
      reports: `time/reversed ${bob}:9:6`,
    },
    {
      input: "an override for a week",
      tree: () =>
        aTree().file(
          "overrides/removals/x.yaml",
          "guard: removals\nsystem: okta\ncount: 4\nreason: Move\nexpires: 2026-11-28T18:00:00Z\n",
        ),
      reports: "time/too-far access/overrides/removals/x.yaml:5:10",
    },
  ]);

  it("treats the end as the first instant without access", () => {
    const tree = grantOf("expires: 2026-12-01T18:00:00Z\n");
    expect(spots(tree.load(at("2026-12-01T17:59:59Z")))).toEqual([]);
    expect(spots(tree.load(at("2026-12-01T18:00:00Z")))).toEqual([`time/already-expired ${grant}:4:10`]);
  });
});

describe("30: all or nothing", () => {
  it("returns no model for one invalid file among valid ones", () => {
    expect(aTree().load().model).not.toBeNull();
    expect(aTree().file("users/bob.yaml", "id: bob\n").load().model).toBeNull();
  });

  it("never returns a smaller model without an error for a truncated file", () => {
    const whole = userYaml("ada", "aliases:\n  - ada.l@acme.example\n");
    for (let length = 0; length < whole.length; length += 1) {
      const { model, findings } = aTree().file("users/ada.yaml", whole.slice(0, length)).load();
      const isWhole = model !== null && findings.length === 0;
      // A truncated file that is valid still describes the user.
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
  it("is not a wildcard", () => {
    const loaded = grantOf("").adding("grants/okta/account/ada.yaml", "ticket: see the files in src/*\n").load();
    expect(spots(loaded)).toEqual([]);
  });
});

describe("74 to 76: text with a meaning in other formats", () => {
  it("is accepted unchanged", () => {
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
