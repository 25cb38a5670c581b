import { describe, expect, it } from "vitest";
import { checkChange, checkTree } from "../../src/workflow/check.ts";
import { now } from "../support/model.ts";
import { aTree } from "../support/tree.ts";

const entitlement = (id: string): string =>
  `id: ${id}\ntitle: ${id}\ntarget: { group: ${id} }\ntier: low\nowners: ["@acme/security"]\n`;
const grant = (id: string): string => `user: ada\nentitlement: okta/${id}\nreason: Was so before the adoption\n`;

const company = () =>
  aTree()
    .files(Object.fromEntries(["a", "b", "c"].map((id) => [`entitlements/okta/${id}.yaml`, entitlement(id)])))
    .files(Object.fromEntries(["account", "a", "b"].map((id) => [`grants/okta/${id}/ada.yaml`, grant(id)])))
    .file(
      "policies/separation-of-duties/pay.yaml",
      'id: pay\ntitle: Pay\nrisk: high\nmode: prevent\nsets:\n  enter: [okta/a]\n  approve: [okta/b, okta/c]\natMost: 1\nowners: ["@acme/security"]\n',
    )
    .file(
      "policies/baseline.yaml",
      'version: 1\nfindings:\n  - code: sod/pay\n    file: access/grants/okta/a/ada.yaml\n    user: ada\n    witness: [okta/a, okta/b]\n    owner: "@acme/security"\n    due: 2027-03-01\n',
    );

describe("a change that adds to a conflict which the baseline accepts", () => {
  it("shows the conflict as an error instead of a note", () => {
    const base = checkTree(company().build(), now);
    const head = checkTree(company().file("grants/okta/c/ada.yaml", grant("c")).build(), now);
    const conflicts = (checked: typeof base) =>
      checked.findings.filter(({ code }) => code === "sod/pay").map(({ severity }) => severity);
    expect([conflicts(base), conflicts(checkChange(base, base))]).toEqual([["note"], ["note"]]);
    expect([conflicts(head), conflicts(checkChange(base, head))]).toEqual([["error"], ["error"]]);
  });
});
