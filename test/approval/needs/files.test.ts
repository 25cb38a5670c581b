import { describe, expect, it } from "vitest";
import { approvalsNeeded } from "../../../src/approval/needs.ts";
import { needsBetween } from "../../support/github.ts";
import { type ModelBuilder, person, userId } from "../../support/model.ts";
import { aCompany, needText, withRules, wanted } from "../company.ts";

const base = withRules(aCompany());

describe("files without a changed object", () => {
  const same = (company: ModelBuilder) => company;

  it.each([
    "src/plan/plan.ts",
    ".github/workflows/apply.yml",
    ".github/CODEOWNERS",
    "schemas/user.schema.json",
    "access/tests/payroll.yaml",
    "access/hr.yaml",
    "access/README.md",
    "docs/run.sh",
  ])("need root owners: %s", (file) => {
    expect(wanted(same, [file])).toEqual([`code ${file}: @acme/security`]);
  });

  it.each(["README.md", "docs/how-to.md"])(
    "need no approval here where they are Markdown outside access/: %s",
    (file) => {
      expect(wanted(same, [file])).toEqual([]);
    },
  );

  it("need the object's owner for texts in an object's file, at any path (G4)", () => {
    expect(
      wanted(same, ["access/roles/oncall.yaml", "access/entitlements/okta/crm.yaml", "access/users/ada.yaml"]),
    ).toEqual([
      "file access/entitlements/okta/crm.yaml: olga",
      "file access/roles/oncall.yaml: olga",
      "file access/users/ada.yaml: bob",
    ]);
    const moved = aCompany().role("oncall", ["okta/wiki"], {
      owners: [person("olga")],
      source: { file: "access/roles/quiet/oncall.yaml", line: 1 },
    });
    const files = ["access/roles/oncall.yaml", "access/roles/quiet/oncall.yaml"];
    expect(needsBetween(base, withRules(moved), files).map(needText)).toEqual(
      files.map((file) => `file ${file}: olga`),
    );
  });

  it("need no second approval for a file that another need covers", () => {
    expect(wanted((company) => company.grant("ada", "okta/crm"), ["access/grants/okta/crm/ada.yaml"])).toEqual([
      "grant okta/crm for ada: bob | olga",
    ]);
    const role = (company: ModelBuilder) => company.role("oncall", [], { owners: [person("olga")] });
    expect(wanted(role, ["access/roles/oncall.yaml"])).toEqual(["role oncall: olga"]);
    const held = withRules(aCompany().grant("ada", "okta/crm"));
    expect(wanted(same, ["access/grants/okta/crm/ada.yaml"], held)).toEqual([]);
  });
});

describe("an unexplained change", () => {
  it("needs root owners for a gain without an edit", () => {
    const needs = approvalsNeeded({
      base,
      head: base,
      accessChanges: [
        {
          kind: "gain",
          user: userId("ada"),
          entitlement: "okta/crm" as never,
          tier: "medium",
          from: null,
          until: null,
          because: [],
        },
      ],
      modelChanges: [],
      changedFiles: [],
    });
    expect(needs.map(needText)).toEqual(["unexplained okta/crm for ada: @acme/security"]);
  });

  it("needs root owners for an unknown kind of change", () => {
    const modelChanges = [{ kind: "weather", id: "storm", field: "wind", before: 1, after: 2 }];
    const needs = approvalsNeeded({ base, head: base, accessChanges: [], modelChanges, changedFiles: [] });
    expect(needs.map(needText)).toEqual(["unexplained weather storm: @acme/security"]);
  });
});

it("gives the same needs for any order of the files", () => {
  const files = ["src/a.ts", "access/roles/oncall.yaml", "src/b.ts"];
  const head = withRules(aCompany().grant("ada", "okta/crm").grant("ada", "okta/erp"));
  expect(needsBetween(base, head, files)).toEqual(needsBetween(base, head, files.toReversed()));
});
