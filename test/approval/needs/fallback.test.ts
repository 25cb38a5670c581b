import { describe, expect, it } from "vitest";
import { accountId, needsBetween, pinned } from "../../support/github.ts";
import { now, person, team, userId } from "../../support/model.ts";
import { aCompany, needText, tomorrow, withRules, wanted } from "../company.ts";

describe("a missing approver, replaced by the fallback and not dropped:", () => {
  it.each([
    ["a manager who is on leave", "hal"],
    ["a manager without a pinned account", "zoe"],
    ["a manager who is a service account", "robin"],
    ["a manager who does not exist any more", "nobody"],
  ])("%s", (_, manager) => {
    const company = () => aCompany().user("ada", { manager: userId(manager), ...pinned("ada") });
    expect(needsBetween(withRules(company()), withRules(company().grant("ada", "okta/crm"))).map(needText)).toEqual([
      "grant okta/crm for ada: @acme/security? | olga",
    ]);
  });

  it("uses the fallback where the manager is the beneficiary, or owns the service account that is", () => {
    const company = () => aCompany().user("robin", { kind: "service", owners: [userId("olga")], ...pinned("robin") });
    expect(needsBetween(withRules(company()), withRules(company().grant("robin", "okta/wiki"))).map(needText)).toEqual([
      "grant okta/wiki for robin: @acme/security?",
    ]);
    expect(wanted((company) => company.grant("olga", "okta/crm"))).toEqual([
      "grant okta/crm for olga: @acme/security? | @acme/security?",
    ]);
  });

  it("uses the fallback for a manager whose contract has ended or has not started", () => {
    for (const changes of [{ end: now }, { start: tomorrow }]) {
      const company = () => aCompany().user("bob", { ...pinned("bob"), ...changes });
      expect(needsBetween(withRules(company()), withRules(company().grant("ada", "okta/crm"))).map(needText)).toEqual([
        "grant okta/crm for ada: @acme/security? | olga",
      ]);
    }
  });

  it("keeps the remaining alternatives, and gives the reasons for the others", () => {
    const company = () => aCompany().user("ada", { manager: userId("hal"), ...pinned("ada") });
    const [need] = needsBetween(withRules(company()), withRules(company().grant("ada", "okta/wiki")));
    expect(need && needText(need)).toBe("grant okta/wiki for ada: olga");
    expect(need?.stages[0]?.unavailable).toEqual(["hal is not active."]);
  });

  it("uses the fallback for an approver whom the same change terminates, and the leaver blocks nothing", () => {
    const leaving = (company: ReturnType<typeof aCompany>) =>
      company.user("bob", { manager: userId("olga"), ...pinned("bob"), status: "terminated" });
    const needs = needsBetween(withRules(aCompany()), withRules(leaving(aCompany().grant("ada", "okta/crm"))));
    expect(needs.map(needText)).toEqual(["grant okta/crm for ada: @acme/security? | olga"]);
    expect(needs[0]?.stages[0]?.unavailable).toEqual(["bob leaves with this change."]);
    const stays = needsBetween(withRules(aCompany()), withRules(aCompany().grant("ada", "okta/crm")));
    expect(stays.map(needText)).toEqual(["grant okta/crm for ada: bob | olga"]);
  });

  it("keeps the owner of a service account that the change terminates", () => {
    const company = () => aCompany().user("eve", { manager: userId("ada"), ...pinned("eve") });
    const head = company()
      .user("robin", { kind: "service", owners: [userId("ada")], ...pinned("robin"), status: "terminated" })
      .grant("eve", "okta/crm");
    const [need] = needsBetween(withRules(company()), withRules(head));
    expect(need && needText(need)).toBe("grant okta/crm for eve: ada | olga");
    expect(need?.leavingAccounts).toEqual([accountId("robin")]);
  });

  it("uses the root owners where the fallback has no approver, and otherwise stays open", () => {
    const rules = (rootOwners: string) => ({
      approvals: { fallback: ["zoe"] },
      organization: { rootOwners: [rootOwners.startsWith("@") ? team(rootOwners) : person(rootOwners)] },
    });
    const company = () => aCompany().user("ada", { manager: null, ...pinned("ada") });
    const from = (rootOwners: string) => withRules(company(), rules(rootOwners));
    const head = (rootOwners: string) => withRules(company().grant("ada", "okta/crm"), rules(rootOwners));
    expect(needsBetween(from("@acme/dba"), head("@acme/dba")).map(needText)).toEqual([
      "grant okta/crm for ada: @acme/dba? | olga",
    ]);
    expect(needsBetween(from("@acme/nobody"), head("@acme/nobody")).map(needText)).toEqual([
      "grant okta/crm for ada: nobody? | olga",
    ]);
  });

  it("uses the fallback for a new user, whichever manager the change names", () => {
    const needs = wanted((company) =>
      company.user("newton", { manager: userId("eve"), department: "Sales", ...pinned("newton") }),
    );
    expect(needs).toEqual(["identity newton: @acme/security", "user newton: @acme/security?"]);
  });
});
