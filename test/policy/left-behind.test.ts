import { describe, expect, it } from "vitest";
import { diffOf } from "../../src/workflow/diff.ts";
import { type Checked, checkChange, checkTree, checkUnchanged } from "../../src/workflow/check.ts";
import { now } from "../support/model.ts";
import { aTree, type TreeBuilder, userYaml } from "../support/tree.ts";

const crm = (owner: string, title = "CRM") =>
  `id: crm\ntitle: ${title}\ntarget: { group: crm }\ntier: low\nowners: [${owner}]\n`;
const vendor = (sponsor: string, end = "2027-01-01") =>
  userYaml("vic", `end: ${end}\nsponsor: ${sponsor}\n`)
    .replace("kind: employee", "kind: vendor")
    .replace("manager: none\n", "");
const report = (manager: string, lines = "") => userYaml("rob", lines).replace("manager: none", `manager: ${manager}`);
const gone = (id: string) => userYaml(id).replace("active", "terminated");

/** Boss owns okta/crm, manages rob and sponsors vic. */
const company = (): TreeBuilder =>
  aTree()
    .file("users/boss.yaml", userYaml("boss"))
    .file("users/hal.yaml", userYaml("hal"))
    .file("users/rob.yaml", report("boss"))
    .file("users/vic.yaml", vendor("boss"))
    .file("entitlements/okta/crm.yaml", crm("boss"));
const without = () => company().file("users/boss.yaml", gone("boss"));

const check = (tree: TreeBuilder): Checked => checkTree(tree.build(), now);
const about = ({ findings }: Pick<Checked, "findings">, severity: string) =>
  findings.filter((finding) => finding.severity === severity).map(({ code, file }) => `${code} ${file ?? ""}`);
const errorsOf = (base: TreeBuilder, head: TreeBuilder) => about(checkChange(check(base), check(head)), "error");
const all = [
  "lp/inactive-owner access/entitlements/okta/crm.yaml",
  "lp/inactive-owner access/users/rob.yaml",
  "identity/inactive-sponsor access/users/vic.yaml",
];

describe("what a user who leaves still owns, manages and sponsors", () => {
  it("is a warning in the change that terminates the user, and each warning names the handover", () => {
    const change = checkChange(check(company()), check(without()));
    expect(about(change, "error")).toEqual([]);
    expect(about(change, "warning")).toEqual(expect.arrayContaining(all));
    for (const { code, remedy } of change.findings)
      if (all.some((text) => text.startsWith(code))) expect(remedy).toContain("`rolecall handover boss`");
  });

  it("does not hide the rest of the diff", () => {
    const sides = { base: check(company()), head: check(without()) };
    const diffed = diffOf({ ...sides, commits: { base: "a", head: "b" }, changedFiles: ["access/users/boss.yaml"] });
    expect(diffed?.report.diff.modelChanges.map(({ kind, id }) => `${kind} ${id}`)).toContain("user boss");
    expect(diffed?.report.findings.appeared.map(({ finding }) => finding.severity)).not.toContain("error");
  });

  it("is an error of the tree after the merge", () => {
    expect(about(check(without()), "error")).toEqual(expect.arrayContaining(all));
    expect(about(checkUnchanged(check(without())), "error")).toEqual([]);
  });

  it("is an error in a change to the object, and a warning in a change to another one", () => {
    expect(errorsOf(without(), without().file("users/hal.yaml", userYaml("hal", "title: Lead\n")))).toEqual([]);
    expect(errorsOf(without(), without().file("entitlements/okta/crm.yaml", crm("boss", "Sales")))).toEqual([all[0]]);
    expect(errorsOf(without(), without().file("users/rob.yaml", report("boss", "title: Lead\n")))).toEqual([all[1]]);
    expect(errorsOf(without(), without().file("entitlements/okta/crm.yaml", crm("hal")))).toEqual([]);
  });

  it("does not appear as a lowered finding in the diff of an unrelated change", () => {
    const sides = {
      base: check(without()),
      head: check(without().file("users/hal.yaml", userYaml("hal", "title: Lead\n"))),
    };
    const diffed = diffOf({ ...sides, commits: { base: "a", head: "b" }, changedFiles: ["access/users/hal.yaml"] });
    expect(diffed?.report.findings).toMatchObject({ appeared: [], downgraded: [], resolved: [] });
  });

  it("does not block another leaver: neither the termination nor an earlier end", () => {
    expect(errorsOf(without(), without().file("users/rob.yaml", report("boss", "end: 2026-12-31\n")))).toEqual([]);
    expect(errorsOf(without(), without().file("users/vic.yaml", vendor("boss", "2026-12-31")))).toEqual([]);
    expect(errorsOf(without(), without().file("users/vic.yaml", vendor("boss", "2027-06-01")))).toEqual([all[2]]);
    expect(
      errorsOf(without(), without().file("users/rob.yaml", report("boss").replace("active", "terminated"))),
    ).toEqual([]);
  });

  it("stays an error where the change names the leaver at an object that had another name", () => {
    const base = company().file("entitlements/okta/crm.yaml", crm("hal"));
    const head = without().file("users/rob.yaml", report("boss"));
    expect(errorsOf(base, head)).toEqual([all[0]]);
  });

  it("includes a policy test about the leaver and a minimum of holders, but no other loss of a holder", () => {
    const rule = "custom:\n  - id: custom/two\n    severity: error\n    message: Two users hold it.\n";
    const policies = (tree: TreeBuilder) =>
      tree
        .file("tests/boss.yaml", "tests:\n  - name: boss signs in\n    user: boss\n    holds: [okta/account]\n")
        .file("policies/least-privilege.yaml", `${rule}    holders: { entitlements: [okta/account], min: 2 }\n`);
    const grant = (tree: TreeBuilder, user: string) =>
      tree.file(
        `grants/okta/account/${user}.yaml`,
        `user: ${user}\nentitlement: okta/account\nreason: Needs it for daily work\n`,
      );
    const both = (tree: TreeBuilder) => policies(grant(grant(tree, "boss"), "hal"));
    expect(about(check(both(without())), "error")).toEqual(
      expect.arrayContaining(["test/failed access/tests/boss.yaml", "custom/two access/policies/least-privilege.yaml"]),
    );
    expect(errorsOf(both(company()), both(without()))).toEqual([]);
    expect(errorsOf(both(company()), policies(grant(without(), "boss")))).toEqual([
      "custom/two access/policies/least-privilege.yaml",
    ]);
    const changed = both(without()).file(
      "tests/boss.yaml",
      "tests:\n  - name: boss signs in\n    user: boss\n    exactly: [okta/account]\n",
    );
    expect(errorsOf(both(without()), changed)).toContain("test/failed access/tests/boss.yaml");
  });

  it("keeps the errors of a rule on holders where the change gives or takes access of users who stay", () => {
    const rules = (demand: string) =>
      `custom:\n  - id: custom/two\n    severity: error\n    message: It has a limit.\n    holders: { entitlements: [okta/account], ${demand} }\n`;
    const grant = (user: string, lines = "") =>
      `user: ${user}\nentitlement: okta/account\nreason: Needs it for daily work\n${lines}`;
    const held = (tree: TreeBuilder, demand: string, [hal, rob]: readonly [string, string]) =>
      tree
        .file("policies/least-privilege.yaml", rules(demand))
        .file("grants/okta/account/hal.yaml", grant("hal", hal))
        .file("grants/okta/account/rob.yaml", grant("rob", rob));
    const place = "custom/two access/policies/least-privilege.yaml";
    const [soon, late] = ["starts: 2026-12-01\nexpires: 2026-12-05\n", "starts: 2026-12-10\nexpires: 2026-12-15\n"];
    expect(errorsOf(held(company(), "max: 1", [soon, late]), held(without(), "max: 1", [soon, late]))).toEqual([]);
    expect(errorsOf(held(company(), "max: 1", [soon, late]), held(without(), "max: 1", [soon, soon]))).toEqual([place]);
    const eligible = "eligible: true\n";
    expect(errorsOf(held(company(), "max: 1", ["", eligible]), held(without(), "max: 1", ["", ""]))).toEqual([place]);
  });

  it("keeps the errors about users who have not left", () => {
    const late = userYaml("boss").replace("2024-02-01", "2028-01-01");
    expect(errorsOf(company(), company().file("users/boss.yaml", late))).toEqual(expect.arrayContaining(all));
  });
});
