import { describe, expect, it } from "vitest";
import { aTree, userYaml } from "../support/tree.ts";

/** Returns the findings for a role with this selector, in a company with a user of the department Engineering. */
const found = (selector: string): readonly string[] =>
  aTree()
    .file("users/bob.yaml", userYaml("bob", "department: Engineering\ntitle: Engineer\n"))
    .file(
      "roles/r.yaml",
      `id: r\ntitle: R\nowners: ["@acme/security"]\nbirthright: ${selector}\nentitlements: [okta/account]\n`,
    )
    .load()
    .findings.map(({ code, severity, line, message }) => `${severity} ${code} ${line} ${message}`);

describe("a selector that matches no user", () => {
  it("is a warning where only letter case keeps it from matching", () => {
    expect(found("{ department: engineering }")).toEqual([
      'warning ref/selector-case 4 The selector\'s department "engineering" matches no user: users have "Engineering", which differs only in letter case or spaces.',
    ]);
    expect(found('{ department: [Sales, "ENGINEERING"] }')).toHaveLength(1);
    expect(found("{ kind: employee, not: { title: engineer } }")).toHaveLength(1);
  });

  it("is not a finding of the files where no user resembles it, or where it matches", () => {
    expect(found("{ department: Sales }")).toEqual([]);
    expect(found("{ department: Engineering }")).toEqual([]);
    expect(found("{ department: [Engineering, Sales], title: Engineer }")).toEqual([]);
  });
});

describe("a selector of another document that matches no user", () => {
  const named = (path: string, content: string): readonly string[] =>
    aTree()
      .file("users/bob.yaml", userYaml("bob", "department: Engineering\n"))
      .file(path, content)
      .load()
      .findings.map(({ code, severity, file, line, message }) => `${severity} ${code} ${file}:${line} ${message}`);
  const ends = 'users have "Engineering", which differs only in letter case or spaces.';
  const matches = (text: string): string => `warning ref/selector-case ${text} matches no user: ${ends}`;
  const rules = "policies/least-privilege.yaml";
  const tests = "tests/people.yaml";
  const test = (subject: string): string => `tests:\n  - name: T\n    ${subject}\n    never: [okta/account]\n`;

  it("is a warning in a custom rule", () => {
    const rule = (users: string): string =>
      `custom:\n  - id: custom/own\n    severity: error\n    message: M\n    forbid:\n      entitlements: [okta/account]\n      users: ${users}\n`;
    expect(named(rules, rule("{ department: engineering }"))).toEqual([
      matches(`access/${rules}:7 The selector's department "engineering"`),
    ]);
    expect(named(rules, rule("{ not: { department: ENGINEERING } }"))).toEqual([
      matches(`access/${rules}:7 The selector's department "ENGINEERING"`),
    ]);
    expect(named(rules, rule("{ department: Engineering }"))).toEqual([]);
  });

  it("is a warning in the exceptions of a built-in rule", () => {
    expect(named(rules, "rules:\n  lp/no-reason: { except: { users: { department: engineering } } }\n")).toEqual([
      matches(`access/${rules}:2 The selector's department "engineering"`),
    ]);
  });

  it("is a warning in a policy test, also for a hypothetical user", () => {
    expect(named(tests, test("users: { department: engineering }"))).toEqual([
      matches(`access/${tests}:3 The selector's department "engineering"`),
    ]);
    expect(named(tests, test("given: { kind: employee, department: engineering }"))).toEqual([
      matches(`access/${tests}:3 The hypothetical user's department "engineering"`),
    ]);
    expect(named(tests, test("users: { department: Engineering }"))).toEqual([]);
  });

  it("is a warning in the departments that may request an entitlement", () => {
    const entitlement = (departments: string): string =>
      `id: crm\ntitle: CRM\ntarget: { group: crm }\ntier: low\nowners: ["@acme/security"]\nrequestable:\n  kinds: [employee]\n  departments: [${departments}]\n`;
    expect(named("entitlements/okta/crm.yaml", entitlement("Sales, engineering"))).toEqual([
      matches('access/entitlements/okta/crm.yaml:8 The selector\'s department "engineering"'),
    ]);
    expect(named("entitlements/okta/crm.yaml", entitlement("Sales, Engineering"))).toEqual([]);
  });
});
