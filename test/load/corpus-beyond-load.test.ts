import { describe, expect, it } from "vitest";
import { checkTree, planChecked } from "../../src/workflow/check.ts";
import { renderAnnotations } from "../../src/report/github/annotations.ts";
import { renderFindingsMarkdown } from "../../src/report/markdown/findings.ts";
import { now } from "../support/model.ts";
import { aGoogle, anOkta, type ObservedBuilder } from "../support/observed.ts";
import { aTree, type TreeBuilder, userYaml } from "../support/tree.ts";

/*
 * The malformed inputs that load accepts and that a rule or a plan refuses, tested from the files.
 * A number is the input's number in the list of malformed inputs; bad-files, bad-yaml and bad-documents test the others.
 */

const owned = 'owners: ["@acme/security"]\n';
const entitlement = (id: string, target: string, lines = ""): string =>
  `id: ${id}\ntitle: ${id}\ntarget: ${target}\ntier: low\n${owned}${lines}`;
const oktaGroup = (id: string, lines = ""): string => entitlement(id, `{ group: ${id} }`, lines);
const grant = (user: string, target: string, lines = ""): string =>
  `user: ${user}\nentitlement: ${target}\nreason: Works on the new shop\n${lines}`;
const google = `id: google
provider: google
title: Google
${owned}mode: enforce
connection: { customer: my_customer }
account: { join: externalIds.organization }
`;
const keptApart = (first: string, second: string): string =>
  `id: pay\ntitle: Enter and pay\nrisk: critical\nmode: prevent\nsets:\n  a: [${first}]\n  b: [${second}]\natMost: 1\n${owned}`;

/** Returns `code file:line:column` of each error. */
const errors = (tree: TreeBuilder): readonly string[] =>
  checkTree(tree.build(), now)
    .findings.filter(({ severity }) => severity === "error")
    .map(({ code, file, line, column }) => `${code} ${file ?? "-"}:${line ?? "-"}:${column ?? "-"}`);

const guardsOver = (tree: TreeBuilder, live: ObservedBuilder) =>
  planChecked({
    head: checkTree(tree.build(), now),
    base: null,
    commits: { head: null, base: null },
    observations: [live.build()],
    targets: [],
  }).guards;

describe("files that the rules refuse", () => {
  it("63: an entitlement or a role without an owner", () => {
    const tree = aTree()
      .file("entitlements/okta/crm.yaml", oktaGroup("crm").replace(owned, ""))
      .file("roles/seller.yaml", "id: seller\ntitle: Seller\nowners: []\nentitlements: [okta/account]\n");
    expect(errors(tree)).toEqual([
      "lp/ownerless access/entitlements/okta/crm.yaml:1:1",
      "lp/ownerless access/roles/seller.yaml:1:1",
    ]);
  });

  const withPay = aTree()
    .file("entitlements/okta/enter.yaml", oktaGroup("enter"))
    .file("entitlements/okta/pay.yaml", oktaGroup("pay"))
    .file("policies/separation-of-duties/pay.yaml", keptApart("okta/enter", "okta/pay"))
    .file("grants/okta/account/ada.yaml", grant("ada", "okta/account"))
    .file("grants/okta/enter/ada.yaml", grant("ada", "okta/enter"))
    .file("grants/okta/pay/ada.yaml", grant("ada", "okta/pay"));

  it("65: a conflict of two direct grants, with both paths", () => {
    expect(errors(withPay)).toEqual(["sod/pay access/grants/okta/enter/ada.yaml:1:1"]);
    const [finding] = checkTree(withPay.build(), now).findings.filter(({ code }) => code === "sod/pay");
    expect(finding?.paths).toMatchObject([
      { user: "ada", entitlement: "okta/enter", kind: "grant", file: "access/grants/okta/enter/ada.yaml", through: [] },
      { user: "ada", entitlement: "okta/pay", kind: "grant", file: "access/grants/okta/pay/ada.yaml", through: [] },
    ]);
  });

  it("66: a conflict through nesting, with both paths and the nested group", () => {
    const tree = aTree()
      .file("systems/google.yaml", google)
      .file("entitlements/google/account.yaml", entitlement("account", "{ account: {} }"))
      .file("entitlements/google/clerks.yaml", entitlement("clerks", "{ group: clerks@acme.example }"))
      .file(
        "entitlements/google/enter.yaml",
        entitlement("enter", "{ group: enter@acme.example }", "nests: [google/clerks]\n"),
      )
      .file("entitlements/google/pay.yaml", entitlement("pay", "{ group: pay@acme.example }"))
      .file("policies/separation-of-duties/pay.yaml", keptApart("google/enter", "google/pay"))
      .file("grants/google/account/ada.yaml", grant("ada", "google/account"))
      .file("grants/google/clerks/ada.yaml", grant("ada", "google/clerks"))
      .file("grants/google/pay/ada.yaml", grant("ada", "google/pay"));
    expect(errors(tree)).toEqual(["sod/pay access/grants/google/clerks/ada.yaml:1:1"]);
    const [finding] = checkTree(tree.build(), now).findings.filter(({ code }) => code === "sod/pay");
    expect(finding?.paths).toMatchObject([
      { entitlement: "google/enter", file: "access/grants/google/clerks/ada.yaml", through: ["google/clerks"] },
      { entitlement: "google/pay", file: "access/grants/google/pay/ada.yaml", through: [] },
    ]);
  });

  it("71: a grant longer than the limit of its entitlement or its tier", () => {
    const tree = aTree()
      .file("grants/okta/account/ada.yaml", grant("ada", "okta/account"))
      .file("entitlements/okta/crm.yaml", oktaGroup("crm", "maxDuration: PT4H\n"))
      .file("entitlements/okta/erp.yaml", oktaGroup("erp").replace("tier: low", "tier: critical"))
      .file("policies/approvals.yaml", "tiers:\n  critical: { require: [[owner]], maxDuration: P2D }\n")
      .file("policies/least-privilege.yaml", "rules:\n  lp/ticket-format: { severity: none }\n")
      .file("grants/okta/crm/ada.yaml", grant("ada", "okta/crm", "expires: 2026-11-21T13:00:01Z\n"))
      .file("grants/okta/erp/ada.yaml", grant("ada", "okta/erp", "expires: 2026-11-23T09:00:01Z\n"));
    expect(errors(tree).filter((spot) => spot.startsWith("lp/too-long"))).toEqual([
      "lp/too-long access/grants/okta/crm/ada.yaml:4:10",
      "lp/too-long access/grants/okta/erp/ada.yaml:4:10",
    ]);
    const inTime = tree
      .file("grants/okta/crm/ada.yaml", grant("ada", "okta/crm", "expires: 2026-11-21T13:00:00Z\n"))
      .file("grants/okta/erp/ada.yaml", grant("ada", "okta/erp", "expires: 2026-11-23T09:00:00Z\n"));
    expect(errors(inTime).filter((spot) => spot.startsWith("lp/too-long"))).toEqual([]);
  });
});

describe("plans that are refused", () => {
  const group = { id: "g-eng", profile: { name: "eng" } };

  it("64: the removal of a group's last owner where the floor is one", () => {
    const tree = aTree()
      .adding("rolecall.yaml", "guards: { floors: { groupOwners: 1 } }\n")
      .file("systems/google.yaml", google)
      .file("entitlements/google/eng.yaml", entitlement("eng", "{ group: eng@acme.example, role: owner }"));
    const live = aGoogle().account("ada").group("eng@acme.example", group).member("eng", "ada", "owner");
    // Okta was not observed, which is refused as well.
    const guards = guardsOver(tree, live).filter(({ system }) => system === "google");
    expect(guards).toMatchObject([{ code: "guard/floor", blocked: true }]);
  });

  it("77: a removal from a protected user", () => {
    const tree = aTree()
      .adding("rolecall.yaml", "protected: [ada]\n")
      .file("entitlements/okta/crm.yaml", oktaGroup("crm"))
      .file("grants/okta/account/ada.yaml", grant("ada", "okta/account"));
    const live = anOkta().account("ada", { profile: {} }).group("crm").member("crm", "ada");
    expect(guardsOver(tree, live)).toMatchObject([{ code: "guard/protected", blocked: true }]);
  });

  it.each([
    ["a directory's import", { type: "APP_GROUP" }],
    ["a rule at the provider", { ruleFed: true }],
  ] as const)("78: a group is fed by %s", (_what, fed) => {
    const tree = aTree()
      .file("entitlements/okta/crm.yaml", oktaGroup("crm"))
      .file("grants/okta/account/ada.yaml", grant("ada", "okta/account"))
      .file("grants/okta/crm/ada.yaml", grant("ada", "okta/crm"));
    const [guard] = guardsOver(tree, anOkta().account("ada").group("crm", fed));
    expect(guard).toMatchObject({ system: "okta", blocked: true });
    expect(guard?.code).toBe("provider/not-writable");
  });

  it("80: the removal of all members of a group, above the limit of one run", () => {
    const people = Array.from({ length: 12 }, (_, position) => `u${position}`);
    const tree = aTree().file("entitlements/okta/crm.yaml", oktaGroup("crm"));
    const live = anOkta().group("crm");
    for (const id of people) {
      tree.file(`users/${id}.yaml`, userYaml(id)).file(`grants/okta/account/${id}.yaml`, grant(id, "okta/account"));
      live.account(id).member("crm", id);
    }
    const codes = guardsOver(tree, live).map(({ code, blocked }) => `${code} ${blocked}`);
    expect(codes).toContain("guard/removals true");
    expect(codes).toContain("guard/emptied-group true");
  });
});

describe("text that is accepted and has no effect", () => {
  /** A tree with a failing policy test of that name, so that the text appears in a finding. */
  const withText = (text: string): TreeBuilder =>
    aTree()
      .file("users/bob.yaml", userYaml("bob"))
      .file("grants/okta/account/ada.yaml", grant("ada", "okta/account"))
      .file("tests/all.yaml", `tests:\n  - name: ${JSON.stringify(text)}\n    user: bob\n    holds: [okta/account]\n`);
  const findingsOf = (text: string) => {
    const { findings, loaded } = checkTree(withText(text).build(), now);
    expect(loaded.model).not.toBeNull();
    expect(findings.map(({ code }) => code)).toEqual(["test/failed"]);
    expect(findings[0]?.message).toContain(text.split("\n")[0]);
    return findings;
  };

  it("74: a mention, a fence and HTML are escaped in Markdown", () => {
    const page = renderFindingsMarkdown(findingsOf("@acme/security ``` <b>bold</b> [x](https://evil.example)"));
    expect(page).not.toMatch(/@acme|```|<b>|\]\(https/);
    expect(page).toContain("bold");
  });

  it("75: a sentence that begins like a spreadsheet formula is plain text", () => {
    for (const text of ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)"]) findingsOf(text);
  });

  it("76: a workflow command is never at the start of a line", () => {
    const printed = renderAnnotations(findingsOf("::set-output name=x::y\n::error::z"));
    expect(printed.split("\n").filter((line) => /^::(?:set-output|error::z)/.test(line))).toEqual([]);
  });
});
