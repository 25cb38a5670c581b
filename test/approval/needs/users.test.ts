import { describe, expect, it } from "vitest";
import { approvalsNeeded } from "../../../src/approval/needs.ts";
import { needsBetween, pinned } from "../../support/github.ts";
import { at, type ModelBuilder, person, ref, selector, userId } from "../../support/model.ts";
import { aCompany, needText, tomorrow, withRules, wanted } from "../company.ts";

const base = withRules(aCompany());

describe("an edit of a user", () => {
  const edit = (changes: object, id = "ada") =>
    wanted((company) => company.user(id, { manager: userId("bob"), ...pinned(id), ...changes }));

  it("needs the owner of the user's file for birthright access below high", () => {
    expect(edit({ department: "Sales" })).toEqual(["user ada: bob"]);
  });

  it("also needs the tier's stages for privileged access", () => {
    const company = () => aCompany().role("ops", ["okta/erp"], { birthright: selector({ department: "Ops" }) });
    const head = company().user("ada", { manager: userId("bob"), department: "Ops", ...pinned("ada") });
    expect(needsBetween(withRules(company()), withRules(head)).map(needText)).toEqual([
      "user ada: bob",
      "user okta/erp for ada: bob | olga | @acme/security",
    ]);
  });

  it("needs the stages of the returning access for a return from leave", () => {
    const company = (status: "active" | "on-leave") =>
      aCompany()
        .user("ada", { manager: userId("bob"), status, ...pinned("ada") })
        .grant("ada", "okta/erp");
    expect(needsBetween(withRules(company("on-leave")), withRules(company("active"))).map(needText)).toEqual([
      "user ada: bob",
      "user okta/erp for ada: bob | olga | @acme/security",
    ]);
    expect(needsBetween(withRules(company("active")), withRules(company("on-leave")))).toEqual([]);
  });

  it.each([
    ["github", { github: { login: "ada", id: 99 } }],
    ["employeeNumber", { employeeNumber: "other" }],
    ["previousNumbers", { previousNumbers: ["n-1"] }],
    ["kind", { kind: "contractor" }],
    ["owners", { owners: [userId("eve")] }],
    ["legalHold", { legalHold: true }],
  ])("needs root owners for a change of identity (%s)", (_, changes) => {
    expect(edit(changes)).toEqual(["identity ada: @acme/security", "user ada: bob"]);
  });

  it("needs only the stages of `removals` where access only ends, which are none here", () => {
    expect(edit({ status: "terminated" })).toEqual([]);
    expect(edit({ end: tomorrow })).toEqual([]);
    const rules = { approvals: { removals: [["manager"]] } };
    const from = withRules(aCompany(), rules);
    const left = aCompany().user("ada", { status: "terminated", manager: userId("bob"), ...pinned("ada") });
    const gone = withRules(left, rules);
    expect(needsBetween(from, gone).map(needText)).toEqual(["removal access of ada: bob"]);
  });

  it("needs more than that where the same change gives the user access", () => {
    const head = aCompany()
      .user("ada", { manager: userId("bob"), end: tomorrow, ...pinned("ada") })
      .role("sales", ["okta/crm"], { owners: [person("olga")], birthright: selector({ department: "Engineering" }) });
    expect(needsBetween(base, withRules(head)).map(needText)).toContain("user ada: bob");
  });

  it("needs the stages of a privileged gain without a path", () => {
    const needs = approvalsNeeded({
      base,
      head: base,
      accessChanges: [
        {
          kind: "gain",
          user: userId("ada"),
          entitlement: ref("okta/erp"),
          tier: "high",
          from: null,
          until: null,
          because: [],
        },
      ],
      modelChanges: [{ kind: "user", id: "ada", field: "department", before: "Engineering", after: "Ops" }],
      changedFiles: [],
    });
    expect(needs.map(needText)).toEqual(["user ada: bob", "user okta/erp for ada: bob | olga | @acme/security"]);
  });

  it("is not a removal where it extends a contract or brings a leaver back", () => {
    const from = withRules(aCompany().user("ada", { manager: userId("bob"), end: tomorrow, ...pinned("ada") }));
    expect(needsBetween(from, base).map(needText)).toEqual(["user ada: bob"]);
    const left = withRules(aCompany().user("ada", { status: "terminated", manager: userId("bob"), ...pinned("ada") }));
    expect(needsBetween(left, base).map(needText)).toEqual(["user ada: bob"]);
    const later = withRules(
      aCompany().user("ada", { manager: userId("bob"), end: at("2027-01-01T00:00:00Z"), ...pinned("ada") }),
    );
    expect(needsBetween(from, later).map(needText)).toEqual(["user ada: bob"]);
  });

  describe("that lets grants take effect again", () => {
    const stages = "bob | olga";
    const between = (from: object, to: object, grant: Parameters<ModelBuilder["grant"]>[2] = {}) => {
      const company = (changes: object) =>
        withRules(
          aCompany()
            .user("ada", { manager: userId("bob"), ...pinned("ada"), ...changes })
            .grant("ada", "okta/crm", grant),
        );
      return needsBetween(company(from), company(to)).map(needText);
    };

    it("needs the stages of each grant for a return", () => {
      expect(between({ status: "terminated" }, {})).toEqual([`grant okta/crm for ada: ${stages}`, "user ada: bob"]);
      const ended = { end: at("2026-01-01T00:00:00Z") };
      expect(between(ended, {})).toEqual([`grant okta/crm for ada: ${stages}`, "user ada: bob"]);
      expect(between({ status: "terminated" }, {}, { eligible: true })).toContain(`grant okta/crm for ada: ${stages}`);
    });

    it("needs the stages of each grant for a later end, as far as the grant lasts", () => {
      const later = { end: at("2028-01-01T00:00:00Z") };
      expect(between({ end: tomorrow }, later)).toEqual([`grant okta/crm for ada: ${stages}`, "user ada: bob"]);
      expect(between({ end: tomorrow }, later, { expires: tomorrow })).toEqual(["user ada: bob"]);
    });

    it("needs none for a grant that has expired, and for a return that the change does not bring", () => {
      const expired = { expires: at("2026-01-01T00:00:00Z") };
      expect(between({ status: "terminated" }, {}, expired)).toEqual(["user ada: bob"]);
      expect(between({}, { department: "Ops" })).toEqual(["user ada: bob"]);
      expect(between({}, { status: "terminated" })).toEqual([]);
    });

    it("needs the stages of the highest tier of a granted role", () => {
      const company = (changes: object) =>
        aCompany()
          .role("oncall", ["okta/crm", "okta/erp"], { owners: [person("olga")] })
          .user("ada", { manager: userId("bob"), ...pinned("ada"), ...changes })
          .grant("ada", "role:oncall");
      const needs = needsBetween(withRules(company({ status: "terminated" })), withRules(company({})));
      expect(needs.map(needText)[0]).toBe("grant role:oncall for ada: bob | olga | @acme/security");
    });
  });

  it("needs the service account's owners from the base commit", () => {
    expect(
      wanted((company) =>
        company.user("robin", { kind: "service", department: "Ops", owners: [userId("ada")], ...pinned("robin") }),
      ),
    ).toEqual(["user robin: @acme/security?"]);
  });
});
