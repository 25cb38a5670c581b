import { fields, list, text, type Workflow } from "./workflow.ts";
import type { WorkflowFinding } from "./workflow-rules.ts";

const allowed = new Set([
  "pull_request",
  "pull_request_review",
  "merge_group",
  "push",
  "schedule",
  "workflow_dispatch",
]);
/** What has happened to a pull request's files; a label or an edit of its text can be made by others than its author. */
const allowedTypes = new Set(["opened", "synchronize", "reopened", "submitted", "dismissed", "checks_requested"]);

/** What may start a workflow, and what the whole of it is given. */
export function judgeTriggers(workflow: Workflow): readonly WorkflowFinding[] {
  const { triggers, jobs, all } = workflow;
  const findings: WorkflowFinding[] = [];
  const wrong = (message: string) => findings.push({ rule: "triggers", where: "on", message });
  for (const [name, narrowed] of triggers) {
    if (!allowed.has(name)) wrong(`${name} starts it`);
    const others = list(narrowed["types"])
      .map(text)
      .filter((type) => !allowedTypes.has(type));
    if (others.length > 0) wrong(`${name} of type ${others.join(", ")} starts it`);
    if (name === "push" && JSON.stringify(narrowed) !== '{"branches":["main"]}')
      wrong("a push to another branch than main starts it");
  }
  if (triggers.has("pull_request") !== triggers.has("merge_group"))
    wrong("a required check has to report for pull requests and in the merge queue");
  if (triggers.has("pull_request_review") && jobs.some(({ isCredentialed }) => isCredentialed))
    wrong("a review, which anybody may give, starts a job with credentials");
  if (triggers.has("workflow_dispatch") || triggers.has("push"))
    for (const job of jobs)
      if (job.isCredentialed && !job.if.includes("github.ref == 'refs/heads/main'"))
        wrong(`${job.id} holds credentials and can be started from any branch`);
  if (all["permissions"] === undefined || JSON.stringify(all["permissions"]) !== "{}")
    findings.push({ rule: "permissions", where: "permissions", message: "the default is not empty" });
  if (/\bsecrets\b/.test(JSON.stringify(fields(all["env"]))))
    findings.push({ rule: "environment", where: "env", message: "a secret is given to every job" });
  return findings;
}
