import { describe, expect, it } from "vitest";
import { resolveAssignments } from "../../src/model/effective.ts";
import { evaluatePolicy } from "../../src/policy/evaluate.ts";
import { verdicts } from "../support/judged.ts";
import { aModel, at, now, ref, selector, userId } from "../support/model.ts";

describe("the policy step", () => {
  it("counts a rule that throws as broken and names it", () => {
    const model = aModel().build();
    const broken = {
      id: "lp/broken" as const,
      severity: "warning" as const,
      evaluate: () => {
        throw new Error("no such parameter");
      },
    };
    expect(evaluatePolicy(model, resolveAssignments(model), now, [broken])).toMatchObject([
      { code: "lp/broken", severity: "error", message: expect.stringContaining("no such parameter") },
    ]);
  });
});

describe("entitlement/no-account", () => {
  const code = "entitlement/no-account";
  const world = () => aModel().user("ada").entitlement("okta/account").entitlement("okta/crm").grant("ada", "okta/crm");

  it("refuses access in a system where its user has no account, or not for the whole time", () => {
    expect(verdicts(world(), code)).toEqual(["error access/grants/okta/crm/ada.yaml"]);
    const shorter = world().grant("ada", "okta/account", { expires: at("2027-01-01T00:00:00Z") });
    expect(verdicts(shorter, code)).toHaveLength(1);
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

  it("never: nobody selected has any of these", () => {
    const users = { kind: "users" as const, selector: selector({ kind: "employee" }) };
    expect(verdicts(world().policyTest("t", { subject: users, never: [ref("okta/payroll")] }), code)).toEqual([]);
    expect(verdicts(world().policyTest("t", { subject: users, never: [ref("okta/git")] }), code)).toHaveLength(1);
  });

  it("exactly: somebody like this would have the whole set and nothing else", () => {
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
