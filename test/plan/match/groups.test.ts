import { describe, expect, it } from "vitest";
import { operationSections } from "../../../src/report/comment/plan-sections.ts";
import { renderPlanMarkdown } from "../../../src/report/markdown/plan.ts";
import { renderPlan } from "../../../src/report/text/plan.ts";
import { aPlan } from "../../support/a-plan.ts";
import { aModel } from "../../support/model.ts";
import { aGoogle, anOkta } from "../../support/observed.ts";
import { guardsOf, idsOf, planFor } from "../../support/planned.ts";

const withAda = (changes = {}) =>
  aModel()
    .entitlement("okta/account")
    .entitlement("okta/crm", changes)
    .user("ada")
    .grant("ada", "okta/account")
    .grant("ada", "okta/crm");

describe("a declared group", () => {
  it("is renamed where the live one has an earlier name: it keeps its id and members", () => {
    const live = anOkta().account("ada").group("sales-tool").member("sales-tool", "ada");
    const plan = planFor(withAda({ previously: ["sales-tool"] }), [live]);
    expect(plan.operations).toMatchObject([
      {
        id: "okta:group.update:crm",
        resource: { kind: "group", id: "g-sales-tool", name: "sales-tool" },
        before: { name: "sales-tool" },
        after: { name: "crm" },
        origin: "change",
      },
    ]);
  });

  it("of Google whose title is edited is an operation that shows the name before and after", () => {
    const world = (title: string) =>
      aModel()
        .entitlement("google/account")
        .entitlement("google/eng", { title, target: { kind: "group", name: "eng@acme.example", role: "member" } });
    const live = aGoogle().group("eng@acme.example", { profile: { name: "Engineers" } });
    expect(idsOf(planFor(world("Engineers"), [live]))).toEqual([]);
    const { operations } = planFor(world("Engineering"), [live]);
    expect(operations).toMatchObject([
      {
        id: "google:group.update:eng",
        resource: { name: "eng@acme.example" },
        before: { name: "Engineers" },
        after: { name: "Engineering" },
      },
    ]);
    const plan = aPlan({ operations });
    const what = `rename the google group "eng@acme.example": title "Engineers" → "Engineering"`;
    expect(renderPlan(plan)).toContain(`${what}\n      because `);
    expect(renderPlanMarkdown(plan)).toContain(`\`${what}\``);
    const rows = operationSections(plan, { repositoryUrl: null, commit: null }).flatMap(({ items }) => items);
    expect(rows.join("")).toContain(`\`${what}\``);
  });

  it("of Google whose address is edited keeps its words, and shows the address before and after", () => {
    const group = (name: string) => ({ kind: "group", name, role: "member" }) as const;
    const world = aModel()
      .entitlement("google/account")
      .entitlement("google/eng", { target: group("new@acme.example"), previously: ["eng@acme.example"] });
    const live = aGoogle().group("eng@acme.example", { profile: { name: "okta/eng" } });
    const { operations } = planFor(world, [live]);
    const address = operations.filter(({ after }) => JSON.stringify(after).includes("new@acme.example"));
    expect(renderPlan(aPlan({ operations: address }))).toContain(
      `update the google group "eng@acme.example"\n      name: "eng@acme.example" → "new@acme.example"\n`,
    );
  });

  it("is unclear where a live group has its name and another its earlier name", () => {
    const live = anOkta().account("ada").group("crm").group("sales-tool");
    const plan = planFor(withAda({ previously: ["sales-tool"] }), [live]);
    expect(plan.operations).toEqual([]);
    expect(guardsOf(plan)).toEqual(["provider/ambiguous-group blocked"]);
  });

  it("does not match an earlier name that another declared group has now", () => {
    const world = withAda({ previously: ["sales"] }).entitlement("okta/sales");
    const plan = planFor(world, [anOkta().account("ada").group("crm").member("crm", "ada").group("sales")]);
    expect(plan.operations).toEqual([]);
    expect(plan.guards).toEqual([]);
  });

  it("is unclear where two declarations name one live group as earlier: each would remove the other's members", () => {
    const world = withAda({ previously: ["sales-tool"] })
      .entitlement("okta/leads", { previously: ["sales-tool"] })
      .user("bob")
      .grant("bob", "okta/account")
      .grant("bob", "okta/leads");
    const live = anOkta().account("ada").account("bob").group("sales-tool");
    const plan = planFor(world, [live.member("sales-tool", "ada").member("sales-tool", "bob")]);
    expect(plan.operations).toEqual([]);
    expect(plan.guards).toMatchObject([
      {
        code: "provider/ambiguous-group",
        blocked: true,
        message:
          'The group "sales-tool" (g-sales-tool) in okta matches the earlier names of okta/crm and of okta/leads.',
      },
    ]);
  });

  it("is distinguished by letter case in Okta, and not in Google", () => {
    const held = planFor(withAda(), [anOkta().account("ada").group("CRM")]);
    expect([idsOf(held), guardsOf(held)]).toEqual([[], ["provider/similar-group blocked"]]);
    const observing = withAda().system("okta", { mode: "observe" });
    expect(idsOf(planFor(observing, [anOkta().account("ada").group("CRM")]))).toContain("okta:group.create:crm");
    const world = aModel()
      .entitlement("google/account")
      .entitlement("google/eng", { target: { kind: "group", name: "eng@acme.example", role: "member" } });
    const live = aGoogle().group("Eng@acme.example", { profile: { name: "eng" } });
    expect(idsOf(planFor(world, [live]))).toEqual([]);
  });

  it.each([
    ["an import manages it", { type: "APP_GROUP" as const }],
    ["Okta manages it", { type: "BUILT_IN" as const }],
    ["a rule manages it", { ruleFed: true }],
  ])("blocks the plan only where it would write although %s (P4, P5)", (_, changes) => {
    const missing = planFor(withAda(), [anOkta().account("ada").group("crm", changes)]);
    expect(missing.operations).toEqual([]);
    expect(missing.guards).toMatchObject([
      { code: "provider/not-writable", blocked: true, message: expect.stringContaining("1 change to the group") },
    ]);
    const right = planFor(withAda(), [anOkta().account("ada").group("crm", changes).member("crm", "ada")]);
    expect(guardsOf(right)).toEqual(["provider/not-writable"]);
  });

  it("is the ordinary one where an imported one has the same name", () => {
    const live = anOkta().account("ada").group("crm", { id: "g-app", type: "APP_GROUP" }).group("crm");
    const plan = planFor(withAda(), [live]);
    expect(plan.operations).toMatchObject([{ action: "membership.add", resource: { id: "g-crm" } }]);
    expect(plan.guards).toEqual([]);
  });

  it("is refused where its members were not read", () => {
    const plan = planFor(withAda(), [anOkta().account("ada").group("crm").withoutMembersOf("crm")]);
    expect(plan.operations).toEqual([]);
    expect(guardsOf(plan)).toEqual(["provider/unread blocked"]);
  });

  it("of a retired entitlement is emptied, and neither created nor described", () => {
    const world = withAda({ status: "retired", description: "Old", tier: "high" });
    const live = anOkta().account("ada").group("crm").member("crm", "ada");
    const plan = planFor(world, [live]);
    expect(plan.operations).toMatchObject([
      {
        id: "okta:membership.remove:crm:ada",
        because: [{ kind: "entitlement", file: "access/entitlements/okta/crm.yaml", text: "okta/crm is retired" }],
      },
    ]);
    expect(idsOf(planFor(world, [anOkta().account("ada")]))).toEqual([]);
  });
});

describe("a declared address that leads to another live group", () => {
  const list = (changes = {}) =>
    aModel()
      .entitlement("google/account")
      .entitlement("google/list", {
        target: { kind: "group", name: "list@acme.example", role: "member" },
        title: "list",
        ...changes,
      })
      .user("ada")
      .grant("ada", "google/account")
      .grant("ada", "google/list");
  const renamed = (changes = {}) =>
    aGoogle()
      .account("ada")
      .group("everyone@acme.example", {
        id: "g-1",
        profile: { name: "list" },
        aliases: ["List@acme.example"],
        ...changes,
      })
      .member("1", "ada");

  it("blocks by name instead of creating the group again", () => {
    const plan = planFor(list(), [renamed()]);
    expect(plan.operations).toEqual([]);
    expect(plan.guards).toMatchObject([
      {
        code: "provider/address-in-use",
        blocked: true,
        message:
          'The address "list@acme.example" of google/list is an alias of the group "everyone@acme.example" (g-1) in google.',
        remedy: expect.stringContaining("add `everyone@acme.example` to `previously`"),
      },
    ]);
    expect(plan.unmanaged).toMatchObject({ google: { groups: 0 } });
  });

  it("is renamed back where the current address is in `previously`", () => {
    const plan = planFor(list({ previously: ["everyone@acme.example"] }), [renamed()]);
    expect(idsOf(plan)).toEqual(["google:group.update:list"]);
    expect(plan.guards).toEqual([]);
  });

  it("blocks a rename to the alias of a third group", () => {
    const live = renamed().group("old@acme.example", { id: "g-2" });
    const plan = planFor(list({ previously: ["old@acme.example"] }), [live]);
    expect(plan.operations).toEqual([]);
    expect(guardsOf(plan)).toEqual(["provider/address-in-use blocked"]);
  });

  it("blocks a retired group too, because its members would stay", () => {
    expect(guardsOf(planFor(list({ status: "retired" }), [renamed()]))).toEqual(["provider/address-in-use blocked"]);
  });

  it.each([
    ["belongs to", { address: "List@acme.example" }],
    ["is an alias of", { address: "eve@acme.example", aliases: ["list@acme.example"] }],
  ])("blocks the group where it %s an account", (how, changes) => {
    const live = aGoogle().account("ada").account("list", changes);
    const plan = planFor(list(), [live]);
    expect(plan.operations).toEqual([]);
    expect(plan.guards).toMatchObject([
      {
        code: "provider/address-in-use",
        blocked: true,
        message: expect.stringMatching(
          new RegExp(
            `^The address "list@acme.example" of google/list ${how} the account ".*" \\(a-list\\) in google\\.$`,
          ),
        ),
      },
    ]);
    const renaming = list({ previously: ["old@acme.example"] });
    expect(guardsOf(planFor(renaming, [live.group("old@acme.example", { id: "g-2" })]))).toEqual([
      "provider/address-in-use blocked",
    ]);
    expect(guardsOf(planFor(list({ status: "retired" }), [live]))).toEqual([]);
  });

  it("is free where its account is deleted", () => {
    const live = aGoogle().account("ada").account("list", { state: "deleted" });
    expect(idsOf(planFor(list(), [live]))).toContain("google:group.create:list");
  });

  it("is of no concern where the alias is another address, or the provider has names", () => {
    expect(idsOf(planFor(list(), [renamed({ aliases: ["other@acme.example"] })]))).toContain(
      "google:group.create:list",
    );
    const okta = anOkta()
      .account("ada")
      .group("sales", { aliases: ["crm"] });
    expect(guardsOf(planFor(withAda(), [okta]))).toEqual([]);
  });
});

describe("a live group that differs only in letter case, spaces or dashes", () => {
  const twin = (name: string, changes = {}) =>
    anOkta()
      .account("ada")
      .group(name, { id: "g-1", ...changes });

  it.each(["CRM", "crm ", " Crm", "crm\u00a0", "\uff43rm"])("blocks the creation next to %j and names it", (name) => {
    const plan = planFor(withAda(), [twin(name)]);
    expect(plan.guards).toMatchObject([
      {
        code: "provider/similar-group",
        blocked: true,
        message: `The group "crm" of okta/crm does not exist in okta, but "${name}" (g-1) differs only in letter case, spaces or dashes.`,
      },
    ]);
  });

  it.each([
    ["Deal Desk", "deal desk", true],
    ["Deal Desk", "Deal  Desk", true],
    ["Deal Desk", "Deal\u00a0Desk", true],
    ["Deal Desk", "Deal\tDesk", true],
    ["Deal-Desk", "deal-desk", true],
    ["Deal-Desk", "Deal\u2010Desk", true],
    ["Deal-Desk", "Deal\u2011Desk", true],
    ["Deal-Desk", "Deal\u2013Desk", true],
    ["Deal-Desk", "Deal \u2014 Desk", true],
    ["Deal-Desk", "Deal\u2212Desk", true],
    ["Deal-Desk", "Deal - Desk", true],
    // A space, a dash and nothing are different names, which groups of one company can have.
    ["Deal-Desk", "Deal Desk", false],
    ["Deal Desk", "DealDesk", false],
    ["Deal-Desk", "Deal_Desk", false],
  ])("of the declared %j is %j: %s", (declared, live, isSimilar) => {
    const model = withAda({ target: { kind: "group", name: declared, role: "member" } });
    expect(guardsOf(planFor(model, [twin(live)]))).toEqual(isSimilar ? ["provider/similar-group blocked"] : []);
  });

  it("is renamed where its name is in `previously`", () => {
    const plan = planFor(withAda({ previously: ["crm "] }), [twin("crm ").member("1", "ada")]);
    expect(idsOf(plan)).toEqual(["okta:group.update:crm"]);
    expect(plan.guards).toEqual([]);
  });

  it("blocks a rename next to it", () => {
    const live = twin("CRM").group("sales").member("sales", "ada");
    expect(guardsOf(planFor(withAda({ previously: ["sales"] }), [live]))).toEqual(["provider/similar-group blocked"]);
  });

  it("is only reported where no file can declare it", () => {
    expect(guardsOf(planFor(withAda(), [twin("CRM", { type: "APP_GROUP" })]))).toEqual(["provider/similar-group"]);
  });

  it("is not reported where the declared group exists, is retired, or differs in a letter", () => {
    expect(guardsOf(planFor(withAda(), [twin("CRM").group("crm").member("crm", "ada")]))).toEqual([]);
    expect(guardsOf(planFor(withAda({ status: "retired" }), [twin("CRM")]))).toEqual([]);
    expect(guardsOf(planFor(withAda(), [twin("crm2")]))).toEqual([]);
  });

  it("is not reported where another file declares it", () => {
    const world = withAda().entitlement("okta/other", { target: { kind: "group", name: "CRM", role: "member" } });
    expect(guardsOf(planFor(world, [twin("CRM")]))).toEqual([]);
  });
});
