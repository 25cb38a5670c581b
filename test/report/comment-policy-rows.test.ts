import { describe, expect, it } from "vitest";
import { renderComment } from "../../src/report/comment/render-comment.ts";
import { stagesDifference } from "../../src/report/comment/rows/stage-words.ts";
import { anOkta } from "../support/observed.ts";
import { aFinding } from "../support/findings.ts";
import { planFor } from "../support/planned.ts";
import type { BaselineEntry } from "../../src/model/documents.ts";
import { aModel, at, type ModelBuilder, now, person, team } from "../support/model.ts";
import { commentOn, compared } from "./comment-scenario.ts";

const aCompany = (): ModelBuilder =>
  aModel()
    .user("ada")
    .user("bob")
    .entitlement("okta/pay", { tier: "high", owners: [person("bob")] })
    .entitlement("okta/vendor", { tier: "high", owners: [person("bob")] })
    .grant("ada", "okta/pay")
    .approvedBy("high", [["manager"], ["owner", "@acme/dba"]]);

type Findings = Parameters<typeof compared>[2];

function rowOf(base: ModelBuilder, head: ModelBuilder, findings?: Findings): string {
  const { markdown } = renderComment(commentOn(compared(base, head, findings)));
  return markdown.split("\n").find((line) => line.startsWith("| –")) ?? "";
}

describe("the row of changed approvals", () => {
  it.each([
    [
      "removes a stage",
      [["manager"]],
      "no longer requires approval by either `@acme/dba` or an owner, still required: the manager",
    ],
    [
      "adds a stage",
      [["manager"], ["owner", "@acme/dba"], ["bob"]],
      "also requires approval by `bob`, still required: the manager and either `@acme/dba` or an owner",
    ],
    [
      "replaces all",
      [["bob"]],
      "requires approval by `bob` (before: by the manager and either `@acme/dba` or an owner)",
    ],
    [
      "removes all",
      [],
      "no longer requires approval by the manager and either `@acme/dba` or an owner, and requires no other approval",
    ],
  ] as const)("has in words what it requires, where it %s", (_, stages, words) => {
    const row = rowOf(aCompany(), aCompany().approvedBy("high", stages));
    expect(row).toContain(`**Policy:** Required approvals<br>New access of tier 🟠 high:<br>${words}<br>`);
  });

  it("has the number of entitlements and users that it concerns", () => {
    expect(rowOf(aCompany(), aCompany().approvedBy("high", []))).toContain(
      "<br>2 entitlements of this tier, held by 1 user now<br>",
    );
  });

  it("names another order of the stages", () => {
    expect(stagesDifference([["manager"], ["owner"]], [["owner"], ["manager"]])).toBe(
      "requires the approvals in another order: an owner and the manager",
    );
  });
});

describe("the row of a changed rule", () => {
  const rule = (mode: "detect" | "prevent", atMost = 1): ModelBuilder =>
    aCompany().keepApart(
      "vendor-payment",
      { approve: ["okta/pay"], create: ["okta/vendor"] },
      {
        title: "Create a vendor and approve its payment",
        mode,
        atMost,
        owners: [team("@acme/dba")],
      },
    );
  const conflict = aFinding({ code: "sod/vendor-payment", user: "ada", severity: "error" });

  it("has the title, what it now refuses, and how many users violate it", () => {
    expect(rowOf(rule("detect"), rule("prevent"), { head: [conflict] })).toContain(
      "**Policy:** Create a vendor and approve its payment `vendor-payment`<br>Now refuses a conflict (before: reports a conflict and allows it)<br>Violations after the change: 1 user (before: 0 users)<br>",
    );
  });

  it("counts a violation of both sides on both sides, and one that is resolved only before", () => {
    expect(rowOf(rule("detect"), rule("prevent"), { base: [conflict], head: [conflict] })).toContain(
      "Violations after the change: 1 user (before: 1 user)",
    );
    expect(rowOf(rule("prevent"), rule("prevent", 2), { base: [conflict] })).toContain(
      "<br>Changes `atMost`<br>Violations after the change: 0 users (before: 1 user)<br>",
    );
  });

  it("says that a rule is new or removed", () => {
    expect(rowOf(aCompany(), rule("prevent"))).toContain("<br>New rule, refuses a conflict<br>");
    expect(rowOf(rule("prevent"), aCompany())).toContain("<br>Removed rule, before: refuses a conflict<br>");
  });

  it("says that a built-in rule is switched off", () => {
    expect(rowOf(aCompany(), aCompany().setting("lp/too-long", { severity: "none" }))).toContain(
      "**Policy:** `lp/too-long`<br>Now is switched off (before: its default severity)<br>",
    );
  });
});

describe("the row of a changed lifecycle", () => {
  const grace = aModel().build().lifecycle.moverGrace;
  const longer = (): ModelBuilder => aCompany().lifecycle({ moverGrace: { ...grace, high: grace.low } });

  it("has the grace period before and after, by tier", () => {
    expect(rowOf(aCompany(), longer())).toContain(
      "**Policy:** Lifecycle<br>Grace period after a move for access of tier 🟠 high: 14 days (before: no time)<br>",
    );
  });

  it("has the fields that only the HR feed may change", () => {
    const owned = (...ownedByHr: readonly string[]): ModelBuilder => aCompany().lifecycle({ ownedByHr });
    expect(rowOf(owned("title", "email"), owned("status", "title", "manager"))).toContain(
      "**Policy:** Lifecycle<br>User fields that only the HR feed may change: adds `manager` and `status`, removes `email`<br>",
    );
  });
});

describe("the row of a changed baseline", () => {
  const title = "**Policy:** Accepted finding `lp/orphan-account access/systems/okta.yaml`<br>";
  const accepted = (changes: Partial<BaselineEntry> = {}): ModelBuilder =>
    aCompany().accepted("lp/orphan-account", "access/systems/okta.yaml", changes);

  it("says that an entry is about another finding", () => {
    const row = rowOf(accepted({ witness: ["00u1"] }), accepted({ witness: ["00u1", "00u2"] }));
    expect(row).toContain(`${title}Changes what the accepted finding is about<br>`);
  });

  it("has the end and the owner of a new entry", () => {
    expect(rowOf(aCompany(), accepted())).toContain(
      `${title}Accepts the finding until 1 Mar 2027, 01:00 (in 99 days)<br>Owner: \`@acme/security\`<br>`,
    );
  });

  it("has what changed in an entry", () => {
    const later = { due: at("2027-03-31T22:00:00Z"), owner: person("bob"), reason: "Audit" };
    expect(rowOf(accepted(), accepted(later))).toContain(
      `${title}Accepts the finding until 31 Mar 2027 (in 130 days), before: until 1 Mar 2027, 01:00 (in 99 days)<br>Owner: \`bob\` (before: \`@acme/security\`)<br>Changes \`reason\`<br>`,
    );
  });

  it("says that an entry is removed", () => {
    expect(rowOf(accepted(), aCompany())).toContain(`${title}No longer accepts the finding<br>`);
  });
});

describe("the row of a waiver", () => {
  const title = "Create a vendor and approve its payment `vendor-payment`";
  const company = (): ModelBuilder =>
    aCompany()
      .user("cy")
      .user("dee")
      .user("eve", { name: { display: "Eve Moreau", given: "Eve", family: "Moreau" } })
      .keepApart(
        "vendor-payment",
        { approve: ["okta/pay"], create: ["okta/vendor"] },
        { title: "Create a vendor and approve its payment", mode: "approve", owners: [team("@acme/dba")] },
      );
  const waived = (model: ModelBuilder, user: string, until = "2027-01-01T00:00:00Z"): ModelBuilder =>
    model.waiver("vendor-payment", user, ["okta/pay", "okta/vendor"], until);
  const waiverRow = (base: ModelBuilder, head: ModelBuilder): string =>
    renderComment(commentOn(compared(base, head)))
      .markdown.split("\n")
      .find((line) => line.includes("**Waiver:**")) ?? "";

  it("has the title of the rule once, and whether the waiver is new, changed or removed", () => {
    const [without, before, after] = [
      company(),
      waived(company(), "ada"),
      waived(company(), "ada", "2027-02-01T00:00:00Z"),
    ];
    expect(waiverRow(without, before)).toContain(`| **Waiver:** Accepts a violation of ${title} `);
    expect(waiverRow(before, after)).toContain(`| **Waiver:** Accepts a violation of ${title} with other terms `);
    const withRemovals = (model: ModelBuilder): ModelBuilder => model.removalsApprovedBy([["@acme/security"]]);
    expect(waiverRow(withRemovals(waived(company(), "ada")), withRemovals(company()))).toContain(
      `| **Waiver:** No longer accepts a violation of ${title} `,
    );
  });

  it("has the titles and the users, where several waivers share a row", () => {
    const head = ["ada", "cy", "dee", "eve"].reduce((model, user) => waived(model, user), company());
    expect(waiverRow(company(), head)).toContain(
      `| **Waiver:** 4 changes of this kind<br>${title} for \`ada\`<br>${title} for \`cy\`<br>${title} for \`dee\`<br>${title} for Eve Moreau \`eve\` |`,
    );
  });
});

it("shows a new name of a group outside of the collapsed sections", () => {
  const declared = (title: string) =>
    aModel()
      .user("ada")
      .entitlement("okta/pay", {
        target: { kind: "group", name: title, role: "member" },
        previously: title === "Payments" ? [] : ["Payments"],
      });
  const live = anOkta().account("ada").group("Payments");
  const plan = planFor(declared("Treasury"), [live], { base: declared("Payments"), at: now });
  const { markdown } = renderComment(commentOn(compared(declared("Payments"), declared("Treasury")), { plan }));
  const visible = markdown.replaceAll(/<details>[^]*?<\/details>/g, "");
  expect(visible).toContain('### Renamed groups\n\n- `Payments` in `okta`: `name: "Payments" → "Treasury"`');
});
