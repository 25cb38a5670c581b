import { judged, wrong } from "./finding.ts";
import type { DoctorFinding, Topic } from "./finding.ts";
import type { ForkSettings, RepositorySettings, WorkflowState } from "./settings.ts";

type Reach = Pick<
  RepositorySettings,
  "runners" | "writingKeys" | "forks" | "subjectClaims" | "workflows" | "dependabotSecrets" | "codespacesSecrets"
>;

const topics = {
  runners: { id: "actions/runners", rule: "workflow rule 17", subject: "the self-hosted runners" },
  keys: { id: "deploy-keys", rule: "workflow rule 14", subject: "the deploy keys" },
  forks: { id: "forks", rule: "workflow rule 3", subject: "what workflows of forks may do" },
  subject: { id: "oidc/subject", rule: "workflow rule 9", subject: "the subject of identity tokens" },
  workflows: { id: "workflows", rule: "workflow rule 20", subject: "which workflows are enabled" },
  dependabot: { id: "secrets/dependabot", rule: "workflow rule 8", subject: "the names of Dependabot's secrets" },
  codespaces: { id: "secrets/codespaces", rule: "workflow rule 8", subject: "the names of the secrets of codespaces" },
} satisfies Readonly<Record<string, Topic>>;

/** Returns the findings about other machines, keys, forks, workflows and secrets that reach the repository. */
export function judgeReach(settings: Reach): readonly DoctorFinding[] {
  return [
    ...judged(settings.runners, topics.runners, judgeRunners),
    ...judged(settings.writingKeys, topics.keys, judgeKeys),
    ...judged(settings.forks, topics.forks, judgeForks),
    ...judged(settings.subjectClaims, topics.subject, judgeSubject),
    ...judged(settings.workflows, topics.workflows, judgeWorkflows),
    ...judged(settings.dependabotSecrets, topics.dependabot, (names) =>
      judgeNames(names, topics.dependabot, "A pull request of Dependabot starts workflows that can read these secrets"),
    ),
    ...judged(settings.codespacesSecrets, topics.codespaces, (names) =>
      judgeNames(names, topics.codespaces, "Everyone with write access gets these secrets in a codespace"),
    ),
  ];
}

function judgeRunners(names: readonly string[]): readonly DoctorFinding[] {
  if (names.length === 0) return [];
  return [
    wrong(
      topics.runners,
      `Workflows can run on self-hosted runners: ${names.join(", ")}. A machine that is reused keeps files and processes of earlier jobs.`,
      "Remove them: Settings → Actions → Runners. Rolecall's jobs use machines that GitHub creates for one job.",
    ),
  ];
}

function judgeKeys(titles: readonly string[]): readonly DoctorFinding[] {
  if (titles.length === 0) return [];
  return [
    wrong(
      topics.keys,
      `These deploy keys can push to every branch that no rule protects: ${titles.join(", ")}.`,
      "Remove them, or add them again without write access: Settings → Deploy keys.",
    ),
  ];
}

function judgeForks({ runWorkflows, ...forks }: ForkSettings): readonly DoctorFinding[] {
  if (!runWorkflows) return [];
  const page = "Settings → Actions → General → Fork pull request workflows in private repositories";
  const switches = [
    [
      forks.sendWriteTokens,
      "forks/token",
      "A workflow that a fork changed gets a token that can write.",
      "Send write tokens to workflows from pull requests",
    ],
    [
      forks.sendSecrets,
      "forks/secrets",
      "A workflow that a fork changed gets the secrets of the repository.",
      "Send secrets and variables to workflows from pull requests",
    ],
  ] as const;
  return [
    ...switches
      .filter(([isOn]) => isOn)
      .map(([, id, message, name]) => wrong({ ...topics.forks, id }, message, `Disable: ${page} → ${name}.`)),
    ...(forks.requireApproval
      ? []
      : [
          wrong(
            { ...topics.forks, id: "forks/approval" },
            "A pull request from a fork starts workflows without an approval.",
            `Enable: ${page} → Require approval for fork pull request workflows.`,
          ),
        ]),
  ];
}

const repositoryClaims = ["repo", "repository", "repository_id"];
const placeClaims = ["context", "environment"];

/** Google binds its trust to the subject: without the environment, a job of any branch gets a token for apply-write. */
function judgeSubject(claims: readonly string[] | null): readonly DoctorFinding[] {
  if (claims === null) return [];
  const missing = [
    ...(claims.some((claim) => repositoryClaims.includes(claim)) ? [] : ["the repository (repo or repository_id)"]),
    ...(claims.some((claim) => placeClaims.includes(claim)) ? [] : ["the environment (context or environment)"]),
  ];
  if (missing.length === 0) return [];
  return [
    wrong(
      topics.subject,
      `The subject of identity tokens does not contain ${missing.join(" and ")}: a job elsewhere can get a token that a provider accepts for another one.`,
      "Use GitHub's own template again: Settings → Actions → OIDC, or PUT /repos/OWNER/REPO/actions/oidc/customization/sub with use_default: true.",
    ),
  ];
}

const neededWorkflows = ["apply", "approvals", "plan", "scheduled"].map((name) => `.github/workflows/${name}.yml`);

function judgeWorkflows(workflows: readonly WorkflowState[]): readonly DoctorFinding[] {
  const stopped = neededWorkflows.flatMap((path) => {
    const state = workflows.find((workflow) => workflow.path === path)?.state ?? "missing";
    return state === "active" ? [] : [`${path} (${state})`];
  });
  if (stopped.length === 0) return [];
  return [
    wrong(
      { ...topics.workflows, id: "workflows/disabled" },
      `These workflows do not run: ${stopped.join(", ")}. Changes are not checked, or ends and leavers are not applied.`,
      "Enable them: Actions → the workflow → Enable workflow (Settings → Actions → General allows actions).",
    ),
  ];
}

function judgeNames(names: readonly string[], topic: Topic, effect: string): readonly DoctorFinding[] {
  if (names.length === 0) return [];
  const kind = topic.id === "secrets/dependabot" ? "Dependabot" : "Codespaces";
  return [wrong(topic, `${effect}: ${names.join(", ")}.`, `Remove them: Settings → Secrets and variables → ${kind}.`)];
}
