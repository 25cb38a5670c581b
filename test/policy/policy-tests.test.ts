import { describe, expect, it } from "vitest";
import type { PolicyTest, RoleId, TestSubject, UserKind } from "../../src/model/documents.ts";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { policyTestFindings, runPolicyTests } from "../../src/policy/policy-tests.ts";
import { aModel, at, type ModelBuilder, now, ref, selector, userId } from "../support/model.ts";

const world = (): ModelBuilder =>
  aModel()
    .user("ada")
    .user("bob", { kind: "contractor", department: "Sales" })
    .user("gone", { status: "terminated" })
    .entitlement("okta/git")
    .entitlement("okta/crm")
    .entitlement("okta/payroll")
    .role("everyone", ["okta/crm"])
    .role("engineer", ["okta/git"], {
      birthright: selector({ department: "Engineering" }),
      includes: ["everyone" as RoleId],
    });

const ada: TestSubject = { kind: "user", user: userId("ada") };
const employees: TestSubject = { kind: "users", selector: selector({ kind: "employee" }) };
const given = (attributes: Record<string, string>): TestSubject => ({
  kind: "given",
  attributes: new Map(Object.entries(attributes)),
});
const engineer = given({ department: "Engineering" });

function failures(model: ModelBuilder, test: Partial<PolicyTest> & Pick<PolicyTest, "subject">): readonly string[] {
  const built = model.policyTest("t", test).build();
  return runPolicyTests(resolveModel(built, now)).flatMap((result) => result.failures);
}

describe("each subject with each expectation", () => {
  const subjects: readonly (readonly [string, TestSubject])[] = [
    ["user", ada],
    ["users", employees],
    ["given", engineer],
  ];
  it.each(subjects)("%s: holds wants all of them", (_, subject) => {
    expect(failures(world(), { subject, holds: [ref("okta/git"), ref("okta/crm")] })).toEqual([]);
    const [failure, ...more] = failures(world(), { subject, holds: [ref("okta/git"), ref("okta/payroll")] });
    expect(failure).toContain("does not hold okta/payroll");
    expect(more).toEqual([]);
  });

  it.each(subjects)("%s: never refuses any of them and says by what they have it", (_, subject) => {
    expect(failures(world(), { subject, never: [ref("okta/payroll")] })).toEqual([]);
    expect(failures(world(), { subject, never: [ref("okta/payroll"), ref("okta/git")] })[0]).toContain(
      "holds okta/git (through the birthright role engineer, access/roles/engineer.yaml:5)",
    );
  });

  it.each(subjects)("%s: exactly wants the whole set and nothing else", (_, subject) => {
    expect(failures(world(), { subject, exactly: [ref("okta/crm"), ref("okta/git")] })).toEqual([]);
    expect(failures(world(), { subject, exactly: [ref("okta/crm")] })[0]).toContain("holds okta/git in addition");
    expect(
      failures(world(), { subject, exactly: [ref("okta/crm"), ref("okta/git"), ref("okta/payroll")] })[0],
    ).toContain("does not hold okta/payroll");
  });
});

describe("policy tests", () => {
  it("users judges everybody it matches and no leaver", () => {
    const sold = world().grant("ada", "okta/payroll").grant("gone", "okta/payroll");
    expect(failures(sold, { subject: employees, never: [ref("okta/payroll")] })).toEqual([
      "ada holds okta/payroll (through a direct grant, access/grants/okta/payroll/ada.yaml:1)",
    ]);
  });

  it("never looks ahead: a grant that starts next week breaks it today, one that has ended does not", () => {
    const starts = at("2026-12-01T00:00:00Z");
    const soon = world().grant("ada", "okta/payroll", { starts });
    expect(failures(soon, { subject: ada, never: [ref("okta/payroll")] })[0]).toContain(
      "starting 2026-12-01 01:00 Europe/Berlin",
    );
    const past = world().grant("ada", "okta/payroll", { expires: now });
    expect(failures(past, { subject: ada, never: [ref("okta/payroll")] })).toEqual([]);
  });

  it("never names what is held now before what is still to come", () => {
    const twice = world()
      .role("payers", ["okta/payroll"])
      .grant("ada", "okta/payroll", { starts: at("2026-12-01T00:00:00Z") })
      .grant("ada", "role:payers");
    expect(failures(twice, { subject: ada, never: [ref("okta/payroll")] })).toEqual([
      "ada holds okta/payroll (through the granted role payers, access/grants/roles/payers/ada.yaml:1)",
    ]);
  });

  it("holds and exactly judge the instant of evaluation, and say when it will be so", () => {
    const soon = () => world().grant("ada", "okta/payroll", { starts: at("2026-12-01T00:00:00Z") });
    expect(failures(soon(), { subject: ada, holds: [ref("okta/payroll")] })).toEqual([
      "ada does not hold okta/payroll (only starting 2026-12-01 01:00 Europe/Berlin)",
    ]);
    expect(failures(soon(), { subject: ada, exactly: [ref("okta/crm"), ref("okta/git")] })).toEqual([]);
  });

  it("an eligible grant gives nothing by itself", () => {
    const eligible = world().grant("ada", "okta/payroll", { eligible: true });
    expect(failures(eligible, { subject: ada, never: [ref("okta/payroll")] })).toEqual([]);
  });

  it("gives a hypothetical user birthright and its closure only, by kind, status and attributes", () => {
    const rich = () =>
      world().role("payers", ["okta/payroll"], {
        birthright: selector({ "attributes.team": "pay", kind: ["contractor"] }),
      });
    const payer = given({ "attributes.team": "pay", kind: "contractor" });
    expect(failures(rich(), { subject: payer, exactly: [ref("okta/payroll")] })).toEqual([]);
    expect(failures(rich(), { subject: given({ "attributes.team": "pay" }), exactly: [] })).toEqual([]);
    const robot = given({ department: "Engineering", kind: "service" satisfies UserKind });
    expect(failures(world(), { subject: robot, exactly: [] })).toEqual([]);
    expect(
      failures(world(), { subject: given({ department: "Engineering", status: "terminated" }), exactly: [] }),
    ).toEqual([]);
  });

  it("several tests about people who do not exist are kept apart", () => {
    const model = world()
      .policyTest("engineers", { subject: engineer, exactly: [ref("okta/crm"), ref("okta/git")] })
      .policyTest("sales", { subject: given({ department: "Sales" }), exactly: [] })
      .build();
    expect(runPolicyTests(resolveModel(model, now)).map(({ passed }) => passed)).toEqual([true, true]);
  });

  it("a finding stands at its entry, names five failures and counts the rest", () => {
    const crowd = aModel().entitlement("okta/payroll");
    for (let number = 0; number < 7; number += 1) crowd.user(`u${number}`).grant(`u${number}`, "okta/payroll");
    const model = crowd.policyTest("nobody", { subject: employees, never: [ref("okta/payroll")] }).build();
    const [finding] = policyTestFindings(runPolicyTests(resolveModel(model, now)));
    expect(finding).toMatchObject({
      code: "test/failed",
      place: { file: "access/tests/all.yaml", field: ["tests", 0] },
    });
    expect(finding?.message).toMatch(/u4 holds okta\/payroll .*; and 2 more\.$/);
    expect(finding?.message).not.toContain("u5");
  });

  it("names a hypothetical user by the given fields", () => {
    const seller = given({ department: "Sales", kind: "vendor" });
    expect(failures(world(), { subject: seller, holds: [ref("okta/git")] })).toEqual([
      "a user with department Sales, kind vendor does not hold okta/git",
    ]);
  });

  it("names each unexpected entitlement once, by the first way that gives it, and one that is to be had for a time", () => {
    const twice = world()
      .role("payers", ["okta/payroll"])
      .grant("ada", "okta/payroll", { expires: at("2026-12-01T00:00:00Z") })
      .grant("ada", "role:payers");
    const exactly = [ref("okta/crm"), ref("okta/git")];
    expect(failures(twice, { subject: ada, exactly })).toEqual([
      "ada holds okta/payroll in addition (through a direct grant, access/grants/okta/payroll/ada.yaml:1)",
    ]);
    const ending = world().grant("ada", "okta/payroll", { expires: at("2026-12-01T00:00:00Z") });
    expect(failures(ending, { subject: ada, never: [ref("okta/payroll")] })).toHaveLength(1);
  });

  it("a finding with five failures or fewer names them all", () => {
    const crowd = aModel().entitlement("okta/payroll");
    for (let number = 0; number < 5; number += 1) crowd.user(`u${number}`);
    const model = crowd.policyTest("all", { subject: employees, holds: [ref("okta/payroll")] }).build();
    const [finding] = policyTestFindings(runPolicyTests(resolveModel(model, now)));
    const each = [0, 1, 2, 3, 4].map((number) => `u${number} does not hold okta/payroll`).join("; ");
    expect(finding?.message).toBe(`The test "all" failed: ${each}.`);
    expect(finding?.remedy).toBe(
      "Change the access that fails the test, or change the test if the requirement has changed.",
    );
  });
});
