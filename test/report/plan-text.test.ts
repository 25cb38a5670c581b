import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/diagnostics/finding.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { renderPlan } from "../../src/report/text/plan.ts";

const waived: Finding = {
  code: "sod/vendor-payment",
  severity: "note",
  message: "wei-ting-lee would hold both halves of a payment.",
  remedy: "Nothing until the waiver ends.",
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
  it("names a waived finding in one line, and tells any other in full", () => {
    const open: Finding = { ...waived, code: "lp/no-reason", severity: "warning", message: "No reason.", waiver: null };
    const text = renderPlan(aPlan({ findings: [waived, open] }));
    expect(text).toContain("warning: lp/no-reason  access/grants/okta/erp-payment-approve/wei-ting-lee.yaml:2:1\n");
    expect(text).toContain(
      "  sod/vendor-payment for wei-ting-lee, by access/waivers/vendor-payment/wei-ting-lee.yaml\n",
    );
    expect(text).not.toContain(waived.message);
  });

  it("without an operation says nothing of what --target leaves out", () => {
    expect(renderPlan(aPlan({}))).toBe("No changes. The providers hold what access/ wants.\n");
    expect(renderPlan(aPlan({}), ["okta/crm"])).toBe(
      "No changes for okta/crm. Without --target the plan shows everybody's.\n",
    );
  });

  it("counts one as one", () => {
    const text = renderPlan(aPlan({ unmanaged: { okta: { accounts: 1, groups: 3, members: 0 } } }));
    expect(text).toContain("  okta: 1 account, 3 groups, 0 members\n");
  });
});
