import type { SandboxReply } from "../core/exchange.ts";
import { reachRoutes } from "./reach-routes.ts";
import { environmentResource, protectionResource, rulesetResource } from "./settings-resources.ts";
import { pageReply } from "./paging.ts";
import { GithubRefusal, notFound } from "./refusal.ts";
import { numberKey, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";
import type { GithubEnvironment } from "./seed.ts";

export const settingsRoutes: readonly Route[] = [
  { method: "GET", pattern: "{repo}/rules/branches/{branch...}", answer: branchRules },
  { method: "GET", pattern: "{repo}/rulesets/{id}", answer: ruleset },
  { method: "GET", pattern: "{repo}/branches/{branch}/protection", permission: "administer", answer: protection },
  {
    method: "GET",
    pattern: "{repo}/environments/{name}",
    answer: (call) => ok(environmentResource(environmentIn(call), call)),
  },
  { method: "GET", pattern: "{repo}/environments/{name}/deployment-branch-policies", answer: branchPolicies },
  {
    method: "GET",
    pattern: "{repo}/environments/{name}/secrets",
    permission: "administer",
    answer: (call) => secrets(call, environmentIn(call).secrets),
  },
  {
    method: "GET",
    pattern: "{repo}/actions/secrets",
    permission: "administer",
    answer: (call) => secrets(call, call.repository.settings.repositorySecrets),
  },
  {
    method: "GET",
    pattern: "{repo}/actions/organization-secrets",
    permission: "administer",
    answer: (call) => secrets(call, call.repository.settings.organizationSecrets),
  },
  { method: "GET", pattern: "{repo}/actions/permissions", permission: "administer", answer: actionsPermissions },
  {
    method: "GET",
    pattern: "{repo}/actions/permissions/workflow",
    permission: "administer",
    answer: workflowPermissions,
  },
  {
    method: "GET",
    pattern: "{repo}/dependabot/secrets",
    permission: "administer",
    answer: (call) => secrets(call, call.repository.settings.dependabotSecrets),
  },
  {
    method: "GET",
    pattern: "{repo}/codespaces/secrets",
    permission: "administer",
    answer: (call) => secrets(call, call.repository.settings.codespacesSecrets),
  },
  ...reachRoutes,
  {
    method: "GET",
    pattern: "{repo}/codeowners/errors",
    answer: (call) =>
      ok({ errors: call.repository.settings.codeownersErrors.map((e) => ({ ...e, suggestion: null })) }),
  },
];

function branchRules(call: Call): SandboxReply {
  const { repository } = call;
  const branch = call.key("branch");
  const source = `${repository.seed.owner.login}/${repository.seed.name}`;
  const rules = repository.settings.rulesets
    .filter(({ branches }) => branches.includes(branch))
    .flatMap(({ id, rules }) =>
      rules.map((rule) => ({ ...rule, ruleset_source_type: "Repository", ruleset_source: source, ruleset_id: id })),
    );
  return pageReply(call, rules);
}

function ruleset(call: Call): SandboxReply {
  const found = call.repository.settings.rulesets.find(({ id }) => id === numberKey(call, "id"));
  if (found === undefined) throw notFound();
  return ok(rulesetResource(found, call));
}

function protection(call: Call): SandboxReply {
  const branch = call.key("branch");
  if (!call.repository.tips.has(branch)) throw new GithubRefusal(404, "Branch not found");
  const found = call.repository.settings.protections.find((candidate) => candidate.branch === branch);
  if (found === undefined) throw new GithubRefusal(404, "Branch not protected");
  return ok(protectionResource(found, call));
}

function environmentIn(call: Call): GithubEnvironment {
  const found = call.repository.settings.environments.find(({ name }) => name === call.key("name"));
  if (found === undefined) throw notFound();
  return found;
}

function branchPolicies(call: Call): SandboxReply {
  const { branches } = environmentIn(call);
  const names = Array.isArray(branches) ? (branches as readonly string[]) : [];
  const policies = names.map((name, index) => ({ id: index + 1, node_id: `policy${index}`, name, type: "branch" }));
  return pageReply(call, policies, (page) => ({ total_count: policies.length, branch_policies: page }));
}

function secrets(call: Call, names: readonly string[]): SandboxReply {
  const times = { created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" };
  const all = names.map((name) => ({ name, ...times }));
  return pageReply(call, all, (page) => ({ total_count: all.length, secrets: page }));
}

function actionsPermissions({ repository }: Call): SandboxReply {
  const { allowed, pinningRequired } = repository.settings.actions;
  return ok({ enabled: true, allowed_actions: allowed, sha_pinning_required: pinningRequired });
}

function workflowPermissions({ repository }: Call): SandboxReply {
  const { defaultPermissions, mayApprove } = repository.settings.actions;
  return ok({ default_workflow_permissions: defaultPermissions, can_approve_pull_request_reviews: mayApprove });
}
