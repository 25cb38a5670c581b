import { describe, expect, it } from "vitest";
import { type UnapprovedChange, unapprovedChange, withheldReason } from "../../src/approval/withheld.ts";
import type { AccessModel } from "../../src/model/documents.ts";
import { changeBetween } from "../../src/plan/change.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { at, now } from "../support/model.ts";
import { anOperation } from "../support/operation.ts";
import { sideOf } from "../support/planned.ts";
import { aCompany } from "./company.ts";

function unapproved(letter: string, base: AccessModel, head: AccessModel): UnapprovedChange {
  const named = { commit: letter.repeat(40), reason: "The change is not approved." };
  return unapprovedChange(named, { base, accessChanges: changeBetween(sideOf(base), sideOf(head), now).accessChanges });
}

const aGain = (user: string, entitlement: string): Operation => anOperation("membership.add", { user, entitlement });

const company = aCompany().build();

describe("the reason why a gain is withheld", () => {
  const typo = unapproved("a", company, company);
  const grant = unapproved("b", company, aCompany().grant("ada", "okta/wiki").build());

  it("names the first unapproved commit that gives the access, or that the account is needed for", () => {
    for (const gain of [aGain("ada", "okta/wiki"), anOperation("account.create")])
      expect(withheldReason(gain, [typo, grant])).toBe(`Commit ${"b".repeat(12)}: The change is not approved.`);
  });

  it("names the first unapproved commit where none gives the access by itself", () => {
    const unknown = unapprovedChange({ commit: "c".repeat(40), reason: "Its approvals could not be read." }, null);
    for (const gain of [aGain("ada", "okta/crm"), aGain("bob", "okta/wiki"), anOperation("group.create")]) {
      expect(withheldReason(gain, [typo, grant])).toContain("a".repeat(12));
      expect(withheldReason(gain, [unknown, grant])).toContain("could not be read");
    }
  });

  it("counts a later end as access that the commit gives, and not an earlier one", () => {
    const until = (day: string) =>
      aCompany()
        .grant("ada", "okta/wiki", { expires: at(`${day}T00:00:00Z`) })
        .build();
    const longer = unapproved("d", until("2026-12-24"), until("2027-01-24"));
    const shorter = unapproved("e", until("2027-01-24"), until("2026-12-24"));
    expect(withheldReason(aGain("ada", "okta/wiki"), [shorter, longer])).toContain("d".repeat(12));
  });
});
