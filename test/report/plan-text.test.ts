import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/diagnostics/finding.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { renderPlan } from "../../src/report/text/plan.ts";

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

const aPlan = (changes: Partial<Plan>): Plan => ({
  version: 1,
  at: "2026-12-01T09:00:00Z",
  head: null,
  base: null,
  digest: "sha256:0",
  accessChanges: [],
  modelChanges: [],
  operations: [],
  findings: [],
  guards: [],
  unmanaged: {},
  summary: { create: 0, update: 0, remove: 0 },
  ...changes,
});

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
