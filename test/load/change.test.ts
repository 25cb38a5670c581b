import { describe, expect, it } from "vitest";
import { judgeChange } from "../../src/load/change.ts";
import { at, now } from "../support/model.ts";
import { aTree, type TreeBuilder, userYaml } from "../support/tree.ts";

const base = () => aTree().file("users/bob.yaml", userYaml("bob"));
const judged = (before: TreeBuilder, after: TreeBuilder, when = now) =>
  judgeChange(before.load(when), after.load(when), when).map(({ code, severity, place }) =>
    `${severity} ${code} ${place?.file ?? "-"} ${place?.field.join(".") ?? ""}`.trim(),
  );
const crm = 'id: crm\ntitle: CRM\ntarget: { group: CRM }\ntier: low\nowners: ["@acme/security"]\n';
const grant = "user: bob\nentitlement: okta/account\nreason: Helps with the move\n";

describe("a change", () => {
  it("without differences has no findings", () => {
    expect(judged(base(), base())).toEqual([]);
  });

  it("may add users and entitlements", () => {
    expect(judged(aTree(), base().file("entitlements/okta/crm.yaml", crm))).toEqual([]);
  });

  it("may not remove a user's file", () => {
    expect(judged(base(), base().without("users/bob.yaml"))).toEqual(["error identity/user-removed -"]);
  });

  it("may move a user's file and set a user to terminated", () => {
    const moved = base()
      .without("users/bob.yaml")
      .file("users/left/bob.yaml", userYaml("bob").replace("active", "terminated"));
    expect(judged(base(), moved)).toEqual([]);
  });

  it("may not alter a user's employee number, even if the file moves", () => {
    const other = userYaml("bob").replace("n-bob", "n-42");
    const expected = (file: string) => [`error identity/number-changed access/${file} employeeNumber`];
    expect(judged(base(), base().file("users/bob.yaml", other))).toEqual(expected("users/bob.yaml"));
    const moved = base().without("users/bob.yaml").file("users/x/bob.yaml", other);
    expect(judged(base(), moved)).toEqual(expected("users/x/bob.yaml"));
  });

  it("may give a user a new employee number that keeps the old one in previousNumbers", () => {
    const renumbered = (previous: string) =>
      base().file("users/bob.yaml", userYaml("bob", `previousNumbers: [${previous}]\n`).replace('"n-bob"', '"n-42"'));
    expect(judged(base(), renumbered('"n-1", "n-bob"'))).toEqual([]);
    const expected = ["error identity/number-changed access/users/bob.yaml employeeNumber"];
    expect(judged(base(), renumbered('"n-1"'))).toEqual(expected);
    expect(judged(renumbered('"n-bob"'), base())).toEqual(expected);
  });

  it("may not remove an entitlement that is not retired", () => {
    const before = base().file("entitlements/okta/crm.yaml", crm);
    expect(judged(before, base())).toEqual(["error entitlement/not-retired -"]);
    const retired = base().file("entitlements/okta/crm.yaml", `${crm}status: retired\n`);
    expect(judged(retired, base())).toEqual([]);
    expect(judged(before, base().file("entitlements/okta/sales/crm.yaml", crm))).toEqual([]);
  });

  it("may not replace a target unless the group was renamed or the entitlement is retired", () => {
    const file = "entitlements/okta/crm.yaml";
    const before = base().file(file, crm);
    const other = crm.replace("group: CRM", "group: Sales");
    const expected = [`error entitlement/not-retired access/${file} target`];
    expect(judged(before, base().file(file, other))).toEqual(expected);
    expect(judged(before, base().file(file, `${other}status: retired\n`))).toEqual(expected);
    expect(judged(before, base().file(file, crm.replace("group: CRM", "group: crm")))).toEqual(expected);
    expect(judged(before, base().file(file, crm.replace("group: CRM", "app: CRM")))).toEqual(expected);
    expect(judged(before, base().file(file, `${other}previously: [{ group: CRM }]\n`))).toEqual([]);
    expect(judged(base().file(file, `${crm}status: retired\n`), base().file(file, other))).toEqual([]);
    const handedOn = base().file(file, other).file("entitlements/okta/old.yaml", crm.replace("id: crm", "id: old"));
    expect(judged(before, handedOn)).toEqual([]);
  });

  it("may alter the letter case of a Google group's address and the role in it", () => {
    const file = "entitlements/google/eng.yaml";
    const eng = (group: string) => crm.replace("id: crm", "id: eng").replace("group: CRM", `group: ${group}`);
    const before = base().file(file, eng("eng@acme.example"));
    expect(judged(before, base().file(file, eng("Eng@acme.example, role: owner")))).toEqual([]);
    expect(judged(before, base().file(file, eng("ops@acme.example")))).toEqual([
      `error entitlement/not-retired access/${file} target`,
    ]);
  });

  it("reports a removal even if the base has errors", () => {
    const broken = base().file("users/cid.yaml", "id: cid\n");
    expect(broken.load().model).toBeNull();
    expect(judged(broken, aTree())).toEqual(["error identity/user-removed -", "error identity/user-removed -"]);
  });
});

describe("69: an end in the past", () => {
  const file = "grants/okta/account/bob.yaml";
  const ended = base().file(file, `${grant}expires: 2026-11-20T00:00:00Z\n`);
  const expected = [`error time/already-expired access/${file} expires`];

  it("is an error in a file that the change adds", () => {
    expect(judged(base(), ended)).toEqual(expected);
  });

  it("is an error in a file that the change edits", () => {
    const before = base().file(file, `${grant}expires: 2027-01-01T00:00:00Z\n`);
    expect(judged(before, ended)).toEqual(expected);
  });

  it("is not an error in a file that the change does not touch", () => {
    expect(judged(ended, ended)).toEqual([]);
  });

  it("is judged at the instant of evaluation", () => {
    expect(judged(base(), ended, at("2026-11-19T23:59:59Z"))).toEqual([]);
    expect(judged(base(), ended, at("2026-11-20T00:00:00Z"))).toEqual(expected);
  });
});

describe("a grant to a protected user", () => {
  const file = "grants/okta/account/bob.yaml";
  const guarded = () => base().adding("rolecall.yaml", "protected: [bob]\n");
  const granted = guarded().file(file, grant);
  const expected = [`error grant/protected-user access/${file} user`];

  it("is refused when the change adds or edits it", () => {
    expect(judged(guarded(), granted)).toEqual(expected);
    expect(judged(granted, guarded().file(file, `${grant}expires: 2027-01-01T00:00:00Z\n`))).toEqual(expected);
  });

  it("is accepted where the change does not touch it or the base does not protect the user", () => {
    expect(judged(granted, granted)).toEqual([]);
    expect(judged(granted, guarded())).toEqual([]);
    expect(judged(base(), granted)).toEqual([]);
    expect(judged(base().adding("rolecall.yaml", "protected: [ada]\n"), granted)).toEqual([]);
  });
});
