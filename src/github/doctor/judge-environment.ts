import { judged, unknown, wrong } from "./finding.ts";
import type { DoctorFinding, Topic } from "./finding.ts";
import { expectedBranches, isExpectedSecret } from "./expected-environments.ts";
import type { EnvironmentSettings, EnvironmentUse } from "./settings.ts";

const rule = "workflow rule 8";

export interface JudgedEnvironment {
  readonly name: string;
  readonly use: EnvironmentUse;
  /** Null where the default branch could not be read. */
  readonly defaultBranch: string | null;
}

export const environmentTopic = (name: string, part: string, subject: string): Topic => ({
  id: `environment/${name}/${part}`,
  rule,
  subject: `${subject} of the environment ${name}`,
});

/** Returns the findings about an environment that holds credentials. */
export function judgeEnvironment(
  settings: EnvironmentSettings | null,
  environment: JudgedEnvironment,
): readonly DoctorFinding[] {
  const { name } = environment;
  if (settings === null) {
    const message = `GitHub found no environment ${name}, or the token may not see it: without the environment, its credentials are stored where every workflow can read them.`;
    return [
      wrong(
        environmentTopic(name, "missing", "the existence"),
        message,
        `Create it: Settings → Environments → New environment → ${name}.`,
      ),
    ];
  }
  return [
    ...judgeBranches(settings, environment),
    ...judgeProtection(settings, environment),
    ...judgeSecretNames(settings, environment),
  ];
}

function judgeBranches(
  { branches }: EnvironmentSettings,
  { name, use, defaultBranch }: JudgedEnvironment,
): readonly DoctorFinding[] {
  const topic = environmentTopic(name, "branches", "the branches");
  const remedy = `Select the branch: Settings → Environments → ${name} → Deployment branches and tags → Selected branches and tags${defaultBranch === null ? "" : ` → ${expectedBranches(use, defaultBranch).join(", ")}`}.`;
  if (branches === "any") return [wrong(topic, `A workflow on any branch gets the credentials of ${name}.`, remedy)];
  if (branches === "protected")
    return [
      wrong(
        topic,
        `"Protected branches only" gives the credentials of ${name} to every branch while no branch is protected.`,
        remedy,
      ),
    ];
  if (branches.length === 0 || branches.some(isEveryBranch))
    return [wrong(topic, `The branches of ${name} are not limited to named branches.`, remedy)];
  if (defaultBranch === null) return [unknown(topic, "The default branch is not known.")];
  const others = branches.filter((branch) => !expectedBranches(use, defaultBranch).includes(branch));
  if (others.length === 0) return [];
  return [wrong(topic, `Branches that do not need the credentials of ${name} get them: ${others.join(", ")}.`, remedy)];
}

/** Matches a pattern that consists only of stars and slashes. */
const isEveryBranch = (pattern: string): boolean => /^(tag )?[*/]+$/.test(pattern);

function judgeProtection(settings: EnvironmentSettings, { name, use }: JudgedEnvironment): readonly DoctorFinding[] {
  const findings: DoctorFinding[] = [];
  const page = `Settings → Environments → ${name}`;
  const bypass = environmentTopic(name, "admin-bypass", "the administrators' bypass");
  if (settings.adminsMayBypass === null) findings.push(unknown(bypass));
  if (settings.adminsMayBypass === true)
    findings.push(
      wrong(
        bypass,
        `Administrators can bypass the protection rules of ${name}.`,
        `Disable: ${page} → Allow administrators to bypass configured protection rules.`,
      ),
    );
  if (use === "apply" && settings.reviewers === 0)
    findings.push(
      wrong(
        environmentTopic(name, "reviewers", "the reviewers"),
        `No reviewer has to approve a job in ${name}, which can change access.`,
        `Add reviewers: ${page} → Required reviewers.`,
      ),
    );
  if (settings.selfReviewPrevented === false)
    findings.push(
      wrong(
        environmentTopic(name, "self-review", "the self-review"),
        `The person who starts a job in ${name} can approve it.`,
        `Enable: ${page} → Required reviewers → Prevent self-review.`,
      ),
    );
  return findings;
}

/** Jobs that can only read hold no other secret: a writing credential there is within reach of a branch's own workflow. */
function judgeSecretNames(
  { secrets }: EnvironmentSettings,
  { name, use }: JudgedEnvironment,
): readonly DoctorFinding[] {
  const topic = environmentTopic(name, "secrets", "the names of the secrets");
  return judged(secrets, topic, (names) => {
    const others = names.filter((secret) => !isExpectedSecret(use, secret));
    if (others.length === 0) return [];
    return [
      wrong(
        topic,
        `The environment ${name} has secrets that its jobs do not use: ${others.join(", ")}.`,
        `Remove them: Settings → Environments → ${name} → Environment secrets.`,
      ),
    ];
  });
}
