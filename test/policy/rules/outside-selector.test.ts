import { describe, expect, it } from "vitest";
import type { Selector } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, selector } from "../../support/model.ts";

const rule = "lp/outside-selector";
const entitlement = (requestable: Selector | boolean) =>
  aModel().user("ada").entitlement("okta/crm", { requestable }).grant("ada", "okta/crm");
const role = (birthright: Selector | null) =>
  aModel().user("ada").entitlement("okta/crm").role("sales", ["okta/crm"], { birthright }).grant("ada", "role:sales");

describe(rule, () => {
  it("warns of a grant of a role whose birthright the user does not match", () => {
    expect(verdicts(role(selector({ department: "Sales" })), rule)).toEqual([
      "warning access/grants/roles/sales/ada.yaml",
    ]);
    expect(verdicts(role(selector({ department: "Engineering" })), rule)).toEqual([]);
    expect(verdicts(role(null), rule)).toEqual([]);
  });

  it("warns of a grant of an entitlement that the user may not ask for", () => {
    expect(verdicts(entitlement(selector({ department: "Sales" })), rule)).toEqual([
      "warning access/grants/okta/crm/ada.yaml",
    ]);
    expect(verdicts(entitlement(false), rule)).toHaveLength(1);
    expect(verdicts(entitlement(true), rule)).toEqual([]);
    expect(verdicts(entitlement(selector({ kind: ["employee", "vendor"] })), rule)).toEqual([]);
  });

  it("says nothing of a grant that has ended, and obeys the severity", () => {
    const past = aModel()
      .user("ada")
      .entitlement("okta/crm", { requestable: false })
      .grant("ada", "okta/crm", { expires: at("2026-11-21T09:00:00Z") });
    expect(verdicts(past, rule)).toEqual([]);
    expect(verdicts(entitlement(false).setting(rule, { severity: "error" }), rule)[0]).toMatch(/^error /);
  });

  it("says which of the owners' fields leaves the user out", () => {
    const why = (model: ReturnType<typeof aModel>) => findingsOf(model, rule)[0]?.message;
    expect(why(entitlement(false))).toContain("but its `requestable` is false.");
    expect(why(entitlement(selector({ kind: "vendor" })))).toMatch(
      /^\w+ is granted [\w/]+, but its `requestable` does not match \w+\.$/,
    );
    expect(why(role(selector({ department: "Sales" })))).toBe(
      "ada is granted the role sales, but its `birthright` does not match ada.",
    );
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("ada", () => aModel().user("ada").entitlement("okta/crm", { requestable: false }).grant("ada", "okta/crm")),
  ));
