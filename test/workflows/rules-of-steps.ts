import { applyEnvironment, canHoldProviderCredential, requestEnvironment, reviewEnvironment } from "./environments.ts";
import { type Job, type Step, text, type Workflow } from "./workflow.ts";
import type { WorkflowFinding, WorkflowRule } from "./workflow-rules.ts";

/** Texts that the author of a pull request chooses. */
const foreign =
  /github\.head_ref|github\.event\.(pull_request\.(title|body|head\.(ref|label|user|repo\.(?!full_name))|user|labels|milestone)|review|comment|issue|head_commit|commits|pusher|sender)/;

/** Judges the code, source and inputs of each step. */
export function judgeSteps(workflow: Workflow): readonly WorkflowFinding[] {
  return workflow.jobs.flatMap((job) => [
    ...job.steps.flatMap((step) => judgeStep(step, job)),
    ...judgeEngine(job, workflow),
  ]);
}

function judgeStep(step: Step, job: Job): readonly WorkflowFinding[] {
  const findings: WorkflowFinding[] = [];
  const wrong = (rule: WorkflowRule, message: string) => findings.push({ rule, where: step.where, message });
  const action = step.uses.split("@")[0] ?? "";
  if (step.uses !== "" && !step.uses.startsWith("./")) {
    if (!/^\s*(- )?uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(step.usesLine))
      wrong("pins", `${step.uses} is not pinned to a full commit with its version in a comment`);
    if (job.isCredentialed && !action.startsWith("actions/"))
      wrong("pins", `${action} is not an action of GitHub and runs with credentials`);
  }
  if (action === "actions/checkout" && step.with["persist-credentials"] !== false)
    wrong("checkout", "the token is stored on disk");
  if (/submodules|lfs|allow-unsafe-pr-checkout/.test(Object.keys(step.with).join(" ")))
    wrong("checkout", "it checks out more than the files");
  if (action.startsWith("actions/cache") || step.with["cache"] !== undefined) wrong("cache", "a cache is restored");
  const installs = [...step.run.matchAll(/\b(npm (?:ci|i|install|exec)|npx|pnpm|yarn|pip|curl|wget)\b.*/g)];
  for (const [line] of installs)
    if (job.isCredentialed) wrong("install", `it runs ${line} in a job with credentials`);
    else if (!line.includes("--ignore-scripts")) wrong("install", `${line} runs install scripts`);
  if (/\$\{\{/.test(step.run + text(step.all["shell"]))) wrong("expressions", "a script contains an expression");
  if (/GITHUB_(ENV|PATH|OUTPUT|STATE)|::set-|::add-path/.test(step.run))
    wrong("expressions", "a script writes to the runner's command files");
  if (foreign.test(JSON.stringify([step.with, step.all["env"] ?? null, job.all["env"] ?? null])))
    wrong("expressions", "untrusted text becomes an argument or a variable");
  if (action === "actions/create-github-app-token") judgeAppToken(step, job, wrong);
  judgeArtifact(step, { action, job, wrong });
  if (isRolecall(step) && step.with["command"] === "apply") judgeApply(step, { job, wrong });
  if (isRolecall(step) && ["comment", "approvals"].includes(text(step.with["command"]))) judgeReview(step, wrong);
  return findings;
}

type Wrong = (rule: WorkflowRule, message: string) => void;
const isRolecall = ({ uses }: Step): boolean => /^\.\/(\w+\/)?\.github\/actions\/rolecall$/.test(uses);

function judgeArtifact(step: Step, { action, job, wrong }: { action: string; job: Job; wrong: Wrong }): void {
  const isUpload = action === "actions/upload-artifact";
  if (!isUpload && action !== "actions/download-artifact") return;
  const name = text(step.with["name"]);
  if (!name.includes("${{ github.run_id }}") || !name.includes("${{ github.run_attempt }}"))
    wrong("artifacts", "its name is not unique to the run");
  const days = step.with["retention-days"];
  if (isUpload && (typeof days !== "number" || days > 7)) wrong("artifacts", "it is kept for more than a week");
  if (isUpload) return;
  if (["run-id", "repository", "github-token", "pattern"].some((key) => step.with[key] !== undefined))
    wrong("artifacts", "it can come from another run");
  if (!job.steps.some((other) => isRolecall(other) && text(other.with["plan-sha256"]).includes("needs.")))
    wrong("artifacts", "it is used without its digest");
  if (canHoldProviderCredential(job)) wrong("artifacts", "it is used in a job with a provider's credentials");
}

/** The permissions of each app's token, by the environment of its key. */
const permissionsOfApp: Readonly<Record<string, readonly string[]>> = {
  [requestEnvironment]: ["permission-contents", "permission-pull-requests", "permission-issues"],
  [reviewEnvironment]: ["permission-pull-requests", "permission-checks"],
  [applyEnvironment]: ["permission-pull-requests"],
};

/** Without a list, the token has all permissions of the app; with another owner or repository, it covers more than this one. */
function judgeAppToken(step: Step, { environment }: Job, wrong: Wrong): void {
  const given = Object.entries(step.with).filter(([name]) => name.startsWith("permission-"));
  if (given.length === 0) wrong("permissions", "the app's token has all permissions of the app");
  const writable = permissionsOfApp[environment] ?? [];
  for (const [name, access] of given)
    if (text(access) !== "read" && !(text(access) === "write" && writable.includes(name)))
      wrong("permissions", `the app's token has ${name}`);
  for (const name of ["owner", "repositories", "enterprise", "skip-token-revoke", "github-api-url"])
    if (step.with[name] !== undefined) wrong("permissions", `the app's token is created with ${name}`);
}

function judgeApply(step: Step, { job, wrong }: { job: Job; wrong: Wrong }): void {
  const written = text(step.with["arguments"])
    .split("\n")
    .map((line) => line.trim());
  for (const needed of ["--unattended", "--branch=main", "--journal=branch:rolecall-journal"])
    if (!written.includes(needed)) wrong("apply", `${needed} is missing`);
  if (written.some((argument) => /^--(yes|plan)/.test(argument)) || step.with["plan-file"] !== undefined)
    wrong("apply", "it would follow a file or a flag without verification");
  if (job.environment !== "apply-write") wrong("environment", "apply runs outside the environment apply-write");
  const tip = job.steps.find(({ uses }) => uses.startsWith("actions/checkout@"));
  if (tip?.with["ref"] !== "main" || tip.with["fetch-depth"] !== 0)
    wrong("apply", "it does not check out the tip with its history");
}

/** The program refuses a pull request into another branch than this one. */
function judgeReview(step: Step, wrong: Wrong): void {
  const written = text(step.with["arguments"]).split("\n");
  const branches = written.map((line) => line.trim()).filter((line) => line.startsWith("--branch"));
  if (branches.join() !== "--branch=main") wrong("base", "it judges a pull request into a branch other than main");
}

/** Judges the checkout of local actions, and requires that jobs with credentials run no other code of the change. */
function judgeEngine(job: Job, { isForChanges, triggers }: Workflow): readonly WorkflowFinding[] {
  const findings: WorkflowFinding[] = [];
  const checkouts = new Map(
    job.steps
      .filter(({ uses }) => uses.startsWith("actions/checkout@"))
      .map((step) => [text(step.with["path"]), text(step.with["ref"])]),
  );
  for (const step of job.steps) {
    const wrong = (message: string) => findings.push({ rule: "engine", where: step.where, message });
    if (step.uses.startsWith("./")) {
      const folder = /^\.\/(\w+)\/\.github\/actions\//.exec(step.uses)?.[1] ?? "";
      const ref = checkouts.get(folder) ?? "";
      // The base of a pull request can be a branch that its author created.
      if (ref !== "main") wrong("the program does not come from the default branch");
    }
    const isForeign = isForChanges || triggers.has("issues");
    if (isForeign && job.isCredentialed && step.run !== "") wrong("a script runs in a job with credentials");
  }
  return findings;
}
