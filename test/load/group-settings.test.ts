import { describe, expect, it } from "vitest";
import { accessSettings } from "../../src/model/group-settings.ts";
import { aTree } from "../support/tree.ts";
import { spots } from "./bad-input.ts";

const owned = 'owners: ["@acme/security"]\n';
const google = `id: google\nprovider: google\ntitle: G\n${owned}mode: enforce\nconnection: {}\naccount: { join: externalIds.organization }\n`;
const entitlement = `id: x\ntitle: X\ntarget: { group: x@acme.example }\ntier: low\n${owned}`;
const withSettings = (settings: string) =>
  aTree()
    .file("systems/google.yaml", google)
    .file("entitlements/google/x.yaml", `${entitlement}settings: ${settings}\n`)
    .load();

describe("settings of a group", () => {
  it("are supported, with every value of the table, and a flag as text or as true and false", () => {
    for (const [name, values] of Object.entries(accessSettings))
      for (const value of values) {
        const loaded = withSettings(`{ ${name}: ${value} }`);
        expect([spots(loaded), loaded.isUnsupported], `${name}: ${value}`).toEqual([[], false]);
      }
    expect(spots(withSettings('{ allowExternalMembers: "true" }'))).toEqual([]);
  });

  it("are refused with a name or value that is not in the table", () => {
    expect(spots(withSettings("{ whoCanFly: ALL }"))).toEqual([
      "schema/unknown-field access/entitlements/google/x.yaml:6:24",
    ]);
    expect(spots(withSettings("{ name: Another }"))).toEqual([
      "schema/unknown-field access/entitlements/google/x.yaml:6:19",
    ]);
    expect(spots(withSettings("{ whoCanJoin: EVERYONE }"))).toEqual([
      "schema/enum access/entitlements/google/x.yaml:6:25",
    ]);
  });
});
