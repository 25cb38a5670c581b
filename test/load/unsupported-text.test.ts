import { describe, expect, it } from "vitest";
import { aTree, smallCompany, userYaml } from "../support/tree.ts";

const rocket = "\u{1f680}";
const system = (profile: string): string =>
  smallCompany["systems/okta.yaml"]?.replace("{ login: email }", `{ login: email, ${profile} }`) ?? "";
const okta = system("title: title, division: department, costCenter: attributes.costCenter, firstName: name.given");
const google = `id: google\nprovider: google\ntitle: Google\nowners: ["@acme/security"]\nmode: enforce\nconnection: { customer: my_customer }\naccount: { join: externalIds.organization, profile: { name.givenName: name.given, title: title } }\n`;

/** Returns the findings for a user with these lines. */
const found = (lines: string, { file = okta, name = "bob" } = {}): readonly string[] =>
  aTree()
    .file("systems/okta.yaml", file)
    .file("users/bob.yaml", userYaml("bob", lines).replace("display: bob", `display: ${name}`))
    .load()
    .findings.map(({ code, severity, line, message }) => `${severity} ${code} ${line} ${message}`);

describe("an emoji in a managed attribute, at a provider that refuses it", () => {
  it("is an error in a title, a department and an own attribute", () => {
    expect(found(`title: "Chief ${rocket}"\n`)).toEqual([
      `error provider/unsupported-text 9 Okta does not accept the title of the user bob, "Chief ${rocket}", because it contains "${rocket}".`,
    ]);
    expect(found(`department: "Growth ${rocket}"\n`)).toHaveLength(1);
    expect(found(`attributes: { costCenter: "${rocket}1" }\n`)).toHaveLength(1);
  });

  it("is one error in a name, where the display name is sent", () => {
    expect(found("", { name: `"Bob ${rocket}"` })).toEqual([
      `error provider/unsupported-text 5 Okta does not accept the name.display of the user bob, "Bob ${rocket}", because it contains "${rocket}".`,
    ]);
  });

  it("is an error for every character of four bytes, and for none of three", () => {
    expect(found('title: "\u{20bb7}"\n')).toHaveLength(1);
    expect(found('title: "李小龍 © ½"\n')).toEqual([]);
  });

  it("is not an error where Okta does not manage the attribute, or not the account", () => {
    expect(found(`title: "Chief ${rocket}"\n`, { file: system("division: department") })).toEqual([]);
    expect(found(`title: "Chief ${rocket}"\nexternalIn: [okta]\n`)).not.toContainEqual(
      expect.stringContaining("unsupported-text"),
    );
    const leaver = userYaml("bob", `title: "Chief ${rocket}"\n`).replace("status: active", "status: terminated");
    expect(aTree().file("systems/okta.yaml", okta).file("users/bob.yaml", leaver).load().findings).toEqual([]);
  });

  it("is not an error for Google, which accepts it", () => {
    const tree = aTree()
      .file("systems/google.yaml", google)
      .file("users/bob.yaml", userYaml("bob", `title: "Chief ${rocket}"\n`));
    expect(tree.load().findings).toEqual([]);
  });
});

describe("an emoji in a group", () => {
  const group = (lines: string): readonly string[] =>
    aTree()
      .file("systems/google.yaml", google)
      .file("entitlements/okta/crm.yaml", `id: crm\ntier: low\nowners: ["@acme/security"]\n${lines}`)
      .load()
      .findings.map(({ code, line, message }) => `${code} ${line} ${message}`);

  it("is an error in the name and in the description, which are written", () => {
    expect(group(`title: CRM\ntarget: { group: "CRM ${rocket}" }\n`)).toEqual([
      `provider/unsupported-text 5 Okta does not accept the group name of okta/crm, "CRM ${rocket}", because it contains "${rocket}".`,
    ]);
    expect(group(`title: CRM\ntarget: { group: CRM }\ndescription: "To the moon ${rocket}"\n`)).toHaveLength(1);
  });

  it("is not an error in the title, which Okta does not get, or in a retired entitlement", () => {
    expect(group(`title: "CRM ${rocket}"\ntarget: { group: CRM }\n`)).toEqual([]);
    expect(group(`title: CRM\nstatus: retired\ntarget: { group: "CRM ${rocket}" }\n`)).toEqual([]);
  });
});
