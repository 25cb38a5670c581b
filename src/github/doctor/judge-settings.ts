import { judged, unknown, wrong } from "./finding.ts";
import type { DoctorFinding, Topic } from "./finding.ts";
import { judgeBranch } from "./judge-branch.ts";
import { freezeBypass, journalBypass, judgeBypassLists } from "./judge-bypass.ts";
import { judgeReach } from "./judge-reach.ts";
import { freezeTopic, judgeFreeze } from "./judge-freeze.ts";
import { judgeJournal, journalTopic } from "./judge-journal.ts";
import { environmentTopic, judgeEnvironment } from "./judge-environment.ts";
import type { ActionsSettings, CodeownersError, RepositorySettings, WorkflowTokenSettings } from "./settings.ts";

/** Returns all findings about the settings; empty only when every setting was read and is correct. */
export function judgeSettings(settings: RepositorySettings): readonly DoctorFinding[] {
  const { repository } = settings;
  const defaultBranch = repository.kind === "seen" ? repository.value.defaultBranch : null;
  return [
    ...judged(repository, visibilityTopic, ({ visibility }) => judgeVisibility(visibility)),
    ...judged(
      settings.branch,
      { id: "branch", rule: "workflow rule 14", subject: "the rules of the default branch" },
      judgeBranch,
    ),
    ...judged(settings.journal, journalTopic, judgeJournal),
    ...judged(settings.freeze, freezeTopic, judgeFreeze),
    ...judged(settings.journalBypass, journalBypass.topic, (lists) => judgeBypassLists(lists, journalBypass)),
    ...judged(settings.freezeBypass, freezeBypass.topic, (lists) => judgeBypassLists(lists, freezeBypass)),
    ...settings.environments.flatMap(({ name, use, settings: environment }) =>
      judged(environment, environmentTopic(name, "unread", "the protection rules"), (value) =>
        judgeEnvironment(value, { name, use, defaultBranch }),
      ),
    ),
    ...judged(settings.repositorySecrets, secretsTopic("repository"), (names) => judgeSecrets(names, "repository")),
    ...judged(settings.organizationSecrets, secretsTopic("organization"), (names) =>
      judgeSecrets(names, "organization"),
    ),
    ...judged(settings.actions, pinningTopic, judgeActions),
    ...judged(settings.workflowToken, tokenTopic, judgeWorkflowToken),
    ...judgeReach(settings),
    ...judged(settings.codeowners, codeownersTopic, judgeCodeowners),
  ];
}

const visibilityTopic: Topic = {
  id: "repository/visibility",
  rule: "threat O6",
  subject: "the repository's visibility",
};

function judgeVisibility(visibility: string): readonly DoctorFinding[] {
  if (visibility === "private") return [];
  const who = visibility === "public" ? "everyone" : "everyone in the enterprise";
  const remedy = "Make it private: Settings → General → Danger Zone → Change repository visibility.";
  return [wrong(visibilityTopic, `The repository is ${visibility}: ${who} can read who has which access.`, remedy)];
}

type SecretScope = "repository" | "organization";

const secretsTopic = (scope: SecretScope): Topic => ({
  id: `secrets/${scope}`,
  rule: "workflow rule 8",
  subject: `the names of the ${scope}'s secrets`,
});

/** Everyone who can push a branch can run a workflow that reads these secrets, before any review. */
function judgeSecrets(names: readonly string[], scope: SecretScope): readonly DoctorFinding[] {
  if (names.length === 0) return [];
  const message = `Everyone with write access can read these secrets of the ${scope} with a workflow on a branch: ${names.join(", ")}.`;
  const where =
    scope === "repository"
      ? "Settings → Secrets and variables → Actions → Repository secrets"
      : "the organization's Settings → Secrets and variables → Actions (remove this repository from the list)";
  const remedy = `Store them in the environments that hold credentials, and remove them from: ${where}.`;
  return [wrong(secretsTopic(scope), message, remedy)];
}

const actionsPage = "Settings → Actions → General";
const pinningTopic: Topic = { id: "actions/pinning", rule: "workflow rule 5", subject: "which actions may run" };

function judgeActions({ allowed, pinningRequired }: ActionsSettings): readonly DoctorFinding[] {
  if (allowed === "none") {
    const topic = { ...pinningTopic, id: "actions/disabled" };
    return [
      wrong(
        topic,
        "GitHub Actions is disabled: changes are not planned or applied.",
        `Enable: ${actionsPage} → Actions permissions.`,
      ),
    ];
  }
  return [...judgeAllowed(allowed), ...judgePinning(pinningRequired)];
}

function judgeAllowed(allowed: ActionsSettings["allowed"]): readonly DoctorFinding[] {
  if (allowed !== "all") return [];
  const topic = { ...pinningTopic, id: "actions/allowed" };
  const remedy = `Select the actions of GitHub and those that the workflows use: ${actionsPage} → Actions permissions → Allow enterprise, and select non-enterprise, actions and reusable workflows.`;
  return [wrong(topic, "A workflow can use any action of any owner.", remedy)];
}

function judgePinning(pinningRequired: boolean | null): readonly DoctorFinding[] {
  if (pinningRequired === null) return [unknown(pinningTopic)];
  if (pinningRequired) return [];
  const remedy = `Enable: ${actionsPage} → Require actions to be pinned to a full-length commit SHA.`;
  return [
    wrong(
      pinningTopic,
      "A workflow can use an action by a tag, which the action's owner can move to other code.",
      remedy,
    ),
  ];
}

const tokenTopic: Topic = {
  id: "actions/token",
  rule: "workflow rule 1",
  subject: "the permissions of the workflows' token",
};

function judgeWorkflowToken({ isReadOnly, mayApprove }: WorkflowTokenSettings): readonly DoctorFinding[] {
  const findings: DoctorFinding[] = [];
  if (!isReadOnly)
    findings.push(
      wrong(
        tokenTopic,
        "The token of a workflow has write permissions unless the workflow restricts them.",
        `Select: ${actionsPage} → Workflow permissions → Read repository contents and packages permissions.`,
      ),
    );
  if (mayApprove)
    findings.push(
      wrong(
        { ...tokenTopic, id: "actions/approve", rule: "threat G7" },
        "A workflow can approve pull requests.",
        `Disable: ${actionsPage} → Workflow permissions → Allow GitHub Actions to create and approve pull requests.`,
      ),
    );
  return findings;
}

const codeownersTopic: Topic = { id: "codeowners", rule: "threat G2", subject: "the errors in CODEOWNERS" };

function judgeCodeowners(errors: readonly CodeownersError[] | null): readonly DoctorFinding[] {
  const remedy = "Run rolecall codeowners to generate it again, and give its owners write access to the repository.";
  if (errors === null)
    return [
      wrong(
        codeownersTopic,
        "GitHub found no CODEOWNERS file, or the token may not see it: without the file, no change requires a review from an owner.",
        remedy,
      ),
    ];
  return errors.map(({ line, message }) =>
    wrong(codeownersTopic, `CODEOWNERS line ${line} is ignored: ${message.split("\n")[0] ?? message}`, remedy),
  );
}
