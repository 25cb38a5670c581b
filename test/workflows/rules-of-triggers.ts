import { canHoldProviderCredential } from "./environments.ts";
import { fields, type Job, list, text, type Workflow } from "./workflow.ts";
import type { WorkflowFinding } from "./workflow-rules.ts";

const allowed = new Set([
  "pull_request",
  "pull_request_review",
  "merge_group",
  "push",
  "schedule",
  "workflow_dispatch",
  "issues",
]);
/** Changes of a pull request's files or reviews; other people than the author can add a label or edit its text. */
const allowedTypes = new Set(["opened", "synchronize", "reopened", "submitted", "dismissed", "checks_requested"]);

/** Triggers with a base branch. Someone with write access can create a base with its own policies and program. */
const boundToBase = new Set(["pull_request", "merge_group"]);

/** Judges the triggers of a workflow, and its permissions and variables for all jobs. */
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
    if (boundToBase.has(name) && JSON.stringify(narrowed["branches"]) !== '["main"]')
      wrong(`${name} into a branch other than main starts it, and its result counts for the same commit on main`);
    const filters = Object.keys(narrowed).filter((filter) => filter !== "branches" && filter !== "types");
    if (boundToBase.has(name) && filters.length > 0)
      wrong(`${name} is filtered by ${filters.join(", ")}, and a required check is not reported`);
    if (name === "push" && JSON.stringify(narrowed) !== '{"branches":["main"]}')
      wrong("a push to a branch other than main starts it");
  }
  if (triggers.has("pull_request") !== triggers.has("merge_group"))
    wrong("a required check must report for pull requests and in the merge queue");
  if (triggers.has("pull_request_review") && jobs.some(canHoldProviderCredential))
    wrong("a review, which everyone can submit, starts a job with a provider's credentials");
  if (triggers.has("workflow_dispatch") || triggers.has("push"))
    for (const job of jobs)
      if (job.isCredentialed && !job.if.includes("github.ref == 'refs/heads/main'"))
        wrong(`${job.id} holds credentials and can be started from any branch`);
  if (triggers.has("issues")) findings.push(...judgeIssues(workflow));
  if (all["permissions"] === undefined || JSON.stringify(all["permissions"]) !== "{}")
    findings.push({ rule: "permissions", where: "permissions", message: "the default is not empty" });
  if (/\bsecrets\b/.test(JSON.stringify(fields(all["env"]))))
    findings.push({ rule: "environment", where: "env", message: "all jobs get a secret" });
  return findings;
}

/** The issue form sets this label. */
const madeWithForm = "contains(github.event.issue.labels.*.name, 'access-request')";
/** Matches references to a provider: its variables, the action's inputs, and the environments with its credentials. */
const provider = /OKTA_|GOOGLE_|google-(workload|service)|GOOGLE|plan-read|apply-write|review-write/;

/**
 * Everyone who can read the repository can open an issue. An issue can start only the job that answers it, without a
 * provider's credential. An edit starts nothing, because other people than the author can make it.
 */
function judgeIssues({ triggers, jobs, text: source }: Workflow): readonly WorkflowFinding[] {
  const findings: WorkflowFinding[] = [];
  const wrong = (message: string) => findings.push({ rule: "triggers", where: "on", message });
  if (triggers.size > 1) wrong("another event also starts the job for issues");
  if (JSON.stringify(triggers.get("issues")) !== '{"types":["opened"]}')
    wrong("other events than a new issue start it");
  if (provider.test(withoutComments(source))) wrong("an issue starts a job with a provider's credential");
  for (const job of jobs) {
    if (!isForForm(job)) wrong(`${job.id} runs for issues that were not made with the form`);
    if (fields(job.all["permissions"])["id-token"] !== undefined)
      wrong(`${job.id}, which an issue starts, gets an identity token`);
  }
  return findings;
}

const isForForm = ({ if: condition }: Job): boolean =>
  !condition.includes("||") && condition.split("&&").some((part) => part.trim() === madeWithForm);

const withoutComments = (source: string): string => source.replaceAll(/(^|\s)#.*$/gm, "");
