import { describe, expect, it } from "vitest";
import type { SystemId } from "../../src/model/documents.ts";
import { resolveAssignments } from "../../src/model/effective.ts";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { evaluatePolicy } from "../../src/policy/evaluate.ts";
import type { RuleId } from "../../src/policy/rule-list.ts";
import { noReason } from "../../src/policy/rules/no-reason.ts";
import { findingsOf, verdicts } from "../support/judged.ts";
import { aModel, at, now, ref, selector, userId } from "../support/model.ts";

describe("the policy step", () => {
  const broken = {
    id: "lp/broken" as RuleId,
    severity: "warning" as const,
    page: { title: "Broken.", why: "It throws.", next: "Correct it." },
    evaluate: () => {
      throw new Error("no such parameter");
    },
  };

  it("counts a rule that throws as broken and names it", () => {
    const model = aModel().build();
    expect(evaluatePolicy(resolveModel(model, now), [broken])).toMatchObject([
      {
        code: "lp/broken",
        severity: "error",
        message: expect.stringContaining("no such parameter"),
        remedy: "Correct the parameters of this rule. If they are correct, report a defect of Rolecall.",
      },
    ]);
  });

  it("judges the other rules and the organization's own all the same", () => {
    const model = aModel()
      .user("ada")
      .entitlement("okta/account")
      .grant("ada", "okta/account", { reason: null })
      .custom("nobody", { kind: "forbid", entitlements: [ref("okta/account")], users: selector({}) })
      .build();
    const codes = evaluatePolicy(resolveModel(model, now), [broken, noReason]).map(({ code }) => code);
    expect(codes).toEqual(["lp/broken", "lp/no-reason", "custom/nobody"]);
  });

  it("counts a parameter of the wrong kind as broken, never as its default", () => {
    const world = (parameters: Record<string, unknown>, rule: string) =>
      verdicts(aModel().setting(rule, { parameters: new Map(Object.entries(parameters)) }), rule);
    expect(world({ words: "3" }, "lp/no-reason")).toEqual(["error"]);
    expect(world({ tiers: "high" }, "lp/standing-privilege")).toEqual(["error"]);
    expect(world({ max: "a year" }, "lp/external-end-date")).toEqual(["error"]);
    expect(world({ tag: ["admin"] }, "lp/admin-above-baseline")).toEqual(["error"]);
  });

  it("skips a rule that needs an observation without one, and a rule that is off", () => {
    const model = aModel().setting("lp/broken", { severity: "none" }).build();
    const index = resolveAssignments(model);
    expect(evaluatePolicy({ model, index, at: now }, [broken])).toEqual([]);
    const observing = { ...broken, id: "lp/observing" as RuleId, needsObservation: true };
    expect(evaluatePolicy({ model, index, at: now }, [observing])).toEqual([]);
    expect(evaluatePolicy({ model, index, at: now }, [observing], { observations: [] })).toMatchObject([
      { severity: "error" },
    ]);
  });
});

describe("what `except` leaves out", () => {
  const rule = "lp/too-long";
  const except = { users: null, entitlements: [], tags: [], roles: [] };
  const world = () =>
    aModel()
      .user("ada")
      .entitlement("okta/a", { tier: "critical", tags: ["lab"] })
      .entitlement("okta/b", { tier: "critical" })
      .role("dba", ["okta/a", "okta/b"])
      .grant("ada", "role:dba", { expires: at("2027-01-01T00:00:00Z") });
  const found = ["error access/grants/roles/dba/ada.yaml expires"];

  it("matches users, entitlements, tags and roles", () => {
    const both = [ref("okta/a"), ref("okta/b")];
    for (const left of [{ users: selector({ kind: "employee" }) }, { entitlements: both }, { roles: ["dba" as never] }])
      expect(verdicts(world().setting(rule, { except: { ...except, ...left } }), rule)).toEqual([]);
    for (const left of [{ users: selector({ kind: "vendor" }) }, { roles: ["other" as never] }, { tags: ["other"] }])
      expect(verdicts(world().setting(rule, { except: { ...except, ...left } }), rule)).toEqual(found);
  });

  it("leaves out the excepted entitlement alone, also where the rule names one of several", () => {
    expect(verdicts(world().setting(rule, { except: { ...except, tags: ["lab"] } }), rule)).toEqual(found);
    const first = findingsOf(world().setting(rule, { except: { ...except, tags: ["lab"] } }), rule)[0];
    expect(first?.message).toContain("okta/b");
  });
});

describe("the rules about waivers", () => {
  const rule = "lp/unused-waiver";
  const world = () =>
    aModel()
      .user("ada")
      .entitlement("okta/a")
      .entitlement("okta/b")
      .keepApart("pay", { create: ["okta/a"], approve: ["okta/b"] })
      .waiver("pay", "ada", ["okta/a"], "2026-12-01T00:00:00Z");

  it("have a severity and exceptions like the others", () => {
    const file = "access/waivers/pay/ada.yaml";
    expect(verdicts(world(), rule)).toEqual([`warning ${file}`]);
    expect(verdicts(world().setting(rule, { severity: "error" }), rule)).toEqual([`error ${file}`]);
    expect(verdicts(world().setting(rule, { severity: "none" }), rule)).toEqual([]);
    const except = (department: string) => ({ users: selector({ department }), entitlements: [], tags: [], roles: [] });
    expect(verdicts(world().setting(rule, { except: except("Engineering") }), rule)).toEqual([]);
    expect(verdicts(world().setting(rule, { except: except("Sales") }), rule)).toEqual([`warning ${file}`]);
  });
});

describe("entitlement/external-account", () => {
  it("warns of an account entitlement of a user who is external in the system, and of no other", () => {
    const model = aModel()
      .entitlement("okta/account", { target: { kind: "account" } })
      .user("ada", { externalIn: ["okta" as SystemId] })
      .user("bob")
      .grant("ada", "okta/account")
      .grant("bob", "okta/account");
    expect(verdicts(model, "entitlement/external-account")).toEqual(["warning access/grants/okta/account/ada.yaml"]);
  });
});

describe("entitlement/no-account", () => {
  const code = "entitlement/no-account";
  const world = () => aModel().user("ada").entitlement("okta/account").entitlement("okta/crm").grant("ada", "okta/crm");

  it("refuses access in a system where its user has no account, or not for the whole time", () => {
    expect(verdicts(world(), code)).toEqual(["error access/grants/okta/crm/ada.yaml"]);
    expect(findingsOf(world(), code)[0]).toMatchObject({
      message: "ada would hold okta/crm without an account in okta for the same time.",
      remedy: "Assign okta/account to ada for the same time, with a role or a grant.",
      user: "ada",
    });
    const shorter = world().grant("ada", "okta/account", { expires: at("2027-01-01T00:00:00Z") });
    expect(verdicts(shorter, code)).toHaveLength(1);
    const later = world().grant("ada", "okta/account", { starts: at("2027-01-01T00:00:00Z") });
    expect(verdicts(later, code)).toHaveLength(1);
    const eligible = world().grant("ada", "okta/account", { eligible: true });
    expect(verdicts(eligible, code)).toHaveLength(1);
  });

  it("stands at the role where birthright gives the access, and requests an account entitlement if none is declared", () => {
    const role = aModel()
      .user("ada")
      .entitlement("okta/crm")
      .role("sales", ["okta/crm"], { birthright: selector({ department: "Engineering" }) });
    expect(verdicts(role, code)).toEqual(["error access/roles/sales.yaml"]);
    expect(findingsOf(role, code)[0]?.remedy).toContain("target: { account: {} }");
  });

  it("allows it with an account for the whole time, and for a member by address", () => {
    expect(verdicts(world().grant("ada", "okta/account"), code)).toEqual([]);
    const outside = aModel()
      .entitlement("okta/account")
      .entitlement("okta/crm")
      .user("eve", { externalIn: ["okta" as never] })
      .grant("eve", "okta/crm");
    expect(verdicts(outside, code)).toEqual([]);
  });

  it("allows an account that covers the access by two grants in a row, and what is past", () => {
    const renewed = world()
      .role("staff", ["okta/account"])
      .grant("ada", "okta/account", { expires: at("2027-01-01T00:00:00Z") })
      .grant("ada", "role:staff", { starts: at("2027-01-01T00:00:00Z") });
    expect(verdicts(renewed, code)).toEqual([]);
    const past = aModel()
      .user("ada")
      .entitlement("okta/account")
      .entitlement("okta/crm")
      .grant("ada", "okta/crm", { expires: at("2026-11-21T09:00:00Z") });
    expect(verdicts(past, code)).toEqual([]);
  });

  it("allows an account that begins and ends with the access, to the instant", () => {
    const span = { starts: at("2027-01-01T00:00:00Z"), expires: at("2027-02-01T00:00:00Z") };
    const model = (account: Partial<typeof span>) =>
      aModel()
        .user("ada")
        .entitlement("okta/account")
        .entitlement("okta/crm")
        .grant("ada", "okta/crm", span)
        .grant("ada", "okta/account", { ...span, ...account });
    expect(verdicts(model({}), code)).toEqual([]);
    expect(verdicts(model({ starts: span.starts + 1 }), code)).toHaveLength(1);
    expect(verdicts(model({ expires: span.expires - 1 }), code)).toHaveLength(1);
  });

  it("reports a user once for each system, and takes no account of another system for one of this", () => {
    const two = world()
      .entitlement("okta/erp")
      .entitlement("google/account")
      .entitlement("google/drive")
      .grant("ada", "okta/erp")
      .grant("ada", "google/account")
      .grant("ada", "google/drive");
    expect(verdicts(two, code)).toEqual(["error access/grants/okta/crm/ada.yaml"]);
    expect(verdicts(two.grant("ada", "okta/account"), code)).toEqual([]);
    const both = world().entitlement("google/account").entitlement("google/drive").grant("ada", "google/drive");
    expect(verdicts(both, code)).toHaveLength(2);
  });

  it("stands at the grant of the role before the role itself, where both give the access", () => {
    const twice = world()
      .role("sales", ["okta/erp"], { birthright: selector({ department: "Engineering" }) })
      .role("crm", ["okta/erp"])
      .entitlement("okta/erp")
      .grant("ada", "role:crm");
    expect(verdicts(twice, code)).toEqual(["error access/grants/okta/crm/ada.yaml"]);
    const byRole = aModel()
      .user("ada")
      .entitlement("okta/erp")
      .role("sales", ["okta/erp"], { birthright: selector({ department: "Engineering" }) })
      .role("crm", ["okta/erp"])
      .grant("ada", "role:crm");
    expect(verdicts(byRole, code)).toEqual(["error access/grants/roles/crm/ada.yaml"]);
  });

  it("asks for no account in a manual system", () => {
    const manual = aModel()
      .user("ada")
      .system("badges", { provider: "manual" })
      .entitlement("badges/door")
      .grant("ada", "badges/door");
    expect(verdicts(manual, code)).toEqual([]);
  });
});

describe("policy tests", () => {
  const code = "test/failed";
  const world = () =>
    aModel()
      .user("ada")
      .entitlement("okta/git")
      .entitlement("okta/payroll")
      .role("engineer", ["okta/git"], { birthright: selector({ department: "Engineering" }) });
  const ada = { kind: "user" as const, user: userId("ada") };

  it("holds: the user has all of these", () => {
    expect(verdicts(world().policyTest("t", { subject: ada, holds: [ref("okta/git")] }), code)).toEqual([]);
    expect(verdicts(world().policyTest("t", { subject: ada, holds: [ref("okta/payroll")] }), code)).toEqual([
      "error access/tests/all.yaml tests.0",
    ]);
  });

  it("never: no selected user holds any of these", () => {
    const users = { kind: "users" as const, selector: selector({ kind: "employee" }) };
    expect(verdicts(world().policyTest("t", { subject: users, never: [ref("okta/payroll")] }), code)).toEqual([]);
    expect(verdicts(world().policyTest("t", { subject: users, never: [ref("okta/git")] }), code)).toHaveLength(1);
  });

  it("exactly: such a user would hold the complete set and nothing else", () => {
    const given = {
      kind: "given" as const,
      attributes: new Map([
        ["department", "Engineering"],
        ["kind", "employee"],
      ]),
    };
    expect(verdicts(world().policyTest("t", { subject: given, exactly: [ref("okta/git")] }), code)).toEqual([]);
    expect(verdicts(world().policyTest("t", { subject: given, exactly: [] }), code)).toHaveLength(1);
    expect(
      verdicts(world().policyTest("t", { subject: given, exactly: [ref("okta/git"), ref("okta/payroll")] }), code),
    ).toHaveLength(1);
  });
});
