import { judgeJobs } from "./rules-of-jobs.ts";
import { isReleaseWorkflow, judgeRelease } from "./rules-of-releases.ts";
import { judgeRuns } from "./rules-of-runs.ts";
import { judgeSteps } from "./rules-of-steps.ts";
import { judgeTriggers } from "./rules-of-triggers.ts";
import { text, type Workflow } from "./workflow.ts";

/** The rules for workflow files, each with what it requires. */
export const workflowRules = {
  permissions:
    "no default permissions; each job lists its permissions with reasons; jobs that write hold no provider's credential",
  triggers: "only triggers that run reviewed workflows, and none by which everyone can start a job with credentials",
  "fork-guard": "jobs with a credential or write permissions run only for branches of this repository",
  engine: "local actions run code from the default branch, never from the base that a pull request names",
  base: "a job and its verdict count only for a pull request into the default branch",
  pins: "actions are pinned to a full commit with the version in a comment; with credentials, only GitHub's own actions",
  checkout: "no credential is left on disk",
  cache: "no cache is restored: another run can have written it",
  install: "install scripts do not run; with credentials, nothing is installed",
  expressions: "no expression in a script, no untrusted text in arguments, no writes to the runner's command files",
  environment:
    "credentials are in four environments: only merged changes use the one that can write to a provider, and an app's key is separate from reading credentials",
  federation: "only a job in an environment gets an identity token",
  concurrency: "all jobs that write share one constant group, which never cancels or replaces a run",
  apply: "apply verifies approvals, reads the tip, keeps its journal and needs no answer",
  artifacts: "an artifact has a unique name, is deleted soon, and is used only with its digest",
  "final-job": "a last job checks each result: a skipped job would count as passed",
  "time-limit": "every job has a time limit",
  runner: "hosted runners only, and no log with secrets",
  bundle: "two builds of the bundle are compared on every change, and only a release changes the committed bundle",
  release: "a release is built from the default branch, compared, tagged once and attested",
  audit: "these rules and the linter run on every change",
  "self-check": "the settings are read back every week",
} as const;

export type WorkflowRule = keyof typeof workflowRules;

export interface WorkflowFinding {
  readonly rule: WorkflowRule;
  readonly where: string;
  readonly message: string;
}

/** Judges all workflow files of a repository. */
export function judgeWorkflows(workflows: readonly Workflow[]): readonly WorkflowFinding[] {
  return [
    ...workflows.flatMap((workflow) =>
      [judgeTriggers, judgeJobs, judgeRuns, judgeSteps, judgeRelease].flatMap((judge) =>
        judge(workflow).map((finding) => ({ ...finding, where: `${workflow.file}: ${finding.where}` })),
      ),
    ),
    ...judgeTogether(workflows),
  ];
}

/** Judges what at least one workflow must do. */
function judgeTogether(workflows: readonly Workflow[]): readonly WorkflowFinding[] {
  const findings: WorkflowFinding[] = [];
  const onChanges = workflows
    .filter(({ triggers }) => triggers.has("pull_request"))
    .flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps.map(({ run }) => run.trim())));
  findings.push(...judgeBundle(workflows));
  if (!onChanges.includes("npm test"))
    findings.push({ rule: "audit", where: "all", message: "no workflow runs the tests on every change" });
  const weekly = workflows.some(
    ({ triggers, jobs }) =>
      triggers.has("schedule") && jobs.some(({ steps }) => steps.some((step) => step.with["command"] === "doctor")),
  );
  if (!weekly) findings.push({ rule: "self-check", where: "all", message: "no scheduled workflow runs the doctor" });
  const names = workflows
    .filter(({ isForChanges }) => isForChanges)
    .flatMap(({ jobs }) => jobs.filter(({ id }) => id === "verdict").map(({ id, all }) => text(all["name"]) || id));
  if (new Set(names).size < names.length)
    findings.push({
      rule: "final-job",
      where: "all",
      message: "two last jobs have the same name: each counts for the other",
    });
  return findings;
}

/** The workflows run the committed bundle with credentials: it can change only to a bundle that matches its sources. */
function judgeBundle(workflows: readonly Workflow[]): readonly WorkflowFinding[] {
  const wrong = (where: string, message: string): WorkflowFinding => ({ rule: "bundle", where, message });
  const onChanges = workflows.filter(({ triggers }) => triggers.has("pull_request")).flatMap(({ jobs }) => jobs);
  const runs = (line: string) => onChanges.filter(({ steps }) => steps.some(({ run }) => run.trim() === line));
  const compared = runs("node .ci/bundle.mjs --since HEAD^1");
  const writers = workflows.filter(
    (workflow) =>
      !isReleaseWorkflow(workflow) &&
      workflow.jobs.some(({ steps }) =>
        steps.some(({ run }) => /\.ci\/bundle\.mjs(?! --(check|reproducible|since)\b)|npm run bundle\b(?!:)/.test(run)),
      ),
  );
  return [
    ...(runs("node .ci/bundle.mjs --reproducible").length > 0
      ? []
      : [wrong("all", "no workflow compares two builds of the bundle on every change")]),
    ...(compared.length > 0 ? [] : [wrong("all", "a change of the committed bundle is not detected")]),
    ...compared
      .filter(({ steps }) => !steps.some(({ with: { "fetch-depth": depth } }) => depth === 2 || depth === 0))
      .map(({ id }) => wrong(id, "the commit to compare with is not fetched")),
    ...writers.map(({ file }) => wrong(file, "only the release workflow writes the bundle")),
  ];
}
