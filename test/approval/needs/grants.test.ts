import { describe, expect, it } from "vitest";
import { accountId, needsBetween, pinned } from "../../support/github.ts";
import { at, person, userId } from "../../support/model.ts";
import { aCompany, needText, tomorrow, withRules, wanted } from "../company.ts";

const base = withRules(aCompany());

describe("the need of a grant, with the stages of its tier,", () => {
  it.each([
    ["okta/wiki", "grant okta/wiki for ada: bob,olga"],
    ["okta/crm", "grant okta/crm for ada: bob | olga"],
    ["okta/erp", "grant okta/erp for ada: bob | olga | @acme/security"],
    ["okta/prod", "grant okta/prod for ada: olga,@acme/dba | @acme/security"],
    ["role:oncall", "grant role:oncall for ada: bob,olga"],
  ])("%s", (target, need) => {
    expect(wanted((company) => company.grant("ada", target))).toEqual([need]);
  });

  it("requires a comment from tier high on, and has the location of the grant", () => {
    const head = withRules(aCompany().grant("ada", "okta/erp"));
    const [need] = needsBetween(base, head);
    expect(need).toMatchObject({
      comment: true,
      why: {
        text: "okta/erp (tier high) is granted to ada.",
        file: "access/grants/okta/erp/ada.yaml",
        line: 1,
      },
    });
    expect(needsBetween(base, withRules(aCompany().grant("ada", "okta/crm")))[0]?.comment).toBe(false);
  });

  it("uses the highest tier that a role gives, through included roles and nested groups", () => {
    const from = withRules(
      aCompany()
        .role("lead", [], { owners: [person("olga")], includes: ["deep" as never] })
        .role("deep", ["okta/erp"]),
    );
    const head = withRules(
      aCompany()
        .role("lead", [], { owners: [person("olga")], includes: ["deep" as never] })
        .role("deep", ["okta/erp"])
        .grant("ada", "role:lead"),
    );
    expect(needsBetween(from, head).map(needText)).toEqual(["grant role:lead for ada: bob | olga | @acme/security"]);
  });

  it("exists even where the user has the access by another path, because the second path outlives the first", () => {
    const sales = () => aCompany().user("ada", { department: "Sales", manager: userId("bob"), ...pinned("ada") });
    const needs = needsBetween(withRules(sales()), withRules(sales().grant("ada", "okta/crm")));
    expect(needs.map(needText)).toEqual(["grant okta/crm for ada: bob | olga"]);
  });

  it("is the same for an eligible grant as for an active one", () => {
    expect(wanted((company) => company.grant("ada", "okta/crm", { eligible: true }))).toEqual([
      "grant okta/crm for ada: bob | olga",
    ]);
  });

  it("exists where a grant no longer needs activation", () => {
    const eligible = withRules(aCompany().grant("ada", "okta/crm", { eligible: true }));
    expect(needsBetween(eligible, withRules(aCompany().grant("ada", "okta/crm"))).map(needText)).toEqual([
      "grant okta/crm for ada: bob | olga",
    ]);
  });

  it("has the beneficiary's account from the pins of both sides", () => {
    const head = withRules(
      aCompany()
        .user("ada", { manager: userId("bob"), github: { login: "ada", id: 99 } })
        .grant("ada", "okta/crm"),
    );
    const accounts = needsBetween(base, head).find(({ what }) => what === "grant")?.beneficiaryAccounts;
    expect(accounts).toEqual([99, accountId("ada")]);
  });

  it("exists for a later end and an earlier start, and not for an earlier end", () => {
    const held = (changes: object) => withRules(aCompany().grant("ada", "okta/crm", changes));
    const from = held({ starts: tomorrow, expires: at("2026-12-01T00:00:00Z") });
    const need = ["grant okta/crm for ada: bob | olga"];
    expect(needsBetween(from, held({ starts: tomorrow, expires: at("2026-12-02T00:00:00Z") })).map(needText)).toEqual(
      need,
    );
    expect(needsBetween(from, held({ starts: tomorrow })).map(needText)).toEqual(need);
    expect(needsBetween(from, held({ expires: at("2026-12-01T00:00:00Z") })).map(needText)).toEqual(need);
    expect(needsBetween(from, held({ starts: tomorrow, expires: at("2026-11-30T00:00:00Z") }))).toEqual([]);
  });

  it("reads tiers and owners from the base commit, and the higher tier where the change raises it", () => {
    const head = aCompany()
      .entitlement("okta/erp", { tier: "low", owners: [person("eve")] })
      .entitlement("okta/wiki", { tier: "high", owners: [person("olga")] })
      .grant("ada", "okta/erp")
      .grant("ada", "okta/wiki");
    expect(needsBetween(base, withRules(head)).map(needText)).toEqual([
      "entitlement okta/erp: olga | @acme/security",
      "entitlement okta/wiki: olga | @acme/security",
      "grant okta/erp for ada: bob | olga | @acme/security",
      "grant okta/wiki for ada: bob | olga | @acme/security",
    ]);
  });
});

describe("removals", () => {
  it("need the stages of the policy's `removals`", () => {
    const rules = { approvals: { removals: [["owner"]] } };
    const from = withRules(aCompany().grant("ada", "okta/crm"), rules);
    expect(needsBetween(from, withRules(aCompany(), rules)).map(needText)).toEqual(["removal okta/crm of ada: olga"]);
  });
});
