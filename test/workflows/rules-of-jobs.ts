import { applyEnvironment, environments, misplacedSecrets, requestEnvironment } from "./environments.ts";
import { fields, type Job, text, type Workflow } from "./workflow.ts";
import type { WorkflowFinding, WorkflowRule } from "./workflow-rules.ts";

/** The permissions that a job may have with write access. */
const writable = new Set(["contents", "pull-requests", "checks", "id-token"]);
const sameRepository = "github.event.pull_request.head.repo.full_name == github.repository";
const intoMain = "github.event.pull_request.base.ref == 'main'";
const inMergeQueue = "github.event_name == 'merge_group'";
/** Answers to one issue run one after the other. */
const groupOfIssue = "request-${{ github.event.issue.number }}";

/** Judges the permissions, condition, environment and concurrency of each job. */
export function judgeJobs(workflow: Workflow): readonly WorkflowFinding[] {
  return workflow.jobs.flatMap((job) => [
    ...judgePermissions(job, workflow),
    ...judgeCredentials(job, workflow),
    ...judgeConcurrency(job, workflow),
    ...judgeBase(job, workflow),
  ]);
}

const finding =
  (job: Job) =>
  (rule: WorkflowRule, message: string): WorkflowFinding => ({ rule, where: job.id, message });

function judgePermissions(job: Job, { isForChanges, triggers }: Workflow): readonly WorkflowFinding[] {
  const found = finding(job);
  const { permissions } = job.all;
  if (typeof permissions !== "object" || permissions === null)
    return [found("permissions", "the job does not list its permissions")];
  const given = Object.entries(fields(permissions)).map(([name, access]) => ({ name, access: text(access) }));
  const writes = given.filter(({ access }) => access !== "read" && access !== "none").map(({ name }) => name);
  const others = writes.filter((name) => name !== "id-token");
  return [
    ...writes.filter((name) => !writable.has(name)).map((name) => found("permissions", `the job can write ${name}`)),
    ...given
      .filter(({ name }, at) => !new RegExp(`^\\s+${name}: \\w+ # \\S`).test(job.permissionLines[at] ?? ""))
      .map(({ name }) => found("permissions", `${name} has no comment with the reason`)),
    ...(triggers.has("issues") && writes.length > 0
      ? [found("permissions", `a job that an issue starts can write ${writes.join(", ")} with its own token`)]
      : []),
    ...(isForChanges && job.isCredentialed && others.length > 0
      ? [found("permissions", `a job with credentials can write ${others.join(", ")} for a change that is not merged`)]
      : []),
    ...(isForChanges && writes.includes("contents")
      ? [found("permissions", "a change that is not merged can write to the repository")]
      : []),
    ...(isForChanges && writes.length > 0 && !isGuarded(job.if)
      ? [found("fork-guard", "a job with write permissions runs for forks")]
      : []),
    ...(writes.includes("id-token") && job.environment === ""
      ? [found("federation", "a job outside the environments gets an identity token")]
      : []),
  ];
}

/** Matches a condition whose alternatives all compare the repository or require the merge queue, which forks cannot use. */
function isGuarded(condition: string): boolean {
  return alternativesOf(condition).every(
    (parts) => parts.includes(sameRepository) || (parts.length === 1 && parts[0] === inMergeQueue),
  );
}

/** Returns the parts, joined by `&&`, of each alternative of a condition. */
function alternativesOf(condition: string): readonly (readonly string[])[] {
  const bare = condition.replace(/^\$\{\{(.*)\}\}$/s, "$1").trim();
  return bare.split("||").map((alternative) => alternative.split("&&").map((part) => part.trim()));
}

/** GitHub does not filter reviews by branch, so each job that a review starts does. */
function judgeBase(job: Job, { triggers }: Workflow): readonly WorkflowFinding[] {
  if (!triggers.has("pull_request_review") || job.id === "verdict") return [];
  if (alternativesOf(job.if).every((parts) => parts.includes(intoMain) || parts.includes(inMergeQueue))) return [];
  return [finding(job)("base", "a review of a pull request into a branch other than main starts it")];
}

function judgeCredentials(job: Job, { isForChanges, triggers }: Workflow): readonly WorkflowFinding[] {
  const found = finding(job);
  const findings: WorkflowFinding[] = [];
  const written = JSON.stringify(job.all);
  if (job.environment !== "" && !environments.has(job.environment))
    findings.push(found("environment", `${job.environment} is not one of the four environments`));
  if (job.environment === "" && job.isCredentialed)
    findings.push(found("environment", "a secret is read outside the environments"));
  if (isForChanges && job.environment === applyEnvironment)
    findings.push(found("environment", "a change that is not merged can read the credentials that can write"));
  if (triggers.has("issues") !== (job.environment === requestEnvironment))
    findings.push(found("environment", `${requestEnvironment} is only for jobs that issues start`));
  for (const name of misplacedSecrets(job))
    findings.push(found("environment", `${name} belongs to another environment`));
  if (/toJSON\(\s*secrets|\bsecrets\s*\[|"secrets":"inherit"/i.test(written))
    findings.push(found("environment", "secrets are read together or by a computed name"));
  if (isForChanges && job.isCredentialed && !isGuarded(job.if))
    findings.push(found("fork-guard", "a job with credentials runs for forks"));
  return findings;
}

function judgeConcurrency(job: Job, { all, triggers }: Workflow): readonly WorkflowFinding[] {
  const { group, queue, "cancel-in-progress": cancels } = fields(job.all["concurrency"] ?? all["concurrency"]);
  if (triggers.has("issues") && (group !== groupOfIssue || cancels !== false))
    return [finding(job)("concurrency", "another issue can cancel or replace the answer to this one")];
  if (job.environment !== applyEnvironment) return [];
  if (group === "apply" && cancels === false && queue === "max") return [];
  return [finding(job)("concurrency", "two runs can write at the same time, or one can be cancelled or replaced")];
}
