import { describe, expect, it } from "vitest";
import type { ApprovalLine } from "../../src/report/diff/diff.ts";
import { approversMarkdown, approverTexts } from "../../src/report/diff/by-approver.ts";

const line = (subject: string, stages: readonly (readonly string[])[], more: object = {}): ApprovalLine => ({
  what: "grant",
  subject,
  about: { user: null, entitlements: [], document: null },
  why: "a grant of tier high",
  place: null,
  comment: false,
  stages: stages.map((approvers) => ({ approvers, unavailable: [], isStuck: false, servedBy: null })),
  ...more,
});

describe("required approvals by approver", () => {
  const lines = [
    line("access/README.md", []),
    line("okta/a for ada", [["grace", "@acme/dba"], ["boss"]]),
    line("okta/b for ada", [["boss"]]),
    line("okta/c for ada", [["boss"]], { comment: true }),
    line("okta/d for ada", [["boss"]]),
  ];

  it("have each approver once, with what the approval covers and its count", () => {
    expect(approverTexts(lines)).toEqual([
      "  1 approval from boss, for 3 objects:\n" +
        "    okta/a for ada: a grant of tier high\n" +
        "    okta/b for ada: a grant of tier high\n" +
        "    okta/d for ada: a grant of tier high",
      "  Code owner review only, for 1 object:\n    access/README.md: a grant of tier high",
      "  1 approval from grace or a member of @acme/dba, for 1 object:\n    okta/a for ada: a grant of tier high",
      "  1 approval with a comment from boss, for 1 object:\n    okta/c for ada: a grant of tier high",
    ]);
  });

  it("have each reason why an approver cannot approve once", () => {
    const stage = { approvers: ["cto"], unavailable: ["boss leaves."], isStuck: false, servedBy: null };
    const some = ["okta/a for ada", "okta/b for ada"].map((subject) => line(subject, [], { stages: [stage] }));
    expect(approverTexts(some)[0]?.match(/boss leaves\./g)).toHaveLength(1);
    expect(approversMarkdown(some).match(/boss leaves\./g)).toHaveLength(1);
  });

  it("say that equal stages need different people", () => {
    expect(approverTexts([line("okta/a for ada", [["@acme/dba"], ["@acme/dba"]])])[0]).toContain(
      "  2 approvals from a member of @acme/dba, each from a different person, for 1 object:\n",
    );
  });

  it("count the objects that they do not name", () => {
    const many = Array.from({ length: 30 }, (_, number) => line(`okta/e${number} for ada`, [["boss"]]));
    expect(approverTexts(many)[0]).toContain("from boss, for 30 objects:\n");
    expect(approverTexts(many)[0]).toContain("… and 18 more; --verbose lists all of them by object.");
    expect(approversMarkdown(many)).toMatch(
      /^\n### Who has to approve\n\n- 1 approval from `boss`, for 30 objects: .* and 18 more\.\n$/,
    );
  });

  it("escape names in Markdown and are absent without approvals", () => {
    expect(approversMarkdown([line("okta/a for ada", [["x|y`"]])])).not.toContain(" x|y`");
    expect(approversMarkdown([])).toBe("");
  });
});
