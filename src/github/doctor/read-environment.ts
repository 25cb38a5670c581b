import type { GithubApi } from "../github-api.ts";
import { isGithubFailure } from "../../ports/github-failure.ts";
import { flagField, isJson, listIn, textField } from "../json.ts";
import type { Json } from "../json.ts";
import { readSecretNames } from "./read-secret-names.ts";
import { seen } from "./seen.ts";
import type { EnvironmentSettings } from "./settings.ts";

/** Returns the protection of an environment; null where the environment does not exist. */
export async function readEnvironment(api: GithubApi, name: string): Promise<EnvironmentSettings | null> {
  const doing = `read the environment ${name}`;
  const route = "GET /repos/{owner}/{repo}/environments/{environment_name}";
  let answer: Json;
  try {
    answer = await api.get({ route, doing, parameters: { environment_name: name } });
  } catch (error) {
    if (isGithubFailure(error, "not-found")) return null;
    throw error;
  }
  const parameters = { environment_name: name };
  const secrets = await seen(() =>
    readSecretNames(api, "GET /repos/{owner}/{repo}/environments/{environment_name}/secrets", parameters),
  );
  const rules = answer["protection_rules"] === undefined ? [] : listIn(answer["protection_rules"], doing);
  const reviewing = rules.find((rule) => rule["type"] === "required_reviewers");
  const bypass = answer["can_admins_bypass"];
  const policy = answer["deployment_branch_policy"];
  return {
    branches: isJson(policy) ? await branchesOf(api, { policy, name, doing }) : "any",
    adminsMayBypass: typeof bypass === "boolean" ? bypass : null,
    selfReviewPrevented: reviewing === undefined ? null : reviewing["prevent_self_review"] === true,
    secrets,
    reviewers: reviewing === undefined ? 0 : listIn(reviewing["reviewers"], doing).length,
  };
}

async function branchesOf(
  api: GithubApi,
  { policy, name, doing }: { readonly policy: Json; readonly name: string; readonly doing: string },
): Promise<EnvironmentSettings["branches"]> {
  if (flagField(policy, "protected_branches", doing)) return "protected";
  const route = "GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies";
  const list = { route, doing, parameters: { environment_name: name }, field: "branch_policies" };
  const policies = await api.list(list);
  // A tag rule admits every tag, and everyone with write access can create one: it is listed with its kind.
  return policies.map((entry) =>
    entry["type"] === "tag" ? `tag ${textField(entry, "name", doing)}` : textField(entry, "name", doing),
  );
}
