import { describe, expect, it } from "vitest";
import type { ApprovalVerdict } from "../../src/approval/verdict.ts";
import { renderApprovalsMarkdown } from "../../src/report/approvals/markdown.ts";
import { renderApprovals } from "../../src/report/approvals/text.ts";
import { approvedBy, change } from "../approval/bypass/scenario.ts";
import { aCompany } from "../approval/company.ts";
import { hostileTexts } from "../support/findings.ts";
import { judge, pinned, reviewed } from "../support/github.ts";
import { activeWords, readMarkdown, skeletonOf } from "../support/markdown.ts";
import { userId } from "../support/model.ts";

const prod = change((company) => company.grant("ada", "okta/prod"));
const half = judge(reviewed(approvedBy(prod, "olga"), "mallory"));

describe("a verdict at a terminal", () => {
  it("shows what is needed, given and missing, the reasons, and the reviews that do not count", () => {
    expect(renderApprovals(half)).toMatch(
      /^Pending: 2 approvals required, 1 given\.\n\nmissing  grant okta\/prod for ada\n {2}needed: @acme\/security\n {2}- Waiting for: @acme\/security\.\n {2}because okta\/prod \(tier critical\) is granted to ada\. \(access\/grants\/okta\/prod\/ada\.yaml:1\)\n\nok {7}grant okta\/prod for ada\n {2}needed: owner: olga, @acme\/dba\n {2}given: {2}olga \(account \d+, review 101\)\n/,
    );
    expect(renderApprovals(half)).toContain(
      "Reviews that do not count:\n  approval/unknown-account: mallory (account ",
    );
  });

  it("reports a complete approval, a change without required approvals, and an unknown history", () => {
    expect(renderApprovals(judge(approvedBy(prod, "olga", "sue")))).toMatch(
      /^Approved: 2 approvals required, 2 given\.\n/,
    );
    expect(renderApprovals(judge(change((company) => company)))).toBe(
      "No approval required beyond code owner review.\n",
    );
    expect(renderApprovals(judge({ ...approvedBy(prod, "olga", "sue"), pushes: [] }))).toMatch(
      /^Not approved: the history of the pull request is not known, so no review counts\.\n[^]*approval\/unknown-pusher/,
    );
  });

  it("names a fallback approver and the reason for it", () => {
    const company = () => aCompany().user("ada", { manager: userId("hal"), ...pinned("ada") });
    const text = renderApprovals(judge(change((base) => base.grant("ada", "okta/crm"), { company })));
    expect(text).toContain("needed: manager: @acme/security (fallback)");
    expect(text).toContain("hal is not active.");
  });

  it("shows a tier without required approvals", () => {
    const { tiers } = prod.base.approvals;
    const rules = { approvals: { tiers: { ...tiers, low: { ...tiers.low, require: [] } } } };
    const verdict = judge(change((company) => company.grant("ada", "okta/wiki"), { rules }));
    expect(renderApprovals(verdict)).toContain("needed: code owner review only");
  });
});

/** Returns a partly approved verdict with the given text in every field that people write. */
function verdictWithText(text: string): ApprovalVerdict {
  const by = { id: 5, login: text, kind: "human" as const };
  const [first] = half.needs;
  if (first === undefined) throw new Error("the pull request needs one approval");
  const need = { ...first.need, subject: text, why: { text, file: text, line: 1 } };
  const stages = first.stages.map((stage) => ({
    ...stage,
    isFallback: true,
    stage: { ...stage.stage, names: [text], unavailable: [text] },
    servedBy: stage.servedBy === null ? null : { ...stage.servedBy, by },
    missing: stage.missing === null ? null : `${text} is missing.`,
  }));
  const refused = [{ review: 1, by, rule: "approval/stale" as const, message: `${text} reviewed something else.` }];
  return { ...half, refused, needs: [{ ...first, need, stages }] };
}

describe("a verdict in a pull request", () => {
  it("is a table with pending stages first and five cells in each row", () => {
    const lines = renderApprovalsMarkdown(half).split("\n");
    expect(lines[0]).toBe("**Pending: 2 approvals required, 1 given.**");
    const rows = lines.filter((line) => line.startsWith("|"));
    expect(rows).toHaveLength(4);
    expect(rows.map((row) => row.split("|").length)).toEqual([7, 7, 7, 7]);
    expect(rows[2]).toContain("| – | Waiting for: `@acme/security`. |");
    expect(rows[3]).toContain("| `owner: olga, @acme/dba` | `olga (account ");
  });

  it("shows a hundred rows and counts the rest", () => {
    const users = Array.from({ length: 120 }, (_, index) => `user-${index}`);
    const scenario = change((company) => users.reduce((builder, user) => builder.grant(user, "okta/wiki"), company), {
      company: () => users.reduce((builder, user) => builder.user(user, { manager: userId("bob") }), aCompany()),
    });
    const text = renderApprovalsMarkdown(judge(scenario));
    expect(text.split("\n").filter((line) => line.startsWith("| `"))).toHaveLength(100);
    expect(text).toContain("…and 20 more rows");
  });

  it.each(hostileTexts.map((text) => [JSON.stringify(text).slice(0, 60), text] as const))(
    "contains nothing active that people wrote: %s",
    (_, text) => {
      const markdown = renderApprovalsMarkdown(verdictWithText(text));
      expect(skeletonOf(readMarkdown(markdown))).toBe(
        skeletonOf(readMarkdown(renderApprovalsMarkdown(verdictWithText("words")))),
      );
      expect(activeWords(readMarkdown(markdown))).toEqual([]);
      const terminal = renderApprovals(verdictWithText(text));
      // eslint-disable-next-line no-control-regex
      expect(terminal).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(`${markdown}${terminal}`).not.toMatch(/^\s*(?:::|##\[)/m);
    },
  );
});
