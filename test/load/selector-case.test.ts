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
