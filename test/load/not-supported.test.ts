import { expect, it } from "vitest";
import { notSupportedYet } from "../../src/load/not-supported.ts";
import { aTree, type TreeBuilder } from "../support/tree.ts";
import { spots } from "./bad-input.ts";

const owned = 'owners: ["@acme/security"]\n';
const entitlement = (target: string, lines = ""): string =>
  `id: x\ntitle: X\ntarget: ${target}\ntier: low\n${owned}${lines}`;
const okta = (target: string, lines = ""): TreeBuilder =>
  aTree().file("entitlements/okta/x.yaml", entitlement(target, lines));
const google = (target: string, lines = ""): TreeBuilder =>
  aTree()
    .file(
      "systems/google.yaml",
      `id: google\nprovider: google\ntitle: G\n${owned}mode: enforce\nconnection: {}\naccount: { join: externalIds.organization }\n`,
    )
    .file("entitlements/google/x.yaml", entitlement(target, lines));
const manual = (): TreeBuilder =>
  aTree().file("systems/paper.yaml", `id: paper\nprovider: manual\ntitle: Paper\n${owned}mode: enforce\n`);

/** One document for each entry of the list, and the place of the warning. */
const cases: Readonly<Record<string, readonly [TreeBuilder, string]>> = {
  "hr ": [aTree().file("hr.yaml", "columns: { employeeNumber: Number }\n"), "hr.yaml:1:1"],
  "system provider": [manual(), "systems/paper.yaml:2:1"],
  "system account.onTerminate.transferDataTo": [
    aTree().adding("systems/okta.yaml", "  onTerminate: { transferDataTo: manager }\n"),
    "systems/okta.yaml:10:18",
  ],
  "entitlement target.app": [okta("{ app: Hub }"), "entitlements/okta/x.yaml:3:11"],
  "entitlement target.adminRole": [okta("{ adminRole: USER_ADMIN }"), "entitlements/okta/x.yaml:3:11"],
  "entitlement target.license": [google("{ license: { product: P, sku: S } }"), "entitlements/google/x.yaml:3:11"],
  "entitlement target.task": [
    manual().file(
      "entitlements/paper/x.yaml",
      entitlement("{ task: { provisioners: [ada], grant: Give it, revoke: Take it } }"),
    ),
    "entitlements/paper/x.yaml:3:11",
  ],
  "entitlement apps": [okta("{ group: X }", "apps: [Hub]\n"), "entitlements/okta/x.yaml:6:1"],
  "lifecycle mover": [
    aTree().file("policies/lifecycle.yaml", "mover: { grace: { low: P7D } }\n"),
    "policies/lifecycle.yaml:1:1",
  ],
  "grant eligible": [
    aTree().file(
      "grants/okta/account/ada.yaml",
      "user: ada\nentitlement: okta/account\nreason: Needs it for work\neligible: true\n",
    ),
    "grants/okta/account/ada.yaml:4:1",
  ],
};

it.each(notSupportedYet.map(({ kind, field }) => `${kind} ${field.join(".")}`))(
  "reports %s as a warning at its line and keeps the model",
  (entry) => {
    const [tree, place] = cases[entry] ?? [aTree(), "no case for this entry"];
    const loaded = tree.load();
    expect(spots(loaded)).toContain(`schema/not-supported-yet access/${place}`);
    expect(loaded.findings.every(({ severity }) => severity === "warning")).toBe(true);
    expect(loaded.model).not.toBeNull();
    expect(loaded.isUnsupported).toBe(true);
  },
);

it("does not warn about supported fields", () => {
  expect(aTree().load().isUnsupported).toBe(false);
});
