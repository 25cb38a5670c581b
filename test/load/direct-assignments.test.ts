import { describe, expect, it } from "vitest";
import { aTree, type TreeBuilder } from "../support/tree.ts";
import { spots } from "./bad-input.ts";

const owned = 'owners: ["@acme/security"]\n';
const entitlement = (target: string, { tier = "high", lines = "" } = {}): string =>
  `id: x\ntitle: X\ntarget: ${target}\ntier: ${tier}\n${owned}${lines}`;
const okta = (target: string, options?: Parameters<typeof entitlement>[1]): TreeBuilder =>
  aTree().file("entitlements/okta/x.yaml", entitlement(target, options));
const google = (target: string): TreeBuilder =>
  aTree()
    .file(
      "systems/google.yaml",
      `id: google\nprovider: google\ntitle: G\n${owned}mode: enforce\nconnection: {}\naccount: { join: externalIds.organization }\n`,
    )
    .file("entitlements/google/x.yaml", entitlement(target));

describe("a target that accounts hold directly", () => {
  it.each([
    ["an app", okta("{ app: Payroll }")],
    ["an administrator role of Okta", okta("{ adminRole: USER_ADMIN }")],
    ["an administrator role of Google", google("{ adminRole: _HELP_DESK_ADMIN_ROLE }")],
    ["a licence", google("{ license: { product: Google-Apps, sku: '1010020027' } }")],
  ])("is supported: %s", (_, tree) => {
    const loaded = tree.load();
    expect([spots(loaded), loaded.isUnsupported]).toEqual([[], false]);
  });

  it("is declared once", () => {
    const twice = okta("{ app: Payroll }").file(
      "entitlements/okta/z.yaml",
      entitlement("{ app: Payroll }").replace("id: x", "id: z"),
    );
    expect(spots(twice.load())).toEqual(["entitlement/same-target access/entitlements/okta/z.yaml:3:9"]);
  });

  it("has a note where an administrator role has a low tier, and an app has none", () => {
    const loaded = okta("{ adminRole: USER_ADMIN }", { tier: "medium" }).load();
    expect(loaded.findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["note entitlement/admin-tier"]);
    expect(okta("{ app: Payroll }", { tier: "low" }).load().findings).toEqual([]);
  });
});

describe("the profile of an app", () => {
  const profile = (text: string, target = "{ app: Payroll }") => okta(target, { lines: `profile: ${text}\n` }).load();

  it("has fields of the user and constants", () => {
    const loaded = profile("{ team: department, role: { value: reader }, seats: { value: 2 } }");
    expect(spots(loaded)).toEqual([]);
    const [found] = [...(loaded.model?.entitlements.values() ?? [])].filter(({ id }) => id === "x");
    expect(Object.fromEntries(found?.profile ?? [])).toEqual({
      team: { field: "department" },
      role: { value: "reader" },
      seats: { value: 2 },
    });
  });

  it("is refused with an unknown field, and for another target", () => {
    expect(spots(profile("{ team: departmnt }"))).toEqual(["schema/enum access/entitlements/okta/x.yaml:6:18"]);
    expect(spots(profile("{ team: department }", "{ group: Crew }"))).toEqual([
      "schema/unknown-field access/entitlements/okta/x.yaml:6:10",
    ]);
  });
});
