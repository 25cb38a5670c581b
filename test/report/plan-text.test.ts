import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { renderPlan } from "../../src/report/text/plan.ts";
import { anOperation } from "../support/operation.ts";
import { aPlan } from "../support/a-plan.ts";

const waived: Finding = {
  code: "sod/vendor-payment",
  severity: "note",
  message: "wei-ting-lee would hold two conflicting entitlements.",
  remedy: "No action needed until the waiver expires.",
  user: "wei-ting-lee",
  file: "access/grants/okta/erp-payment-approve/wei-ting-lee.yaml",
  line: 2,
  column: 1,
  waiver: "access/waivers/vendor-payment/wei-ting-lee.yaml",
};

describe("a plan at a terminal", () => {
  it("shows a waived finding in one line and any other finding completely", () => {
    const open: Finding = { ...waived, code: "lp/no-reason", severity: "warning", message: "No reason.", waiver: null };
    const text = renderPlan(aPlan({ findings: [waived, open] }));
    expect(text).toContain("warning: lp/no-reason  access/grants/okta/erp-payment-approve/wei-ting-lee.yaml:2:1\n");
    expect(text).toContain(
      "  sod/vendor-payment for wei-ting-lee, by access/waivers/vendor-payment/wei-ting-lee.yaml\n",
    );
    expect(text).not.toContain(waived.message);
  });

  it("reports no changes, limited to --target if it is given", () => {
    expect(renderPlan(aPlan({}))).toBe("No changes. The providers match the files under access/.\n");
    expect(renderPlan(aPlan({}), ["okta/crm"])).toBe(
      "No changes for okta/crm. Run without --target to plan all users.\n",
    );
  });

  it("uses the singular for a count of one", () => {
    const text = renderPlan(aPlan({ unmanaged: { okta: { accounts: 1, groups: 3, members: 0 } } }));
    expect(text).toContain("  okta: 1 account, 3 groups, 0 members\n");
  });
});

describe("the operations of a plan at a terminal", () => {
  const add = (user: string, group: string, more: object = {}) =>
    anOperation("membership.add", { user, resource: { kind: "group", id: group, name: group }, ...more });
  const crew = ["ada", "ben", "eve", "kim", "lea"].map((user) => add(user, "crew"));
  const joiner = ["wiki", "vpn", "chat"].map((group) => add("zoe", group));
  const suspended = ["max", "ida"].map((user) => anOperation("account.suspend", { user }));
  const critical = [add("ada", "prod", { tier: "critical" }), add("max", "prod", { tier: "low" })];
  const role = anOperation("membership.update", { user: "ida" });
  const many = [...suspended, ...crew, role, ...joiner, ...critical];

  it("are shown in groups where there are more than twelve", () => {
    const text = renderPlan(aPlan({ operations: many }));
    expect(/these operations:\n\n([\s\S]*?)\n\n/.exec(text)?.[1]?.split("\n")).toEqual([
      "  ! suspend the accounts of 2 users in okta: max, ida",
      '  + add 5 users to the okta group "crew": ada, ben, eve, kim, lea',
      '  ~ change the role of ida in the okta group "crew"',
      '      role: "member" → "owner"',
      '  + add zoe to 3 groups: okta "wiki", okta "vpn", okta "chat"',
      '  + add ada to the okta group "prod"  [critical]',
      '  + add max to the okta group "prod"',
    ]);
    expect(text).toContain("\nEqual operations are shown together. Run with --verbose to list each one");
  });

  it("are listed with their reasons where there are twelve at most, and with --verbose", () => {
    for (const text of [
      renderPlan(aPlan({ operations: many.slice(1) })),
      renderPlan(aPlan({ operations: many }), [], true),
    ])
      expect(text.match(/^ {2}\+ add /gm)).toHaveLength(10);
  });

  it("name every user of a critical group, and at most twelve users of another one", () => {
    const users = Array.from({ length: 15 }, (_, index) => `user-${index}`);
    const shown = (tier: string): string =>
      renderPlan(aPlan({ operations: users.map((user) => add(user, "crew", { tier })) }));
    expect(shown("low")).toContain(", user-11 and 3 more\n");
    expect(shown("critical")).toContain(", user-14  [critical]\n");
  });
});
