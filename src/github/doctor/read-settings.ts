import type { BranchRules } from "../../ports/github.ts";
import { readBranchRules } from "../branch-rules.ts";
import type { GithubApi } from "../github-api.ts";
import { GithubFailure, isGithubFailure } from "../../ports/github-failure.ts";
import { flagField, listIn, maybeText, numberField, textField } from "../json.ts";
import { readEnvironment } from "./read-environment.ts";
import { readBypass, readForks, readRunners, readSubjectClaims, readWorkflows, readWritingKeys } from "./read-reach.ts";
import { readSecretNames } from "./read-secret-names.ts";
import { seen } from "./seen.ts";
import { freezeBranchName, journalBranchName } from "../../ports/branches.ts";
import { defaultEnvironments, environmentUses } from "./settings.ts";
import type {
  ActionsSettings,
  CodeownersError,
  EnvironmentNames,
  RepositoryFacts,
  RepositorySettings,
} from "./settings.ts";

/**
 * Reads the settings side by side; the client limits its requests. A setting that cannot be read becomes unknown, with the
 * reason.
 */
export async function readSettings(
  api: GithubApi,
  environments: EnvironmentNames = defaultEnvironments,
): Promise<RepositorySettings> {
  const repository = await seen(() => readRepository(api));
  return settled({
    repository: Promise.resolve(repository),
    branch:
      repository.kind === "seen" ? seen(() => readDefaultBranch(api, repository.value)) : Promise.resolve(repository),
    journal: seen(() => readBranchRules(api, journalBranchName)),
    freeze: seen(() => readBranchRules(api, freezeBranchName)),
    environments: Promise.all(
      environmentUses.map(async (use) => {
        const name = environments[use];
        return { name, use, settings: await seen(() => readEnvironment(api, name)) };
      }),
    ),
    repositorySecrets: seen(() => readSecretNames(api, "GET /repos/{owner}/{repo}/actions/secrets")),
    organizationSecrets: seen(() => readSecretNames(api, "GET /repos/{owner}/{repo}/actions/organization-secrets")),
    actions: seen(() => readActions(api)),
    workflowToken: seen(() => readWorkflowToken(api)),
    dependabotSecrets: seen(() => readSecretNames(api, "GET /repos/{owner}/{repo}/dependabot/secrets")),
    codespacesSecrets: seen(() => readSecretNames(api, "GET /repos/{owner}/{repo}/codespaces/secrets")),
    runners: seen(() => readRunners(api)),
    writingKeys: seen(() => readWritingKeys(api)),
    forks: seen(() => readForks(api)),
    subjectClaims: seen(() => readSubjectClaims(api)),
    workflows: seen(() => readWorkflows(api)),
    journalBypass: seen(() => readBypass(api, journalBranchName)),
    freezeBypass: seen(() => readBypass(api, freezeBranchName)),
    codeowners: seen(() => readCodeowners(api)),
  });
}

/** Waits for every value of an object. */
async function settled(values: { readonly [Key in keyof RepositorySettings]: Promise<RepositorySettings[Key]> }) {
  const entries = Object.entries<Promise<unknown>>(values).map(async ([key, value]) => [key, await value] as const);
  return Object.fromEntries(await Promise.all(entries)) as unknown as RepositorySettings;
}

/** A method that the repository disables is blocked on every branch, whatever the rules of the branch allow. */
async function readDefaultBranch(
  api: GithubApi,
  { defaultBranch, rebaseMerges }: RepositoryFacts,
): Promise<BranchRules> {
  const rules = await readBranchRules(api, defaultBranch);
  return rebaseMerges === false ? { ...rules, rebaseBlocked: true } : rules;
}

async function readRepository(api: GithubApi): Promise<RepositoryFacts> {
  const doing = "read the repository";
  const answer = await api.get({ route: "GET /repos/{owner}/{repo}", doing });
  const visibility =
    maybeText(answer, "visibility", doing) ?? (flagField(answer, "private", doing) ? "private" : "public");
  const rebase = answer["allow_rebase_merge"];
  const rebaseMerges = typeof rebase === "boolean" ? rebase : null;
  return { visibility, rebaseMerges, defaultBranch: textField(answer, "default_branch", doing) };
}

async function readActions(api: GithubApi): Promise<ActionsSettings> {
  const doing = "read which actions may run";
  const answer = await api.get({ route: "GET /repos/{owner}/{repo}/actions/permissions", doing });
  const pinning = answer["sha_pinning_required"];
  const pinningRequired = typeof pinning === "boolean" ? pinning : null;
  if (!flagField(answer, "enabled", doing)) return { allowed: "none", pinningRequired };
  const allowed = textField(answer, "allowed_actions", doing);
  if (allowed !== "all" && allowed !== "local_only" && allowed !== "selected")
    throw new GithubFailure("unexpected", `GitHub's answer has an unknown value for the allowed actions.`);
  return { allowed, pinningRequired };
}

async function readWorkflowToken(
  api: GithubApi,
): Promise<{ readonly isReadOnly: boolean; readonly mayApprove: boolean }> {
  const doing = "read the permissions of the workflows' token";
  const answer = await api.get({ route: "GET /repos/{owner}/{repo}/actions/permissions/workflow", doing });
  return {
    isReadOnly: textField(answer, "default_workflow_permissions", doing) === "read",
    mayApprove: flagField(answer, "can_approve_pull_request_reviews", doing),
  };
}

/** Returns the errors in CODEOWNERS; null where there is no such file (GitHub answers 404). */
async function readCodeowners(api: GithubApi): Promise<readonly CodeownersError[] | null> {
  const doing = "read the errors in CODEOWNERS";
  try {
    const answer = await api.get({ route: "GET /repos/{owner}/{repo}/codeowners/errors", doing });
    return listIn(answer["errors"], doing).map((error) => ({
      line: numberField(error, "line", doing),
      message: textField(error, "message", doing),
    }));
  } catch (error) {
    if (isGithubFailure(error, "not-found")) return null;
    throw error;
  }
}
