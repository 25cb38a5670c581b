import { describe, expect, it } from "vitest";
import type { AccessModel, Override } from "../../../src/model/documents.ts";
import { needsBetween } from "../../support/github.ts";
import { duration, person, userId } from "../../support/model.ts";
import { aCompany, needText, tomorrow, withRules, wanted } from "../company.ts";

const base = withRules(aCompany());

describe("a change of a document that decides about approval or access", () => {
  it("needs the owners and root owners for an entitlement, and root owners for a new one", () => {
    expect(wanted((company) => company.entitlement("okta/crm", { tier: "low", owners: [person("olga")] }))).toEqual([
      "entitlement okta/crm: olga | @acme/security",
    ]);
    expect(wanted((company) => company.entitlement("okta/fresh", { owners: [person("eve")] }))).toEqual([
      "entitlement okta/fresh: @acme/security",
    ]);
  });

  it("needs root owners for a system, a rule and an adoption", () => {
    expect(wanted((company) => company.system("okta", { mode: "observe" }))).toEqual([
      "system system okta: @acme/security",
    ]);
    expect(wanted((company) => company.keepApart("pay", { one: ["okta/crm"], two: ["okta/erp"] }))).toEqual([
      "policy separation-of-duties pay: @acme/security",
    ]);
    expect(wanted((company) => company.adoption("okta", "ada", "00u1"))).toEqual([
      "adoption adoption okta/ada: @acme/security",
    ]);
  });

  it("needs root owners for the organization, approvals, lifecycle, least privilege and a baseline", () => {
    const changed = (change: (model: AccessModel) => AccessModel) => needsBetween(base, change(base)).map(needText);
    expect(
      changed((model) => ({ ...model, organization: { ...model.organization, protected: [userId("ada")] } })),
    ).toEqual(["organization organization: @acme/security"]);
    expect(changed((model) => ({ ...model, approvals: { ...model.approvals, fallback: ["eve"] } }))).toEqual([
      "policy approvals: @acme/security",
    ]);
    expect(
      changed((model) => ({
        ...model,
        lifecycle: { ...model.lifecycle, moverGrace: { ...model.lifecycle.moverGrace, low: duration("P90D") } },
      })),
    ).toEqual(["policy lifecycle: @acme/security"]);
    expect(wanted((company) => company.setting("lp/no-reason", { severity: "none" }))).toEqual([
      "policy least-privilege lp/no-reason: @acme/security",
    ]);
    expect(wanted((company) => company.accepted("lp/no-reason", "access/grants/okta/crm/ada.yaml"))).toEqual([
      "policy baseline lp/no-reason access/grants/okta/crm/ada.yaml: @acme/security",
    ]);
  });

  it("needs root owners for an override", () => {
    const override: Override = {
      source: { file: "access/overrides/removals/reorg.yaml", line: 1 },
      guard: "removals",
      system: "okta" as Override["system"],
      count: 400,
      reason: "Reorganization",
      expires: tomorrow,
    };
    expect(needsBetween(base, { ...base, overrides: [override] }).map(needText)).toEqual([
      "override override removals/reorg: @acme/security",
    ]);
  });

  it("needs the rule's owners for a waiver, and no approval for its removal", () => {
    const apart = () =>
      aCompany().keepApart("pay", { one: ["okta/crm"], two: ["okta/erp"] }, { owners: [person("olga")] });
    const waived = (expires: string) => apart().waiver("pay", "ada", ["okta/crm", "okta/erp"], expires);
    const waiver = ["waiver pay/ada: olga"];
    const until = (expires: string) => withRules(waived(expires));
    expect(needsBetween(withRules(apart()), until("2026-12-15T00:00:00Z")).map(needText)).toEqual(waiver);
    expect(needsBetween(until("2026-12-15T00:00:00Z"), until("2027-01-15T00:00:00Z")).map(needText)).toEqual(waiver);
    expect(needsBetween(until("2026-12-15T00:00:00Z"), withRules(apart()))).toEqual([]);
  });

  it("needs the fallback for a waiver of a rule that the same change adds", () => {
    const head = aCompany()
      .keepApart("pay", { one: ["okta/crm"], two: ["okta/erp"] }, { owners: [person("eve")] })
      .waiver("pay", "ada", ["okta/crm"], "2026-12-15T00:00:00Z");
    expect(needsBetween(base, withRules(head)).map(needText)).toEqual([
      "policy separation-of-duties pay: @acme/security",
      "waiver pay/ada: @acme/security?",
    ]);
  });

  it("needs root owners for membership of a group with approval power (G9)", () => {
    expect(wanted((company) => company.grant("eve", "okta/dba"))).toEqual([
      "approval-power okta/dba for eve: @acme/security",
      "grant okta/dba for eve: bob | olga",
    ]);
    const tagged = () => aCompany().entitlement("okta/wiki", { tags: ["approval-power"], owners: [person("olga")] });
    const power = ({ what }: { readonly what: string }) => what === "approval-power";
    expect(needsBetween(withRules(tagged()), withRules(aCompany().grant("eve", "okta/wiki"))).some(power)).toBe(true);
    expect(needsBetween(base, withRules(tagged().grant("eve", "okta/wiki"))).some(power)).toBe(true);
    expect(needsBetween(base, withRules(aCompany().grant("eve", "okta/wiki"))).some(power)).toBe(false);
    expect(needsBetween(withRules(tagged()), withRules(tagged().grant("eve", "role:oncall"))).map(needText)).toEqual([
      "approval-power okta/wiki for eve: @acme/security",
      "grant role:oncall for eve: bob,olga",
    ]);
  });
});
