import { accountOf } from "./repository.ts";
import { nodeId, repositoryUrl, userResource, web } from "./resources.ts";
import type { Call } from "./route.ts";
import type { GithubEnvironment, GithubProtection, GithubRuleset } from "./seed.ts";

/** Returns a ruleset. Only callers that may change it see its bypass list. */
export function rulesetResource({ id, name, branches, rules, bypass }: GithubRuleset, call: Call): object {
  const { repository, principal } = call;
  const canSeeBypass = principal.kind === "app" || principal.kind === "person";
  return {
    id,
    name,
    target: "branch",
    source_type: "Repository",
    source: `${repository.seed.owner.login}/${repository.seed.name}`,
    enforcement: "active",
    node_id: nodeId("Ruleset", id),
    conditions: { ref_name: { include: branches.map((branch) => `refs/heads/${branch}`), exclude: [] } },
    rules,
    ...(canSeeBypass && {
      bypass_actors: bypass.map((actor) => ({ actor_id: actor.id, actor_type: actor.type, bypass_mode: "always" })),
    }),
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
  };
}

export function protectionResource(protection: GithubProtection, call: Call): object {
  const self = `${repositoryUrl(call)}/branches/${protection.branch}/protection`;
  const { reviews, checks } = protection;
  return {
    url: self,
    enforce_admins: { url: `${self}/enforce_admins`, enabled: protection.enforceAdmins },
    allow_force_pushes: { enabled: protection.allowForcePushes },
    allow_deletions: { enabled: protection.allowDeletions },
    ...(reviews !== null && {
      required_pull_request_reviews: {
        url: `${self}/required_pull_request_reviews`,
        dismiss_stale_reviews: reviews.dismissStale,
        require_code_owner_reviews: reviews.codeOwners,
        require_last_push_approval: reviews.lastPush,
        required_approving_review_count: reviews.approvals ?? 1,
        bypass_pull_request_allowances: {
          users: reviews.bypass.map((login) => userResource(accountOf(call.repository, login), call)),
          teams: [],
          apps: [],
        },
      },
    }),
    ...(checks !== null && {
      required_status_checks: {
        url: `${self}/required_status_checks`,
        contexts_url: `${self}/required_status_checks/contexts`,
        strict: checks.strict,
        contexts: checks.required.map(({ name }) => name),
        checks: checks.required.map(({ name, app }) => ({ context: name, app_id: app })),
      },
    }),
  };
}

/** Returns an environment. GitHub answers with `can_admins_bypass`, although its description omits the field. */
export function environmentResource(environment: GithubEnvironment, call: Call): object {
  const { name, branches, reviewers, preventSelfReview } = environment;
  const rule = (id: number, type: string): object => ({ id, node_id: nodeId("Gate", id), type });
  const reviewing = {
    ...rule(1, "required_reviewers"),
    prevent_self_review: preventSelfReview,
    reviewers: reviewers.map((login) => ({
      type: "User",
      reviewer: userResource(accountOf(call.repository, login), call),
    })),
  };
  return {
    id: 1,
    node_id: nodeId("Environment", name),
    name,
    url: `${repositoryUrl(call)}/environments/${name}`,
    html_url: `${web}/environments/${name}`,
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    can_admins_bypass: environment.adminsMayBypass,
    protection_rules: [
      ...(reviewers.length > 0 ? [reviewing] : []),
      ...(branches === "any" ? [] : [rule(2, "branch_policy")]),
    ],
    deployment_branch_policy:
      branches === "any"
        ? null
        : { protected_branches: branches === "protected", custom_branch_policies: branches !== "protected" },
  };
}
