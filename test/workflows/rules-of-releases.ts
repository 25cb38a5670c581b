import { fields, type Job, type Step, text, type Workflow } from "./workflow.ts";
import type { WorkflowFinding } from "./workflow-rules.ts";

const build = "node .ci/bundle.mjs";
const compare = "node .ci/bundle.mjs --check";
const makesRelease = ({ run }: Step): boolean => /\brefs\/tags\/|\bgit tag\b|\bgh release create\b/.test(run);

export const isReleaseWorkflow = ({ jobs }: Workflow): boolean => jobs.some(({ steps }) => steps.some(makesRelease));

/** Requires a clean checkout of the default branch, a compared bundle, no moved tag and a verified attestation. */
export function judgeRelease(workflow: Workflow): readonly WorkflowFinding[] {
  if (!isReleaseWorkflow(workflow)) return [];
  const findings: WorkflowFinding[] = [];
  const wrong = (where: string, message: string) => findings.push({ rule: "release", where, message });
  if ([...workflow.triggers.keys()].join() !== "workflow_dispatch") wrong("on", "a release can start without a person");
  for (const job of workflow.jobs.filter(({ steps }) => steps.some(makesRelease)))
    for (const message of problemsOf(job)) wrong(job.id, message);
  return findings;
}

function problemsOf({ if: condition, steps }: Job): readonly string[] {
  const [first] = steps;
  const places = new Map(steps.map((step, place) => [step.run.trim(), place]));
  const built = places.get(build) ?? Infinity;
  const compared = places.get(compare) ?? Infinity;
  const pushed = steps.findIndex(makesRelease);
  const installed = steps.findIndex(({ run }) => run.startsWith("npm ci "));
  const last = steps.findLastIndex(({ run }) => run.includes("gh release create"));
  const verified = /gh release create[^]*\ngh release verify "v\$VERSION"(\n|$)/.test(steps[last]?.run ?? "");
  const pushes = steps.flatMap(({ run }) => run.split("\n").filter((line) => /\bgit (push|tag)\b/.test(line)));
  const isForced = pushes.some((line) =>
    /\s(-f|-d|--force\S*|--delete|--mirror)(\s|$)|["\s]\+|"?:refs\/tags/.test(line),
  );
  const isUnclean = !steps.some(({ run }) => run.includes("git status --porcelain") && run.includes("exit 1"));
  return [
    ...(condition === "github.ref == 'refs/heads/main'" ? [] : ["it can be started from another branch"]),
    ...(first?.uses.startsWith("actions/checkout@") === true && text(first.with["ref"]) === "main"
      ? []
      : ["the first step does not check out the default branch"]),
    ...(installed < built && built < compared && compared < pushed
      ? []
      : ["the bundle is not built and compared before"]),
    ...(isUnclean ? ["files that the build leaves behind are not detected"] : []),
    ...(isForced ? ["a tag can be moved or removed"] : []),
    ...(verified ? [] : ["the attestation is not verified"]),
    ...steps
      .filter((step) => hasToken(step) && /\b(npm|npx|node)\b/.test(step.run))
      .map(({ where }) => `${where} gives the token to packages`),
  ];
}

const hasToken = ({ all }: Step): boolean => JSON.stringify(fields(all["env"])).includes("github.token");
