import { aTree, smallCompany, type TreeBuilder, userYaml } from "../../support/tree.ts";
import { inChange, inTree, type Scenarios, type Scenario } from "../scenario.ts";

const owned = 'owners: ["@acme/security"]\n';
const user = (about: string, content: string): Scenario => inTree(about, () => aTree().file("users/bob.yaml", content));
const bob = (about: string, lines: string): Scenario => user(about, userYaml("bob", lines));
const address = (email: string): string => userYaml("bob").replace("bob@acme.example", email);
const entitlement = (id: string, lines = ""): string =>
  `id: ${id}\ntitle: ${id}\ntarget: { group: ${id} }\ntier: low\n${owned}${lines}`;
const role = (id: string, lines: string): string => `id: ${id}\ntitle: ${id}\n${owned}${lines}`;
const google = `id: google\nprovider: google\ntitle: Google\n${owned}mode: enforce\nconnection: {}\naccount: { join: externalIds.organization }\n`;
const grant = (lines: string): TreeBuilder =>
  aTree().file(
    "grants/okta/account/ada.yaml",
    `user: ada\nentitlement: okta/account\nreason: Needs it for work\n${lines}`,
  );
const grantWith = (about: string, lines: string): Scenario => inTree(about, () => grant(lines));
const external = userYaml("bob", "end: 2027-01-01\nsponsor: cid\n")
  .replace("kind: employee", "kind: contractor")
  .replace("manager: none\n", "");
const waiver =
  "rule: a\nuser: ada\nwitness: [okta/account]\nreason: x\ncompensatingControl: Weekly look\nexpires: 2027-01-01\n";
const withBob = (): TreeBuilder => aTree().file("users/bob.yaml", userYaml("bob"));
const rule = `id: r\ntitle: R\nrisk: low\nmode: detect\nsets:\n  a: [okta/account]\n  b: ["tag:x"]\natMost: 1\n${owned}`;

/** `schema/*`, `identity/*`, `ref/*`, `role/*`, `entitlement/*` and `time/*`. */
export const documentScenarios: Scenarios = {
  "schema/ambiguous-key": bob("Title", "title: One\nTitle: Two\n"),
  "schema/enum": user("`status`", userYaml("bob").replace("active", "actve")),
  "schema/forbidden-key": bob("__proto__", "attributes: { __proto__: x }\n"),
  "schema/not-a-map": user("The document", "- id: bob\n"),
  "schema/not-finite": bob(".inf", "attributes: { cost: .inf }\n"),
  "schema/not-supported-yet": grantWith("Eligible access", "eligible: true\n"),
  "schema/null-value": bob("title", "title: ~\n"),
  "schema/pattern": inTree("`id`", () => aTree().file("users/Bob.yaml", userYaml("Bob"))),
  "schema/required": user("`email`", userYaml("bob").replace("email: bob@acme.example\n", "")),
  "schema/type": user("`employeeNumber`", userYaml("bob").replace('"n-bob"', "10042")),
  "schema/unknown-field": grantWith("`expries`", "expries: 2027-01-01\n"),
  "schema/wildcard-forbidden": bob("A wildcard", 'owners: ["*"]\n'),
  "identity/alias-conflict": bob("ada", "aliases: [ADA@acme.example]\n"),
  "identity/bad-address": user("bob.acme.example", address("bob.acme.example")),
  "identity/confusable-names": inTree("bo-o", () =>
    aTree().file("users/bo-0.yaml", userYaml("bo-0")).file("users/bo-o.yaml", userYaml("bo-o")),
  ),
  "identity/domain-not-allowed": user("rival.example", address("bob@rival.example")),
  "identity/duplicate-address": user("Ada@acme.example", address("Ada@acme.example")),
  "identity/duplicate-github": inTree("ada", () =>
    aTree()
      .adding("users/ada.yaml", "github: { login: ada }\n")
      .file("users/bob.yaml", userYaml("bob", "github: { login: Ada }\n")),
  ),
  "identity/duplicate-id": inTree("account", () =>
    aTree().file("entitlements/okta/sub/account.yaml", entitlement("account")),
  ),
  "identity/duplicate-number": user("n-ada", userYaml("bob").replace("n-bob", "n-ada")),
  "grant/terminated-user": inTree("bob", () =>
    aTree()
      .file("users/bob.yaml", userYaml("bob").replace("active", "terminated"))
      .file("grants/okta/account/bob.yaml", "user: bob\nentitlement: okta/account\nreason: Helps with the move\n"),
  ),
  "grant/protected-user": inChange(
    "ada",
    () => aTree().adding("rolecall.yaml", "protected: [ada]\n"),
    () =>
      aTree()
        .adding("rolecall.yaml", "protected: [ada]\n")
        .file("grants/okta/account/ada.yaml", "user: ada\nentitlement: okta/account\nreason: Needs it for work\n"),
  ),
  "identity/duplicate-user": inTree("ada", () => aTree().file("users/sales/ada.yaml", userYaml("ada"))),
  "identity/inactive-sponsor": inTree("cid", () =>
    aTree().file("users/bob.yaml", external).file("users/cid.yaml", userYaml("cid").replace("active", "terminated")),
  ),
  "identity/non-ascii-address": user("\u0431ob", address("\u0431ob@acme.example")),
  "identity/number-changed": inChange("bob", withBob, () =>
    aTree().file("users/bob.yaml", userYaml("bob").replace("n-bob", "n-42")),
  ),
  "identity/similar-number": inTree("n-bob", () =>
    aTree().file("users/bob.yaml", userYaml("bob")).file("users/cid.yaml", userYaml("cid").replace("n-cid", "N-bob")),
  ),
  "identity/unsupported-name": user(
    "at most 50 characters",
    userYaml("bob").replace("display: bob", `display: ${"Bob ".repeat(20).trim()}`),
  ),
  "provider/unsupported-text": inTree("bob", () =>
    aTree()
      .file(
        "systems/okta.yaml",
        smallCompany["systems/okta.yaml"]?.replace("login: email", "login: email, title: title") ?? "",
      )
      .file("users/bob.yaml", userYaml("bob", 'title: "Chief \u{1f680} officer"\n')),
  ),
  "identity/subaddress": user("ada+bob@acme.example", address("ada+bob@acme.example")),
  "identity/user-removed": inChange("bob", withBob, () => aTree()),
  "ref/selector-case": inTree("engineering", () =>
    aTree()
      .file("users/bob.yaml", userYaml("bob", "department: Engineering\n"))
      .file("roles/r.yaml", role("r", "birthright: { department: engineering }\nentitlements: [okta/account]\n")),
  ),
  "ref/unknown-entitlement": inTree("okta/acount", () =>
    aTree().file("roles/r.yaml", role("r", "entitlements: [okta/acount]\n")),
  ),
  "ref/unknown-role": inTree('"q"', () => aTree().file("roles/r.yaml", role("r", "includes: [q]\n"))),
  "ref/unknown-rule": inTree('"a"', () => aTree().file("waivers/a/ada.yaml", waiver)),
  "ref/unknown-system": inTree("octa", () => aTree().file("entitlements/octa/x.yaml", entitlement("x"))),
  "ref/unknown-tag": inTree('"x"', () => aTree().file("policies/separation-of-duties/r.yaml", rule)),
  "ref/unknown-team": inTree("@acme/sec", () =>
    aTree().file("entitlements/okta/x.yaml", entitlement("x").replace("@acme/security", "@acme/sec")),
  ),
  "ref/unknown-user": user("adda", userYaml("bob").replace("manager: none", "manager: adda")),
  "role/cycle": inTree("a \u2192 b \u2192 a", () =>
    aTree().file("roles/a.yaml", role("a", "includes: [b]\n")).file("roles/b.yaml", role("b", "includes: [a]\n")),
  ),
  "role/kind-not-allowed": inTree("ada", () =>
    aTree()
      .file("roles/r.yaml", role("r", "allowKinds: [contractor]\nentitlements: [okta/account]\n"))
      .file("grants/roles/r/ada.yaml", "user: ada\nrole: r\nreason: Helps the contractors\n"),
  ),
  "entitlement/admin-tier": inTree("okta/helpdesk", () =>
    aTree().file(
      "entitlements/okta/helpdesk.yaml",
      entitlement("helpdesk").replace("group: helpdesk", "adminRole: HELP_DESK_ADMIN"),
    ),
  ),
  "entitlement/cycle": inTree("google/a \u2192 google/a", () =>
    aTree()
      .file("systems/google.yaml", google)
      .file(
        "entitlements/google/a.yaml",
        entitlement("a", "nests: [google/a]\n").replace("group: a", "group: a@acme.example"),
      ),
  ),
  "entitlement/external-account": inTree("ada", () =>
    aTree()
      .adding("users/ada.yaml", "externalIn: [okta]\n")
      .file("grants/okta/account/ada.yaml", "user: ada\nentitlement: okta/account\nreason: Was an employee before\n"),
  ),
  "entitlement/no-account": inTree("ada", () =>
    aTree()
      .file("entitlements/okta/crm.yaml", entitlement("crm"))
      .file("grants/okta/crm/ada.yaml", "user: ada\nentitlement: okta/crm\nreason: Sells a lot\n"),
  ),
  "entitlement/not-retired": inChange(
    "okta/crm",
    () => aTree().file("entitlements/okta/crm.yaml", entitlement("crm")),
    () => aTree(),
  ),
  "entitlement/retired": inTree("okta/account", () =>
    grant("").adding("entitlements/okta/account.yaml", "status: retired\n"),
  ),
  "entitlement/same-target": inTree("okta/a", () =>
    aTree()
      .file("entitlements/okta/a.yaml", entitlement("a").replace("group: a", "group: G"))
      .file("entitlements/okta/b.yaml", entitlement("b").replace("group: b", "group: G")),
  ),
  "time/already-expired": grantWith("ada", "expires: 2026-11-20\n"),
  "time/bad-instant": grantWith("2026-02-30", "expires: 2026-02-30\n"),
  "time/reversed": grantWith("ada", "starts: 2026-12-02\nexpires: 2026-12-01\n"),
  "time/too-far": inTree("override", () =>
    aTree().file(
      "overrides/removals/x.yaml",
      "guard: removals\nsystem: okta\ncount: 4\nreason: Move\nexpires: 2026-11-28T18:00:00Z\n",
    ),
  ),
};
