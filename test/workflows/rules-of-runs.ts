import { type Job, list, text, type Workflow } from "./workflow.ts";
import type { WorkflowFinding, WorkflowRule } from "./workflow-rules.ts";

/** In minutes. */
const longest = 120;
const runners = new Set(["ubuntu-latest"]);

/** Requires time limits, single-use machines, and a last job that checks all results. */
export function judgeRuns(workflow: Workflow): readonly WorkflowFinding[] {
  return [...workflow.jobs.flatMap(judgeRun), ...(workflow.isForChanges ? judgeFinalJob(workflow) : [])];
}

function judgeRun({ id, all, steps }: Job): readonly WorkflowFinding[] {
  const findings: WorkflowFinding[] = [];
  const wrong = (rule: WorkflowRule, message: string) => findings.push({ rule, where: id, message });
  const minutes = all["timeout-minutes"];
  if (typeof minutes !== "number" || minutes > longest)
    wrong("time-limit", `the time limit is missing or above ${longest} minutes`);
  if (!list(all["runs-on"]).every((label) => runners.has(text(label))) || all["runs-on"] === undefined)
    wrong("runner", "it can run on a machine that is reused");
  if (all["uses"] !== undefined) wrong("pins", "it calls a workflow in another file");
  const written = JSON.stringify(all);
  if (/ACTIONS_(STEP|RUNNER)_DEBUG|NODE_DEBUG|GIT_(TRACE|CURL_VERBOSE)/.test(written))
    wrong("runner", "it prints the content of requests");
  if (steps.some(({ run }) => /\bset -\w*x|set -o xtrace|\b(env|printenv)\s*($|\|)/m.test(run)))
    wrong("runner", "its script prints its commands with their values");
  if (written.includes('"continue-on-error"')) wrong("final-job", "its failure would count as passed");
  return findings;
}

/** The base branch of a pull request or of the merge queue, both of which GitHub sets. */
const isBase = (value: unknown): boolean =>
  String(value).startsWith("${{ github.event.pull_request.base.ref || github.event.merge_group.base_ref ");

function judgeFinalJob({ jobs }: Workflow): readonly WorkflowFinding[] {
  const wrong = (message: string): WorkflowFinding => ({ rule: "final-job", where: "verdict", message });
  const last = jobs.find(({ id }) => id === "verdict");
  if (last === undefined) return [wrong("it is missing")];
  const findings: WorkflowFinding[] = [];
  if (last.if !== "always()") findings.push(wrong("it can be skipped"));
  const values = last.steps.flatMap(({ all }) => Object.entries((all["env"] ?? {}) as Record<string, string>));
  const script = last.steps.map(({ run }) => run).join("\n");
  for (const { id } of jobs.filter((job) => job !== last)) {
    if (!last.needs.includes(id)) findings.push(wrong(`it does not wait for ${id}`));
    const name = values.find(([, value]) => value === `\${{ needs.${id}.result }}`)?.[0];
    const isTested = name !== undefined && new RegExp(`\\[ "\\$${name}" = ("\\$expected"|success) \\]`).test(script);
    if (!isTested) findings.push(wrong(`it does not check the result of ${id}`));
  }
  const base = values.find(([, value]) => isBase(value))?.[0];
  if (base === undefined || !script.includes(`[ "\${${base}#refs/heads/}" = main ] &&`))
    findings.push({ ...wrong("it passes for a pull request into a branch other than main"), rule: "base" });
  if (/\|\|/.test(script)) findings.push(wrong("one result can compensate for another"));
  return findings;
}
