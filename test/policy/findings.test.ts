import { describe, expect, it } from "vitest";
import type { UnlocatedFinding } from "../../src/diagnostics/finding.ts";
import type { RoleId } from "../../src/model/documents.ts";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { evaluateObserved, evaluatePolicy } from "../../src/policy/evaluate.ts";
import { policyPages } from "../../src/policy/pages.ts";
import { leastPrivilegeRules } from "../../src/policy/rule-list.ts";
import { canonicalJson } from "../../src/support/canonical-json.ts";
import { sortedBy } from "../../src/support/compare.ts";
import { judged } from "../support/judged.ts";
import { aModel, at, now, person, ref, selector, userId } from "../support/model.ts";
import { account, group, seen } from "./seen.ts";

/** A company that breaks 30 rules at least once. */
function badCompany() {
  const world = aModel()
    .user("gone", { status: "terminated" })
    .user("eve", { kind: "vendor", email: "eve@partner.example", end: at("2028-01-01T00:00:00Z") })
    .user("bot", { kind: "service", owners: [userId("ada")], department: null })
    .user("ada", { title: "Engineer", manager: userId("gone") })
    .entitlement("okta/account")
    .entitlement("okta/db", { tier: "critical", owners: [person("ada")] })
    .entitlement("okta/root", { tier: "critical", target: { kind: "adminRole", name: "SUPER_ADMIN" } })
    .entitlement("okta/crm", { requestable: false, owners: [] })
    .entitlement("google/outer", { tier: "high", nests: [ref("google/middle")] })
    .entitlement("google/middle", {
      nests: [ref("google/inner")],
      settings: new Map([["whoCanJoin", "ANYONE_CAN_JOIN"]]),
    })
    .entitlement("google/inner", { nests: [ref("google/core")] })
    .entitlement("google/core");
  const many = Array.from({ length: 41 }, (_, number) => `okta/e${number}`);
  for (const text of many) world.entitlement(text);
  world
    .role("broad", many, { birthright: selector({ department: "Nobody" }) })
    .role("broader", [...many, "okta/db"], {
      includes: ["broad" as RoleId],
      birthright: selector({ department: "Nobody" }),
    })
    .grant("eve", "okta/db", { reason: null })
    .grant("eve", "okta/crm")
    .grant("bot", "okta/db", { expires: at("2027-06-01T00:00:00Z") })
    .grant("ada", "okta/root")
    .role("crm", ["okta/crm"])
    .grant("ada", "role:crm")
    .grant("ada", "okta/crm")
    .grant("ada", "okta/e1")
    .grant("ada", "okta/account");
  for (let number = 1; number <= 12; number += 1) {
    world.user(`u${number}`, { title: "Engineer" });
    for (const text of ["okta/db", "okta/e2", "okta/e3"]) world.grant(`u${number}`, text);
  }
  return world;
}

const observed = [
  seen("okta", {
    accounts: [
      account("ada", { lastSignIn: "2026-01-01T00:00:00Z" }),
      account("eve", { lastSignIn: "2026-01-01T00:00:00Z" }),
      account("gone"),
      account("zoe"),
    ],
    groups: [group("db", { ruleFed: true })],
  }),
];

const reported = judged(badCompany(), now, observed).filter(({ code }) => code.startsWith("lp/"));

describe("every finding of the least-privilege rules", () => {
  // `expectStored` checks the same for each rule alone, so that a new rule does not have to be violated here.
  it("is raised together for a company that violates 30 rules", () => {
    const codes = new Set(reported.map(({ code }) => code));
    expect(leastPrivilegeRules.filter(({ id }) => codes.has(id)).length).toBeGreaterThanOrEqual(30);
  });

  it("names the user, the reason, the place and the fix", () => {
    const lacking = reported.filter((finding) => missing(finding).length > 0);
    expect(lacking.map((finding) => `${finding.code}: ${missing(finding).join(", ")}: ${finding.message}`)).toEqual([]);
  });

  it("does not depend on the order in which the rules are judged", () => {
    const model = badCompany().build();
    const reversed = evaluatePolicy(resolveModel(model, now), leastPrivilegeRules.toReversed(), {
      observations: observed,
    }).filter(({ code }) => code.startsWith("lp/"));
    expect(sortedBy(reversed, canonicalJson)).toEqual(sortedBy(reported, canonicalJson));
  });
});

describe("the findings of the observed state", () => {
  it("complete the findings without observations, baseline included", () => {
    const model = badCompany()
      .accepted("lp/orphan-account", "access/systems/okta.yaml")
      .accepted("lp/second-writer", "access/entitlements/okta/db.yaml", {
        witness: [group("db").id, "okta/db (critical)"],
      })
      .accepted("lp/second-writer", "access/entitlements/okta/e1.yaml")
      .accepted("lp/ownerless", "access/entitlements/okta/e1.yaml")
      .build();
    const resolved = resolveModel(model, now);
    const added = evaluateObserved(resolved, { observations: observed });
    const whole = evaluatePolicy(resolved, undefined, { observations: observed });
    const parts = [...evaluatePolicy(resolved), ...added];
    expect(sortedBy(parts, canonicalJson)).toEqual(sortedBy(whole, canonicalJson));
    expect(added.map(({ code, severity }) => `${severity} ${code}`)).toContain("note lp/second-writer");
  });
});

/** Returns the parts that the finding lacks. The reason is on the page of its rule. */
function missing({ code, message, remedy, place, user }: UnlocatedFinding): readonly string[] {
  const why = policyPages[code as keyof typeof policyPages].why;
  return [
    ...(user === null || user === undefined || message.includes(user) ? [] : ["who"]),
    ...(/^[A-Z].{20,}\.$/.test(why) && why !== message ? [] : ["why"]),
    ...(place !== null && place.file.startsWith("access/") ? [] : ["where"]),
    ...(/^[A-Z`].+\.$/.test(remedy) ? [] : ["next step"]),
  ];
}
