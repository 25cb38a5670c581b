import { applyEnvironment, environments, misplacedSecrets, requestEnvironment } from "./environments.ts";
import { fields, type Job, text, type Workflow } from "./workflow.ts";
import type { WorkflowFinding, WorkflowRule } from "./workflow-rules.ts";

/** What a job may be allowed to write at all. */
const writable = new Set(["contents", "pull-requests", "checks", "id-token"]);
const sameRepository = "github.event.pull_request.head.repo.full_name == github.repository";
/** Answers to one issue follow each other. */
const groupOfIssue = "request-${{ github.event.issue.number }}";

/** What each job is given, when it runs, and beside what. */
export function judgeJobs(workflow: Workflow): readonly WorkflowFinding[] {
  return workflow.jobs.flatMap((job) => [
    ...judgePermissions(job, workflow),
    ...judgeCredentials(job, workflow),
    ...judgeConcurrency(job, workflow),
  ]);
}

const finding =
  (job: Job) =>
  (rule: WorkflowRule, message: string): WorkflowFinding => ({ rule, where: job.id, message });

function judgePermissions(job: Job, { isForChanges, triggers }: Workflow): readonly WorkflowFinding[] {
  const found = finding(job);
  const { permissions } = job.all;
  if (typeof permissions !== "object" || permissions === null)
    return [found("permissions", "the job does not list its permissions one by one")];
  const given = Object.entries(fields(permissions)).map(([name, access]) => ({ name, access: text(access) }));
  const writes = given.filter(({ access }) => access !== "read" && access !== "none").map(({ name }) => name);
  const others = writes.filter((name) => name !== "id-token");
  return [
    ...writes.filter((name) => !writable.has(name)).map((name) => found("permissions", `the job may write ${name}`)),
    ...given
      .filter(({ name }, at) => !new RegExp(`^\\s+${name}: \\w+ # \\S`).test(job.permissionLines[at] ?? ""))
      .map(({ name }) => found("permissions", `no reason stands beside ${name}`)),
    ...(triggers.has("issues") && writes.length > 0
      ? [found("permissions", `what an issue starts may write ${writes.join(", ")} with the job's own token`)]
      : []),
    ...(isForChanges && job.isCredentialed && others.length > 0
      ? [found("permissions", `a job with credentials may write ${others.join(", ")} for a change that is not merged`)]
      : []),
    ...(isForChanges && writes.includes("contents")
      ? [found("permissions", "a change that is not merged may write to the repository")]
      : []),
    ...(isForChanges && writes.length > 0 && !isGuarded(job.if)
      ? [found("fork-guard", "a job that may write runs for forks")]
      : []),
    ...(writes.includes("id-token") && job.environment === ""
      ? [found("federation", "the forge vouches for a job outside the environments")]
      : []),
  ];
}

/** Every way through the condition goes by the comparison, or is the merge queue, which no fork reaches. */
function isGuarded(condition: string): boolean {
  const bare = condition.replace(/^\$\{\{(.*)\}\}$/s, "$1").trim();
  return bare
    .split("||")
    .every(
      (way) =>
        way.split("&&").some((part) => part.trim() === sameRepository) ||
        way.trim() === "github.event_name == 'merge_group'",
    );
}

function judgeCredentials(job: Job, { isForChanges, triggers }: Workflow): readonly WorkflowFinding[] {
  const found = finding(job);
  const findings: WorkflowFinding[] = [];
  const written = JSON.stringify(job.all);
  if (job.environment !== "" && !environments.has(job.environment))
    findings.push(found("environment", `${job.environment} is none of the four environments`));
  if (job.environment === "" && job.isCredentialed)
    findings.push(found("environment", "a secret is read outside the environments"));
  if (isForChanges && job.environment === applyEnvironment)
    findings.push(found("environment", "a change that is not merged reaches the credentials that can write"));
  if (triggers.has("issues") !== (job.environment === requestEnvironment))
    findings.push(found("environment", `${requestEnvironment} is for what issues start, and for nothing else`));
  for (const name of misplacedSecrets(job))
    findings.push(found("environment", `${name} is read, which belongs to another environment`));
  if (/toJSON\(\s*secrets|\bsecrets\s*\[|"secrets":"inherit"/i.test(written))
    findings.push(found("environment", "secrets are taken together or by a computed name"));
  if (isForChanges && job.isCredentialed && !isGuarded(job.if))
    findings.push(found("fork-guard", "a job with credentials runs for forks"));
  return findings;
}

function judgeConcurrency(job: Job, { all, triggers }: Workflow): readonly WorkflowFinding[] {
  const { group, queue, "cancel-in-progress": cancels } = fields(job.all["concurrency"] ?? all["concurrency"]);
  if (triggers.has("issues") && (group !== groupOfIssue || cancels !== false))
    return [finding(job)("concurrency", "another issue could cancel or replace the answer to this one")];
  if (job.environment !== applyEnvironment) return [];
  if (group === "apply" && cancels === false && queue === "max") return [];
  return [finding(job)("concurrency", "two runs could write at once, or one be cancelled or replaced")];
}
