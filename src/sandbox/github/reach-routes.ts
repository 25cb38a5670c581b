import type { SandboxReply } from "../core/exchange.ts";
import { pageReply } from "./paging.ts";
import { nodeId, repositoryUrl } from "./resources.ts";
import { ok } from "./route.ts";
import type { Call, Route } from "./route.ts";

/** Settings that decide which other machines, keys, forks and workflows reach the repository. */
export const reachRoutes: readonly Route[] = [
  { method: "GET", pattern: "{repo}/actions/runners", permission: "administer", answer: runners },
  { method: "GET", pattern: "{repo}/keys", permission: "administer", answer: deployKeys },
  {
    method: "GET",
    pattern: "{repo}/actions/permissions/fork-pr-workflows-private-repos",
    permission: "administer",
    answer: forks,
  },
  { method: "GET", pattern: "{repo}/actions/oidc/customization/sub", answer: subject },
  { method: "GET", pattern: "{repo}/actions/workflows", answer: workflows },
];

const madeAt = "2026-01-01T00:00:00Z";

function runners(call: Call): SandboxReply {
  const all = call.repository.settings.runners.map((name, index) => ({
    id: index + 1,
    name,
    os: "linux",
    status: "online",
    busy: false,
    labels: [{ id: 1, name: "self-hosted", type: "read-only" }],
  }));
  return pageReply(call, all, (page) => ({ total_count: all.length, runners: page }));
}

function deployKeys(call: Call): SandboxReply {
  const all = call.repository.settings.deployKeys.map(({ title, readOnly }, index) => ({
    id: index + 1,
    key: "ssh-ed25519 AAAA",
    url: `${repositoryUrl(call)}/keys/${index + 1}`,
    title,
    verified: true,
    created_at: madeAt,
    read_only: readOnly,
  }));
  return pageReply(call, all);
}

function forks({ repository }: Call): SandboxReply {
  const { runWorkflows, sendWriteTokens, sendSecrets, requireApproval } = repository.settings.forks;
  return ok({
    run_workflows_from_fork_pull_requests: runWorkflows,
    send_write_tokens_to_workflows: sendWriteTokens,
    send_secrets_and_variables: sendSecrets,
    require_approval_for_fork_pr_workflows: requireApproval,
  });
}

function subject({ repository }: Call): SandboxReply {
  const { subjectClaims } = repository.settings;
  return ok(subjectClaims === null ? { use_default: true } : { use_default: false, include_claim_keys: subjectClaims });
}

function workflows(call: Call): SandboxReply {
  const all = call.repository.settings.workflows.map(({ path, state }, index) => {
    const url = `${repositoryUrl(call)}/actions/workflows/${index + 1}`;
    const times = { created_at: madeAt, updated_at: madeAt };
    const id = index + 1;
    return {
      id,
      node_id: nodeId("Workflow", id),
      name: path,
      path,
      state,
      url,
      html_url: url,
      badge_url: url,
      ...times,
    };
  });
  return pageReply(call, all, (page) => ({ total_count: all.length, workflows: page }));
}
