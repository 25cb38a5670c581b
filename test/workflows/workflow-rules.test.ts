import { describe, expect, it } from "vitest";
import { hostileAccess } from "./hostile-access.ts";
import { hostileReleases } from "./hostile-releases.ts";
import { hostileRequests } from "./hostile-requests.ts";
import { hostileRuns } from "./hostile-runs.ts";
import { shipped } from "./shipped.ts";
import { parseWorkflow, text } from "./workflow.ts";
import { judgeWorkflows, type WorkflowFinding, workflowRules } from "./workflow-rules.ts";

const judged = (texts: ReadonlyMap<string, string>): readonly WorkflowFinding[] =>
  judgeWorkflows([...texts].map(([file, source]) => parseWorkflow(file, source)));

const hostileEdits = [...hostileAccess, ...hostileRuns, ...hostileRequests, ...hostileReleases];

describe("the workflows of this repository", () => {
  it("follow all rules", () => {
    expect([...shipped.keys()].sort()).toEqual([
      "apply.yml",
      "approvals.yml",
      "ci.yml",
      "plan.yml",
      "release.yml",
      "request.yml",
      "scheduled.yml",
    ]);
    expect(judged(shipped)).toEqual([]);
  });
});

describe("the steps that read reviews or settings", () => {
  const steps = [...shipped].flatMap(([file, source]) =>
    parseWorkflow(file, source).jobs.flatMap((job) =>
      job.steps.filter((step) => ["comment", "approvals", "apply", "doctor"].includes(text(step.with["command"]))),
    ),
  );

  it("include every step of that kind", () => {
    expect(steps.map(({ with: { command } }) => text(command)).sort()).toEqual([
      "apply",
      "apply",
      "approvals",
      "comment",
      "doctor",
    ]);
  });

  it.each(steps)("$where uses the installed app: a job's token sees neither teams nor settings", ({ all }) => {
    expect(all["env"]).toMatchObject({
      GITHUB_TOKEN: "${{ steps.app.outputs.token }}",
      ROLECALL_GITHUB_APP: "${{ steps.app.outputs.app-slug }}",
    });
  });
});

describe("a hostile edit of a workflow", () => {
  it.each(hostileEdits)("$rule: $name", ({ file, from, to, rule, also = [] }) => {
    const before = shipped.get(file) ?? "";
    const after = before.replace(from, () => to);
    expect(after, "the edit no longer matches the file").not.toBe(before);
    const noticed = judged(new Map(shipped).set(file, after)).map((finding) => finding.rule);
    expect([...new Set(noticed)].sort()).toEqual([rule, ...also].sort());
  });

  it("is tested for every rule", () => {
    const tried = new Set(hostileEdits.map(({ rule }) => rule));
    expect(Object.keys(workflowRules).filter((rule) => !tried.has(rule as keyof typeof workflowRules))).toEqual([]);
  });
});
