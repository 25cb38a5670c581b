import { describe, expect, it } from "vitest";
import { nameHintText } from "../../src/model/name-hint.ts";
import { aTree, type TreeBuilder, userYaml } from "../support/tree.ts";

const owned = 'owners: ["@acme/security"]\n';
const entitlement = (id: string): string =>
  `id: ${id}\ntitle: ${id.toUpperCase()} users\ntarget: { group: ${id} }\ntier: low\n${owned}`;
const role = (id: string, lines: string): string => `id: ${id}\ntitle: The ${id} shift\n${owned}${lines}`;
const company = (): TreeBuilder =>
  aTree()
    .file("users/ada-lovelace.yaml", userYaml("ada-lovelace").replace("display: ada-lovelace", "display: Ada Lovelace"))
    .file("entitlements/okta/crm.yaml", entitlement("crm"))
    .file("entitlements/okta/wiki.yaml", entitlement("wiki"))
    .file("roles/on-call.yaml", role("on-call", "entitlements: [okta/crm]\n"))
    .file(
      "policies/separation-of-duties/sell.yaml",
      `id: sell\ntitle: Sell\nrisk: low\nmode: detect\nsets: { a: [okta/crm], b: [okta/wiki] }\natMost: 1\n${owned}`,
    );
const grant = (user: string, target: string): string => `user: ${user}\n${target}\nreason: Sells a lot\n`;

/** The findings about unknown names, as `message | remedy`. */
const reported = (tree: TreeBuilder): readonly string[] =>
  tree
    .load()
    .findings.filter(({ code }) => code.startsWith("ref/unknown-"))
    .map(({ message, remedy }) => `${message} | ${remedy}`);

describe("the name of a document in another form", () => {
  const { model } = company().load();
  if (model === null) throw new Error("the company has errors");

  it.each([
    ["crm", "entitlement", "; did you mean okta/crm?"],
    ["CRM", "entitlement", "; did you mean okta/crm?"],
    ["CRM users", "entitlement", "; did you mean okta/crm?"],
    ["crn", "entitlement", "; did you mean okta/crm?"],
    ["okta/wikki", "entitlement", "; did you mean okta/wiki?"],
    ["on-call", "entitlement", "; on-call is a role"],
    ["ada-lovelace", "entitlement", "; ada-lovelace is a user"],
    ["okta", "entitlement", "; okta is a system"],
    ["Ada-Lovelace@ACME.example", "user", "; did you mean ada-lovelace?"],
    ["Ada Lovelace", "user", "; did you mean ada-lovelace?"],
    ["Ada Lovelce", "user", "; did you mean ada-lovelace?"],
    ["Ada Lovelace", "role", "; this is the user ada-lovelace"],
    ["okta/crm", "user", "; okta/crm is an entitlement"],
    ["the on-call shift", "role", "; did you mean on-call?"],
    ["role:on-call", "role", "; did you mean on-call?"],
    ["security", "team", "; did you mean @acme/security?"],
    ["@acme/securty", "team", "; did you mean @acme/security?"],
    ["Okta", "system", "; did you mean okta?"],
    ["sel", "rule", "; did you mean sell?"],
    ["sell", "entitlement", "; sell is a separation-of-duties rule"],
    ["zzzzzzzzzzzzzzzz", "entitlement", ""],
    ["", "entitlement", ""],
    // A known name that is refused for another reason gets no suggestion.
    ["ada", "user", ""],
  ] as const)("%s as %s", (written, kind, end) => {
    expect(nameHintText(written, [kind], model)).toBe(end);
  });
});

describe("a reference with the name of a document in another form", () => {
  it.each([
    [
      "an entitlement without its system",
      company().file("grants/okta/crm/ada.yaml", grant("ada", "entitlement: crm")),
      'Unknown entitlement "crm"; did you mean okta/crm? | Write okta/crm. ',
    ],
    [
      "a role as an entitlement of a grant",
      company().file("grants/okta/crm/ada.yaml", grant("ada", "entitlement: on-call")),
      'Unknown entitlement "on-call"; on-call is a role. | Write `role: on-call` instead of `entitlement:`. ',
    ],
    [
      "an entitlement as a role of a grant",
      company().file("grants/roles/crm/ada.yaml", grant("ada", "role: okta/crm")),
      'Unknown role "okta/crm"; okta/crm is an entitlement. | Write `entitlement: okta/crm` instead of `role:`. ',
    ],
    [
      "a role in the entitlements of a role",
      company().file("roles/r.yaml", role("r", "entitlements: [on-call]\n")),
      'Unknown entitlement "on-call"; on-call is a role. | List it under `includes:`. ',
    ],
    [
      "an entitlement in the included roles of a role",
      company().file("roles/r.yaml", role("r", "includes: [okta/crm]\n")),
      'Unknown role "okta/crm"; okta/crm is an entitlement. | List it under `entitlements:`. ',
    ],
    [
      "a role in a set of a rule",
      company().file(
        "policies/separation-of-duties/r.yaml",
        `id: r\ntitle: R\nrisk: low\nmode: detect\nsets: { a: [on-call], b: [okta/wiki] }\natMost: 1\n${owned}`,
      ),
      'Unknown entitlement "on-call"; on-call is a role. | Write "role:on-call". ',
    ],
    [
      "the address of a manager",
      company().file("users/bob.yaml", userYaml("bob").replace("none", "ada-lovelace@acme.example")),
      'Unknown user "ada-lovelace@acme.example"; did you mean ada-lovelace? | Write ada-lovelace. ',
    ],
    [
      "an owner by name",
      company().file("entitlements/okta/x.yaml", entitlement("x").replace('"@acme/security"', "Ada Lovelace")),
      'Unknown user "Ada Lovelace"; did you mean ada-lovelace? | Write ada-lovelace. ',
    ],
    [
      "an owning team without its organization",
      company().file("entitlements/okta/x.yaml", entitlement("x").replace('"@acme/security"', "security")),
      'Unknown user "security"; did you mean @acme/security? | Write "@acme/security". ',
    ],
    [
      "an approving team without its organization",
      company().file("policies/approvals.yaml", "tiers:\n  low: { require: [[security]] }\n"),
      'Unknown user "security"; did you mean @acme/security? | Write "@acme/security". ',
    ],
    [
      "a name of two entitlements",
      company()
        .file("entitlements/google/crm.yaml", entitlement("crm"))
        .file(
          "systems/google.yaml",
          `id: google\nprovider: google\ntitle: Google\n${owned}mode: enforce\nconnection: { customer: my_customer }\naccount: { join: externalIds.organization }\n`,
        )
        .file("grants/okta/crm/ada.yaml", grant("ada", "entitlement: crm")),
      'Unknown entitlement "crm"; did you mean google/crm, okta/crm? | Write it as <system>/<entitlement>, ',
    ],
  ])("%s", (_, tree, start) => {
    expect(reported(tree).find((text) => text.startsWith(start))).toBeDefined();
  });
});
