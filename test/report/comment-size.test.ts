import { describe, expect, it } from "vitest";
import type { SystemId, Tier } from "../../src/model/documents.ts";
import type { Operation } from "../../src/plan/operation.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { CommentInput } from "../../src/report/comment/comment-input.ts";
import { commentBudget } from "../../src/report/comment/comment-head.ts";
import {
  renderComment,
  type RenderedComment,
  renderJobSummary,
  summaryBudget,
} from "../../src/report/comment/render-comment.ts";
import { aFinding } from "../support/findings.ts";
import { aModel, at, type ModelBuilder, selector } from "../support/model.ts";
import { readMarkdown, skeletonOf } from "../support/markdown.ts";
import { commentOn, compared } from "./comment-scenario.ts";

const tiers: readonly Tier[] = ["low", "medium", "high", "critical"];

/** Returns a change with `count` grants, each with a finding and an operation. Every fourth grant is of tier critical. */
function aChangeOf(count: number): CommentInput {
  const base = aModel();
  const head = aModel();
  base.approvedBy("critical", [["@acme/security"]]);
  for (const tier of tiers) for (const world of [base, head]) world.entitlement(`okta/${tier}`, { tier });
  for (let number = 0; number < count; number += 1) {
    const id = `user-${String(number).padStart(5, "0")}`;
    for (const world of [base, head]) world.user(id);
    head.grant(id, `okta/${tiers[number % 4] ?? "low"}`, { expires: at("2026-12-01T18:00:00Z") });
  }
  const findings = Array.from({ length: count }, (_, number) => aFinding({ user: `user-${number}`, line: number + 1 }));
  const change = compared(base, head, { head: findings });
  return commentOn(change, { plan: planOf(change.report.diff, ["okta"]) });
}

function planOf(diff: CommentInput["report"]["diff"], systems: readonly string[]): Plan {
  const operations = diff.accessChanges.map(({ user, entitlement, tier, because }, position): Operation => ({
    id: `${position}`,
    action: "membership.add",
    system: (systems[position % systems.length] ?? "okta") as SystemId,
    user,
    account: { id: `00u${position}`, address: user },
    entitlement,
    resource: { kind: "group", id: "00g1", name: entitlement },
    before: null,
    after: { role: "member" },
    patch: [],
    origin: position % 10 === 9 ? "drift" : "change",
    tier,
    because,
    dependsOn: [],
  }));
  return { ...diff, operations, guards: [], unmanaged: {} };
}

/** Returns the text outside of collapsed sections. */
const visibleIn = (markdown: string): string => markdown.replaceAll(/<details>[^]*?<\/details>/g, "");
const shownChanges = (markdown: string): number => markdown.match(/\*\*gains\*\*/g)?.length ?? 0;
const shownOperations = (markdown: string): number => markdown.match(/^\| `\+` \| `add /gm)?.length ?? 0;
const shownFindings = (markdown: string): number => markdown.match(/^- \*\*error\*\* `lp\/no-reason`/gm)?.length ?? 0;

describe.each([
  [1, "comment", renderComment, commentBudget],
  [50, "comment", renderComment, commentBudget],
  [5000, "comment", renderComment, commentBudget],
  [5000, "job summary", renderJobSummary, summaryBudget],
] as const)("with %i changes the %s", (count, name, render, budget) => {
  const input = aChangeOf(count);
  const { markdown, complete, omitted }: RenderedComment = render(input);
  const size = name === "comment" ? markdown.length : Buffer.byteLength(markdown);

  it("stays within the budget, and ends with the digest", () => {
    expect(size).toBeLessThanOrEqual(budget);
    expect(markdown.endsWith(`\nDigest: \`${input.report.diff.digest}\`\n\n</details>\n`)).toBe(true);
  });

  it("shows every change, finding and operation, or counts it as left out", () => {
    expect(shownChanges(markdown) + (omitted["access change"] ?? 0)).toBe(count);
    expect(shownFindings(markdown) + (omitted.finding ?? 0)).toBe(count);
    expect(shownOperations(markdown) + (omitted.operation ?? 0)).toBe(count);
  });

  it("is complete only if no essential part is left out, and reports left out parts", () => {
    const isCut = (["access change", "finding", "model change", "operation"] as const).some(
      (kind) => omitted[kind] !== undefined,
    );
    expect(complete).toBe(!isCut);
    expect(markdown.includes("**Truncated:**")).toBe(Object.keys(omitted).length > 0);
  });

  it("renders the same bytes each time", () => {
    expect(render(aChangeOf(count))).toMatchObject({ markdown, complete, omitted });
  });
});

it("shows one change completely", () => {
  expect(renderComment(aChangeOf(1))).toMatchObject({ complete: true, omitted: {} });
});

it("collapses the list of changes, and never the rows of those of high and critical tier, which come first", () => {
  const { markdown } = renderComment(aChangeOf(50));
  expect(markdown).toContain("<details><summary>50 access changes, with reasons and files</summary>");
  const rows = visibleIn(markdown).match(/^\| \*\*\d+ users.*$/gm) ?? [];
  expect(rows.map((row) => /\*\*(\d+ users)\*\*.*\*\*Gain\*\* .*`okta\/(\w+)`/.exec(row)?.slice(1))).toEqual([
    ["12 users", "critical"],
    ["12 users", "high"],
    ["13 users", "medium"],
    ["13 users", "low"],
  ]);
});

it("shows some parts of every kind for 5000 changes, critical access first", () => {
  const input = aChangeOf(5000);
  const { markdown, complete, omitted } = renderComment(input);
  expect(complete).toBe(false);
  expect(shownChanges(markdown)).toBeGreaterThan(50);
  expect(shownFindings(markdown)).toBeGreaterThan(30);
  expect(shownOperations(markdown)).toBeGreaterThan(10);
  expect(markdown).toContain("☐ `@acme/security`");
  const list = markdown.slice(markdown.indexOf("access changes, with reasons"), markdown.indexOf("for the approvals"));
  expect(new Set(list.match(/\((?:critical|high|medium|low)\)/g))).toEqual(new Set(["(critical)"]));
  expect(markdown).toContain(`${omitted["access change"]} access changes`);
});

it("counts users, not lines, for a role change that affects many users", () => {
  const count = 5000;
  const world = (entitlements: readonly string[]): ModelBuilder => {
    const model = aModel().entitlement("okta/a").entitlement("okta/b");
    for (let number = 0; number < count; number += 1) model.user(`user-${number}`);
    return model.role("all", entitlements, { birthright: selector({ department: "Engineering" }) });
  };
  const { markdown, omitted } = renderComment(commentOn(compared(world(["okta/a"]), world(["okta/a", "okta/b"]))));
  const lines = [...markdown.matchAll(/^- (\d+) users \*\*gain\*\* .*: (.*)$/gm)];
  const shown = lines.reduce((sum, [, shown]) => sum + Number(shown), 0);
  expect(lines.every(([, shown, names]) => names?.split(", ").length === Number(shown))).toBe(true);
  expect(shown).toBeGreaterThan(1000);
  expect(shown + (omitted["access change"] ?? 0)).toBe(count);
});

it("blocks a change that is not shown completely, even if it is approved", () => {
  const { report, ...input } = aChangeOf(5000);
  const findings = { appeared: [], downgraded: [], resolved: [], kept: 0 };
  const clean = { ...report, approvals: [], findings, diff: { ...report.diff, findings: [] } };
  const cut = renderComment({ ...input, report: clean });
  expect(cut.verdict).toBe("blocked");
  expect(cut.markdown.split("\n")[1]).toMatch(/^\*\*Blocked\*\* by the size of the change\. /);
  expect(renderComment({ ...input, report: clean, budget: 10_000_000 }).verdict).toBe("nothing");
});

it("closes tables and collapsed sections in a truncated comment", () => {
  const html = skeletonOf(readMarkdown(renderComment(aChangeOf(5000)).markdown)).match(/html <\/?details>/g) ?? [];
  expect(html.filter((tag) => tag === "html <details>").length).toBe(
    html.filter((tag) => tag === "html </details>").length,
  );
});

it("does not fill the budget with the headings of 2000 systems", () => {
  const input = aChangeOf(4000);
  const systems = Array.from({ length: 2000 }, (_, number) => `system-${number}`);
  const { markdown, omitted } = renderComment({ ...input, plan: planOf(input.report.diff, systems) });
  expect(markdown.length).toBeLessThanOrEqual(commentBudget);
  expect(shownOperations(markdown) + (omitted.operation ?? 0)).toBe(4000);
  expect(shownChanges(markdown)).toBeGreaterThan(30);
});

it("leaves out and counts a text that is too long, and shows the following parts", () => {
  const input = aChangeOf(1);
  const long = aFinding({ message: "word ".repeat(20_000) });
  const appeared = [long, aFinding()].map((finding) => ({ finding, was: null }));
  const report = { ...input.report, findings: { appeared, downgraded: [], resolved: [], kept: 0 } };
  const { markdown, complete, omitted } = renderComment({ ...input, report });
  expect([shownFindings(markdown), complete, omitted]).toEqual([1, false, { finding: 1 }]);
});
