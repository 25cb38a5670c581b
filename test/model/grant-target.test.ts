import { describe, expect, it } from "vitest";
import type { EntitlementRef, GrantTarget, RoleId } from "../../src/model/documents.ts";
import { targetFolder, targetName, targetNamed, targetText } from "../../src/model/grant-target.ts";
import { isTeamName, ownerName, ownerNamed } from "../../src/model/owner.ts";

const crm: GrantTarget = { kind: "entitlement", entitlement: "okta/crm" as EntitlementRef };
const engineer: GrantTarget = { kind: "role", role: "engineer" as RoleId };

describe("the target of a grant", () => {
  it.each([
    [crm, "okta/crm", "okta/crm", "okta/crm"],
    [engineer, "role:engineer", "the role engineer", "roles/engineer"],
  ])("has a name, a text and a folder: %o", (target, name, text, folder) => {
    expect([targetName(target), targetText(target), targetFolder(target)]).toEqual([name, text, folder]);
  });

  it.each([crm, engineer])("is found by its name: %o", (target) => {
    expect(targetNamed(targetName(target))).toEqual(target);
  });
});

describe("an owner", () => {
  it.each([
    ["@acme/security", { kind: "team", name: "@acme/security" }],
    ["ada", { kind: "user", id: "ada" }],
  ])("is parsed from its name and formatted as it: %s", (name, owner) => {
    expect(ownerNamed(name)).toEqual(owner);
    expect(ownerName(ownerNamed(name))).toBe(name);
    expect(isTeamName(name)).toBe(owner.kind === "team");
  });
});
