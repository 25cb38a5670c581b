import { describe, expect, it } from "vitest";
import { findingsOf } from "../../support/judged.ts";
import { aModel, ref, selector } from "../../support/model.ts";

const messageOf = (message: string): string | undefined => {
  const demand = { kind: "forbid", entitlements: [ref("okta/crm")], users: selector({}) } as const;
  const world = aModel()
    .user("ada")
    .entitlement("okta/crm")
    .grant("ada", "okta/crm")
    .custom("own", demand, { message });
  return findingsOf(world, "custom/own")[0]?.message;
};

describe("the message of an organization's own rule", () => {
  it("begins with the organization's sentence, which gets a period where it has no end", () => {
    expect(messageOf("Use the new CRM")).toMatch(/^Use the new CRM\. \S/);
    expect(messageOf("Use e.g. the new CRM")).toMatch(/^Use e\.g\. the new CRM\. \S/);
    for (const ended of ["Use the new CRM.", "Use the new CRM!", "Why not the new CRM?"])
      expect(messageOf(ended)?.startsWith(`${ended} `)).toBe(true);
  });

  it("is not given where the rule is off", () => {
    const demand = { kind: "forbid", entitlements: [ref("okta/crm")], users: selector({}) } as const;
    const world = aModel().user("ada").entitlement("okta/crm").grant("ada", "okta/crm");
    expect(findingsOf(world.custom("own", demand, { severity: "none" }), "custom/own")).toEqual([]);
  });
});
