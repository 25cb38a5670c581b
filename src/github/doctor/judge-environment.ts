import { unknown, wrong } from "./finding.ts";
import type { DoctorFinding, Topic } from "./finding.ts";
import type { EnvironmentSettings } from "./settings.ts";

const rule = "workflow rule 8";

export interface JudgedEnvironment {
  readonly name: string;
  /** The environment whose credentials can change access. */
  readonly isApply: boolean;
  /** Null where it could not be read. */
  readonly defaultBranch: string | null;
}

export const environmentTopic = (name: string, part: string, subject: string): Topic => ({
  id: `environment/${name}/${part}`,
  rule,
  subject: `${subject} of the environment ${name}`,
});

/** What is wrong with an environment that holds credentials. */
export function judgeEnvironment(
  settings: EnvironmentSettings | null,
  judged: JudgedEnvironment,
): readonly DoctorFinding[] {
  const { name } = judged;
  if (settings === null) {
    const message = `There is no environment ${name}: its credentials would have to lie where every workflow can reach them.`;
    return [
      wrong(
        environmentTopic(name, "missing", "the existence"),
        message,
        `Create it: Settings → Environments → New environment → ${name}.`,
      ),
    ];
  }
  return [...judgeBranches(settings, judged), ...judgeGates(settings, judged)];
}

function judgeBranches(
  { branches }: EnvironmentSettings,
  { name, isApply, defaultBranch }: JudgedEnvironment,
): readonly DoctorFinding[] {
  const topic = environmentTopic(name, "branches", "the branches");
  const remedy = `Name the branch: Settings → Environments → ${name} → Deployment branches and tags → Selected branches and tags${defaultBranch === null ? "" : ` → ${defaultBranch}`}.`;
  if (branches === "any") return [wrong(topic, `A workflow on any branch gets the credentials of ${name}.`, remedy)];
  if (branches === "protected")
    return [
      wrong(
        topic,
        `"Protected branches only" gives the credentials of ${name} to every branch while none is protected.`,
        remedy,
      ),
    ];
  if (branches.length === 0 || branches.some(isEveryBranch))
    return [wrong(topic, `The branches of ${name} are not limited to a named one.`, remedy)];
  if (!isApply) return [];
  if (defaultBranch === null) return [unknown(topic, "The default branch is not known.")];
  const others = branches.filter((branch) => branch !== defaultBranch);
  if (others.length === 0) return [];
  return [
    wrong(topic, `Besides the default branch, these get the credentials of ${name}: ${others.join(", ")}.`, remedy),
  ];
}

/** A pattern of nothing but stars and slashes. */
const isEveryBranch = (pattern: string): boolean => /^(tag )?[*/]+$/.test(pattern);

function judgeGates(settings: EnvironmentSettings, { name, isApply }: JudgedEnvironment): readonly DoctorFinding[] {
  const findings: DoctorFinding[] = [];
  const page = `Settings → Environments → ${name}`;
  const bypass = environmentTopic(name, "admin-bypass", "the administrators' bypass");
  if (settings.adminsMayBypass === null) findings.push(unknown(bypass));
  if (settings.adminsMayBypass === true)
    findings.push(
      wrong(
        bypass,
        `Administrators can pass the gates of ${name} by.`,
        `Switch off: ${page} → Allow administrators to bypass configured protection rules.`,
      ),
    );
  if (isApply && settings.reviewers === 0)
    findings.push(
      wrong(
        environmentTopic(name, "reviewers", "the reviewers"),
        `Nobody has to let a job into ${name}, which can change access.`,
        `Name them: ${page} → Required reviewers.`,
      ),
    );
  if (settings.selfReviewPrevented === false)
    findings.push(
      wrong(
        environmentTopic(name, "self-review", "the self-review"),
        `Who starts a job can let it into ${name}.`,
        `Switch on: ${page} → Required reviewers → Prevent self-review.`,
      ),
    );
  return findings;
}
