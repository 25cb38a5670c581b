import { describe, expect, it } from "vitest";
import { isOpen, unapprovedChange, withheldReason } from "../../src/approval/withheld.ts";
import type { AccessModel } from "../../src/model/documents.ts";
import { changeBetween } from "../../src/plan/change.ts";
import type { Operation, Origin } from "../../src/plan/operation.ts";
import type { NeedKind } from "../../src/approval/need.ts";
import { at, now } from "../support/model.ts";
import { anOperation } from "../support/operation.ts";
import { sideOf } from "../support/planned.ts";
import { aCompany } from "./company.ts";

const named = { commit: "c".repeat(40), reason: "The change is not approved." };

function unapproved(base: AccessModel, head: AccessModel, openNeeds: readonly NeedKind[] = []) {
  const { accessChanges, modelChanges } = changeBetween(sideOf(base), sideOf(head), now);
  return unapprovedChange(named, { base, accessChanges, modelChanges, openNeeds });
}

const aGain = (user: string, entitlement: string, changes: { readonly origin?: Origin } = {}): Operation =>
  anOperation("membership.add", { user, entitlement, ...changes });

const isWithheld = (gain: Operation, ...changes: Parameters<typeof withheldReason>[1]): boolean =>
  withheldReason(gain, changes) !== null;

const company = aCompany().build();

describe("an unapproved change", () => {
  const change = unapproved(company, aCompany().grant("ada", "okta/wiki").build());

  it("withholds the access that it gives, of every origin, and the account that it needs", () => {
    expect(withheldReason(aGain("ada", "okta/wiki"), [change])).toBe(
      `Commit ${"c".repeat(12)}: The change is not approved.`,
    );
    expect(isWithheld(aGain("ada", "okta/wiki", { origin: "schedule" }), change)).toBe(true);
    expect(isWithheld(aGain("ada", "okta/wiki", { origin: "drift" }), change)).toBe(true);
    expect(isWithheld(anOperation("account.create"), change)).toBe(true);
  });

  it("withholds nothing else", () => {
    expect(isWithheld(aGain("ada", "okta/crm"), change)).toBe(false);
    expect(isWithheld(aGain("bob", "okta/wiki"), change)).toBe(false);
    expect(isWithheld(anOperation("group.create"), change)).toBe(false);
    expect(isWithheld(aGain("ada", "okta/wiki"))).toBe(false);
  });

  it("withholds a later end, and not an earlier one", () => {
    const until = (day: string) =>
      aCompany()
        .grant("ada", "okta/wiki", { expires: at(`${day}T00:00:00Z`) })
        .build();
    const longer = unapproved(until("2026-12-24"), until("2027-01-24"));
    const shorter = unapproved(until("2027-01-24"), until("2026-12-24"));
    expect(isWithheld(aGain("ada", "okta/wiki"), longer)).toBe(true);
    expect(isWithheld(aGain("ada", "okta/wiki"), shorter)).toBe(false);
  });

  it("withholds every gain except earlier decided starts, if it affects rules or is unknown", () => {
    const tier = unapproved(company, aCompany().entitlement("okta/erp", { tier: "low" }).build());
    for (const general of [tier, unapprovedChange(named, null), unapproved(company, company, ["code"])]) {
      expect(isWithheld(aGain("bob", "okta/crm"), general)).toBe(true);
      expect(isWithheld(aGain("bob", "okta/crm", { origin: "drift" }), general)).toBe(true);
      expect(isWithheld(aGain("bob", "okta/crm", { origin: "schedule" }), general)).toBe(false);
    }
    expect(isWithheld(aGain("bob", "okta/crm"), unapproved(company, company, ["file"]))).toBe(false);
  });

  it("is open while the files still give the access to a user", () => {
    const given = sideOf(aCompany().grant("ada", "okta/wiki").build());
    const ended = aCompany().grant("ada", "okta/wiki", { expires: now - 1 });
    expect(isOpen(change, given.index, now)).toBe(true);
    expect(isOpen(change, sideOf(company).index, now)).toBe(false);
    expect(isOpen(change, sideOf(ended.build()).index, now)).toBe(false);
    expect(isOpen(unapprovedChange(named, null), sideOf(company).index, now)).toBe(true);
  });
});
