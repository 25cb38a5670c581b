import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { compareFindings } from "../../src/report/diff/compare-findings.ts";
import { countFindings, renderFindings } from "../../src/report/text/findings.ts";

const orphan = (account: string, changes: Partial<Finding> = {}): Finding => ({
  code: "lp/orphan-account",
  severity: "error",
  message: `Orphaned account: ${account}.`,
  remedy: "Suspend the account.",
  file: "access/systems/okta.yaml",
  line: 1,
  column: 1,
  witness: [account],
  ...changes,
});
const many = (count: number, changes: Partial<Finding> = {}): readonly Finding[] =>
  Array.from({ length: count }, (_, number) => orphan(`account-${number}`, changes));

describe("many findings in a terminal", () => {
  it("share a block where they have one code and one file", () => {
    const text = renderFindings([...many(1_052), ...many(3, { code: "lp/no-reason" })]);
    expect(text.match(/^error: /gm)).toHaveLength(4);
    expect(text).toContain("error: lp/orphan-account  access/systems/okta.yaml:1:1  (and 1051 more here)");
    expect(text).toContain("Orphaned account: account-0.");
  });

  it("are counted by code, with the way to accept them at adoption", () => {
    const text = renderFindings([...many(1_052), ...many(40, { code: "lp/no-reason", file: "access/b.yaml" })]);
    expect(text).toContain(
      "By code:\n  1052  error lp/orphan-account\n    40  error lp/no-reason\nTo accept the findings of today until a date, at adoption: rolecall baseline",
    );
    expect(renderFindings(many(3))).not.toContain("By code");
  });

  it("are one line where the baseline accepts them", () => {
    const accepted = many(1_052, { severity: "note", accepted: true });
    expect(renderFindings(accepted)).toBe("1052 findings accepted by the baseline; --format json lists them.\n");
    const text = renderFindings([orphan("new"), ...accepted]);
    expect(text.match(/^error: /gm)).toHaveLength(1);
    expect(text).not.toContain("rolecall baseline");
    expect(countFindings([orphan("new"), ...accepted])).toBe("1 error, 1052 notes (1052 accepted by the baseline)");
  });
});

describe("a finding that the baseline accepts", () => {
  const accepted = orphan("a", {
    severity: "note",
    accepted: true,
    message:
      "Orphaned account: a. Accepted at adoption: @acme/security resolves this finding by 2027-03-01 (baseline).",
  });

  it("is not a new finding", () => {
    expect(compareFindings([], [accepted])).toMatchObject({ appeared: [], downgraded: [], kept: 1 });
  });

  it("is downgraded by the change that accepts it", () => {
    const { appeared, downgraded, resolved } = compareFindings([orphan("a")], [accepted]);
    expect([appeared, downgraded.map(({ was }) => was), resolved]).toEqual([[], ["error"], []]);
  });
});
