import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/diagnostics/finding.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { annotateFindings } from "../../src/action/answer.ts";
import { fitSummary } from "../../src/action/fit-summary.ts";
import { renderDiff } from "../../src/report/diff/render-text.ts";
import { maxSummaryLength, truncateSummary } from "../../src/report/github/check-summary.ts";
import { renderAnnotations } from "../../src/report/github/annotations.ts";
import { renderFindingsJunit } from "../../src/report/junit/findings.ts";
import { renderFindingsMarkdown } from "../../src/report/markdown/findings.ts";
import { renderPlanMarkdown } from "../../src/report/markdown/plan.ts";
import { renderSarif } from "../../src/report/sarif/findings.ts";
import { renderFindings } from "../../src/report/text/findings.ts";
import { renderPlan } from "../../src/report/text/plan.ts";
import { aPlan } from "../support/a-plan.ts";
import { rolecall } from "../support/cli.ts";
import { writeFiles } from "../support/real-git.ts";
import { aSmallCompany } from "../support/sandboxed.ts";
import { aFinding } from "../support/findings.ts";
import { anOperation } from "../support/operation.ts";

const places = (count: number, changes: Partial<Finding> = {}): readonly Finding[] =>
  Array.from({ length: count }, (_, number) =>
    aFinding({
      file: `access/grants/okta/crm/u${number}.yaml`,
      message: `The grant of okta/crm to u${number} has no reason.`,
      ...changes,
    }),
  );
const operations = (count: number): readonly Operation[] =>
  Array.from({ length: count }, (_, number) => anOperation("account.suspend", { id: `o${number}` }));
const shown = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;
/** The sum of the numbers that the pattern finds. */
const counts = (text: string, pattern: RegExp): number =>
  [...text.matchAll(pattern)].reduce((sum, [, number]) => sum + Number(number), 0);

describe("an output that is cut shows or counts every finding", () => {
  const all = [...places(150), ...places(80, { severity: "warning" }), ...places(30, { severity: "note" })];

  it("in a terminal", () => {
    const text = renderFindings(all);
    expect(shown(text, /^(?:error|warning|note): /gm) + counts(text, /and (\d+) more;/g)).toBe(260);
    expect(counts(text, /^ +(\d+) {2}(?:error|warning|note) /gm)).toBe(260);
  });

  it("in workflow commands", () => {
    const text = renderAnnotations(all);
    expect(shown(text, /^::\w+ file=/gm) + counts(text, /::(\d+) more of severity/g)).toBe(260);
  });

  it("in the annotations of the action", () => {
    const annotated: string[] = [];
    annotateFindings({ findings: all }, {
      annotate: (_: string, text: string) => void annotated.push(text),
    } as never);
    const text = annotated.join("\n");
    expect(shown(text, /^Fix: /gm) + counts(text, /^(\d+) more of severity/gm)).toBe(260);
  });

  it("in Markdown", () => {
    const text = renderFindingsMarkdown(all, 5000);
    expect(text.length).toBeLessThanOrEqual(5000);
    const rest = counts(text, /and (\d+) more findings not shown here/g);
    expect([shown(text, /^- \*\*/gm) + rest, rest > 0]).toEqual([260, true]);
    expect(renderFindingsMarkdown(all)).not.toContain("not shown");
  });

  it("in SARIF, errors first", () => {
    const many = [...places(3), ...places(25_000, { severity: "note" })];
    const [run] = JSON.parse(renderSarif(many, { version: "1", pageOf: () => undefined })).runs;
    expect([run.results.length + run.properties.leftOut, run.results[2].level]).toEqual([25_003, "error"]);
  });

  it("in JUnit, which is not cut", () => {
    expect(shown(renderFindingsJunit(all), /<testcase /g)).toBe(260);
  });

  it("in the summary of a check, by lines", () => {
    const text = Array.from({ length: 9000 }, (_, number) => `- line ${number}\n`).join("");
    const cut = truncateSummary(text);
    expect(cut.length).toBeLessThanOrEqual(maxSummaryLength);
    expect(shown(cut, /^- line /gm) + counts(cut, /Truncated: (\d+) lines left out/g)).toBe(9000);
  });
});

describe("a plan that is cut shows or counts everything", () => {
  it("as Markdown, by kind", () => {
    const findings = places(100);
    const plan = aPlan({ findings, operations: operations(200) });
    for (const budget of [2000, 30_000, 45_000]) {
      const text = renderPlanMarkdown(plan, { budget });
      expect(text.length).toBeLessThanOrEqual(budget);
      expect(shown(text, /^- \*\*error/gm) + counts(text, /(\d+) findings?[ ,]/g)).toBe(100);
      expect(shown(text, /^\| `[+~!-]`/gm) + counts(text, /(\d+) operations? did not fit/g)).toBe(200);
    }
  });

  it("in a terminal", () => {
    const text = renderPlan(aPlan({ operations: operations(450) }), [], true);
    expect(shown(text, /^ {2}[+~!-] .*(?:okta|google)/gm) + counts(text, /and (\d+) more;/g)).toBe(450);
  });

  it("with each reason of an operation", () => {
    const because = ["a", "b", "c", "d", "e"].map((name) => ({
      kind: "grant" as const,
      file: `access/grants/${name}.yaml`,
      line: 1,
    }));
    const plan = aPlan({ operations: [anOperation("account.suspend", { because })] });
    expect(renderPlan(plan)).toContain("      and 2 more reasons\n");
    expect(renderPlanMarkdown(plan)).toContain("(and 4 more reasons)");
  });
});

describe("findings that the baseline accepts", () => {
  const accepted = places(3, { severity: "note", accepted: true });

  it("are folded in Markdown, after the open findings", () => {
    const text = renderFindingsMarkdown([...places(1), ...accepted]);
    const [open = "", folded = ""] = text.split("<details><summary>3 findings accepted by the baseline</summary>");
    expect([shown(open, /^- \*\*/gm), shown(folded, /^- \*\*/gm)]).toEqual([1, 3]);
  });

  it("are suppressed results in SARIF", () => {
    const [run] = JSON.parse(renderSarif(accepted, { version: "1", pageOf: () => undefined })).runs;
    expect(run.results[0].suppressions).toEqual([{ kind: "external", justification: "accepted by the baseline" }]);
  });
});

describe("a diff that is cut", () => {
  it("counts changes, and not the lines of users and stages", () => {
    const access = Array.from({ length: 500 }, (_, number) => ({
      change: { kind: "gain", user: `u${number % 250}`, entitlement: `okta/e${number}`, tier: "low", because: [] },
    }));
    const report = {
      diff: { at: "2026-12-01T09:00:00Z", digest: "sha256:0", modelChanges: [], findings: [] },
      access,
      facts: { people: new Map() },
      holders: new Map(),
      findings: { appeared: [], downgraded: [], resolved: [], kept: 0 },
      approvals: access.map(({ change }) => ({
        subject: change.entitlement,
        why: "grant",
        comment: false,
        stages: [{ approvers: ["boss"], unavailable: ["x left"] }],
      })),
    };
    for (const isVerbose of [false, true]) {
      const [changes = "", approvals = ""] = renderDiff(report as never, isVerbose).split("Who has to approve:");
      expect(shown(changes, /^ {2}\+ /gm) + counts(changes, /and (\d+) more;/g)).toBe(500);
      expect(shown(approvals, /^ {2,4}okta\/e\d+: /gm) + counts(approvals, /and (\d+) more;/g)).toBe(500);
      // The closing line counts everything, whatever the lists show.
      expect(approvals).toContain("\n250 users: 500 gains. No new findings.\n");
    }
  });
});

describe("a total line counts everything, although the list is cut", () => {
  it("of a plan, in a terminal and in the job summary", () => {
    const plan = aPlan({ operations: operations(450), summary: { create: 0, update: 450, remove: 0 } });
    const total = "Plan: 0 to create, 450 to update, 0 to remove.";
    const text = renderPlan(plan, [], true);
    expect(shown(text, /^ {2}[+~!-] .*(?:okta|google)/gm)).toBeLessThan(450);
    expect(text).toContain(`\n${total}\n`);
    const markdown = renderPlanMarkdown(plan);
    expect(fitSummary(markdown, 4000).isWhole).toBe(false);
    for (const cut of [renderPlanMarkdown(plan, { budget: 2000 }), fitSummary(markdown, 4000).text])
      expect(cut).toContain(`\n${total}\n`);
  });

  it("of validate, in a terminal and in the job summary", async () => {
    const root = aSmallCompany();
    const grants = Array.from({ length: 150 }, (_, number) => [
      `access/grants/okta/crm/unknown-${number}.yaml`,
      `user: unknown-${number}\nentitlement: okta/crm\n`,
    ]);
    writeFiles(root, Object.fromEntries(grants));
    const { out } = await rolecall(["validate", "--root", root]);
    expect(shown(out, /^error: /gm)).toBeLessThan(150);
    expect(out.trimEnd().split("\n").at(-1)).toMatch(/: 150 errors\b/);
    const { out: markdown } = await rolecall(["validate", "--root", root, "--format", "markdown"]);
    const cut = fitSummary(markdown, 4000);
    expect([cut.isWhole, cut.text]).toEqual([false, expect.stringMatching(/: 150 errors\b/)]);
  });
});
