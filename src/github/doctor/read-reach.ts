import type { GithubApi } from "../github-api.ts";
import { flagField, listIn, maybeText, numberField, textField } from "../json.ts";
import type { Json } from "../json.ts";
import { GithubFailure } from "../../ports/github-failure.ts";
import { visible } from "../visible.ts";
import type { ForkSettings, RulesetBypass, WorkflowState } from "./settings.ts";

export async function readRunners(api: GithubApi): Promise<readonly string[]> {
  const doing = "list the self-hosted runners";
  const route = "GET /repos/{owner}/{repo}/actions/runners";
  return (await api.list({ route, doing, field: "runners" })).map((runner) => textField(runner, "name", doing));
}

export async function readWritingKeys(api: GithubApi): Promise<readonly string[]> {
  const doing = "list the deploy keys";
  const keys = await api.list({ route: "GET /repos/{owner}/{repo}/keys", doing });
  return keys.filter((key) => !flagField(key, "read_only", doing)).map((key) => textField(key, "title", doing));
}

export async function readForks(api: GithubApi): Promise<ForkSettings> {
  const doing = "read what workflows of forks may do";
  const route = "GET /repos/{owner}/{repo}/actions/permissions/fork-pr-workflows-private-repos";
  const answer = await api.get({ route, doing });
  return {
    runWorkflows: flagField(answer, "run_workflows_from_fork_pull_requests", doing),
    sendWriteTokens: flagField(answer, "send_write_tokens_to_workflows", doing),
    sendSecrets: flagField(answer, "send_secrets_and_variables", doing),
    requireApproval: flagField(answer, "require_approval_for_fork_pr_workflows", doing),
  };
}

/** Returns the claims of the subject of identity tokens; null: GitHub's own template. */
export async function readSubjectClaims(api: GithubApi): Promise<readonly string[] | null> {
  const doing = "read the subject of identity tokens";
  const answer = await api.get({ route: "GET /repos/{owner}/{repo}/actions/oidc/customization/sub", doing });
  if (flagField(answer, "use_default", doing)) return null;
  const claims = answer["include_claim_keys"];
  if (!Array.isArray(claims) || !claims.every((claim) => typeof claim === "string"))
    throw new GithubFailure(
      "unexpected",
      "GitHub's answer about the subject of identity tokens has no list of claims.",
    );
  return claims;
}

export async function readWorkflows(api: GithubApi): Promise<readonly WorkflowState[]> {
  const doing = "list the workflows";
  const workflows = await api.list({ route: "GET /repos/{owner}/{repo}/actions/workflows", doing, field: "workflows" });
  return workflows.map((workflow) => ({
    path: textField(workflow, "path", doing),
    state: textField(workflow, "state", doing),
  }));
}

/** Returns the rulesets that have a rule for the branch, whether it exists or not. */
export async function readBypass(api: GithubApi, branch: string): Promise<readonly RulesetBypass[]> {
  const doing = `read the rules of branch ${branch}`;
  const route = "GET /repos/{owner}/{repo}/rules/branches/{branch}";
  const rules = await api.list({ route, doing, parameters: { branch }, key: null });
  const ids = [...new Set(rules.map((rule) => numberField(rule, "ruleset_id", doing)))];
  const rulesets: RulesetBypass[] = [];
  for (const id of ids) {
    const types = rules.filter((rule) => rule["ruleset_id"] === id).map((rule) => textField(rule, "type", doing));
    rulesets.push({ rules: types, ...(await readRuleset(api, id)) });
  }
  return rulesets;
}

async function readRuleset(api: GithubApi, id: number): Promise<Omit<RulesetBypass, "rules">> {
  const doing = `read ruleset ${id}`;
  const route = "GET /repos/{owner}/{repo}/rulesets/{ruleset_id}";
  const answer = await visible(() => api.get({ route, doing, parameters: { ruleset_id: id } }));
  const name = (answer === null ? null : maybeText(answer, "name", doing)) ?? `ruleset ${id}`;
  const actors: unknown = answer?.["bypass_actors"];
  return { name, actors: Array.isArray(actors) ? listIn(actors, doing).map(actorIn) : null };
}

const actorIn = (actor: Json): { readonly type: string; readonly id: number | null } => ({
  type: textField(actor, "actor_type", "a bypass list"),
  id: typeof actor["actor_id"] === "number" ? actor["actor_id"] : null,
});
