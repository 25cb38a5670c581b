import { judgeJobs } from "./rules-of-jobs.ts";
import { isReleaseWorkflow, judgeRelease } from "./rules-of-releases.ts";
import { judgeRuns } from "./rules-of-runs.ts";
import { judgeSteps } from "./rules-of-steps.ts";
import { judgeTriggers } from "./rules-of-triggers.ts";
import { text, type Workflow } from "./workflow.ts";

/** What can be wrong with a workflow file, each with what it guards against. */
export const workflowRules = {
  permissions:
    "nothing by default; each job lists what it needs, with the reason; who writes holds no provider's credential",
  triggers: "only triggers that run reviewed workflows, and none that anybody can pull in front of credentials",
  "fork-guard": "what holds a credential or may write runs for branches of this repository alone",
  engine: "what a job with a credential runs comes from the base or the default branch",
  pins: "every action stands at a full commit with its version beside it; with credentials, the forge's own alone",
  checkout: "no credential is left on disk",
  cache: "no cache is restored, which another run may have filled",
  install: "nobody's install scripts run; with credentials nothing is installed",
  expressions: "no expression in a script, no foreign text in arguments, nothing written to the runner's command files",
  environment:
    "credentials live in four environments: only what is merged reaches the one that can write to a provider, and an app's key stands apart from what can read one",
  federation: "only a job in an environment can have the forge vouch for it",
  concurrency: "one constant group for everything that writes, never cancelled, never replaced",
  apply: "apply verifies by itself, reads the tip, keeps its journal and asks nobody",
  artifacts: "an artifact has a name of its own, goes soon, and is taken only with its digest",
  "final-job": "a last job looks at each result: a skipped job would count as passed",
  "time-limit": "every job ends",
  runner: "hosted runners, and no log that prints what it should not",
  bundle: "two builds of the bundle are compared on every change, and only a release changes the committed one",
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

/** Judges the workflow files of a repository together. */
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

/** What has to happen in some workflow, whichever it is. */
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
      message: "two last jobs have one name: either passes for the other",
    });
  return findings;
}

/** The workflows run the committed bundle beside credentials: it may change only to what the sources give. */
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
    ...(compared.length > 0 ? [] : [wrong("all", "a change of the committed bundle is not noticed")]),
    ...compared
      .filter(({ steps }) => !steps.some(({ with: { "fetch-depth": depth } }) => depth === 2 || depth === 0))
      .map(({ id }) => wrong(id, "the commit to compare with is not fetched")),
    ...writers.map(({ file }) => wrong(file, "only the release workflow writes the bundle")),
  ];
}
