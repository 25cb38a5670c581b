import type { SandboxReply } from "../core/exchange.ts";
import { cursorReply, pageReply } from "./paging.ts";
import { notByIntegration, notFound } from "./refusal.ts";
import { nodeId, repositoryResource, repositoryUrl, teamResource, timeText, userResource } from "./resources.ts";
import { numberKey, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";
import type { StoredTeam } from "./stored.ts";

export const repositoryRoutes: readonly Route[] = [
  { method: "GET", pattern: "user", answer: self },
  {
    method: "GET",
    pattern: "{repo}",
    answer: (call) =>
      ok({ ...repositoryResource(call), ...mergeMethods(call), network_count: 0, subscribers_count: 0 }),
  },
  { method: "GET", pattern: "{repo}/activity", answer: listActivity },
  { method: "GET", pattern: "{repo}/branches/{branch}", answer: branch },
  { method: "GET", pattern: "{repo}/contents/{path...}", answer: contents },
  {
    method: "GET",
    pattern: "organizations/{org}/team/{team}",
    permission: "organization",
    answer: (call) => ok({ ...teamResource(teamIn(call), call), parent: null }),
  },
  {
    method: "GET",
    pattern: "organizations/{org}/team/{team}/members",
    permission: "organization",
    answer: listMembers,
  },
];

/** GitHub shows the merge methods only to administrators. */
function mergeMethods({ principal, repository }: Call): object {
  const mayAdminister = principal.kind === "app" || principal.kind === "person";
  return mayAdminister ? { allow_rebase_merge: repository.settings.rebaseMerges } : {};
}

/** Only a personal token identifies a user. */
function self(call: Call): SandboxReply {
  const { principal } = call;
  if (principal.kind !== "person") throw notByIntegration();
  const counts = Object.fromEntries(
    ["public_repos", "public_gists", "followers", "following"].map((name) => [name, 0]),
  );
  const blank = Object.fromEntries(
    ["name", "company", "blog", "location", "email", "hireable", "bio"].map((n) => [n, null]),
  );
  const times = { created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" };
  return ok({ ...userResource(principal.account, call), ...blank, blog: "", ...counts, ...times });
}

function listActivity(call: Call): SandboxReply {
  const ref = call.query.get("ref")?.replace(/^refs\/heads\//, "");
  const entries = call.repository.activity.filter(({ branch }) => ref === undefined || branch === ref);
  const inOrder = call.query.get("direction") === "asc" ? entries : entries.toReversed();
  return cursorReply(call, inOrder, ({ id, branch, by, before, after, at, type }) => ({
    id,
    node_id: nodeId("Activity", id),
    before,
    after,
    ref: `refs/heads/${branch}`,
    timestamp: timeText(at),
    activity_type: type,
    actor: by === null ? null : userResource(by, call),
  }));
}

/** Returns a branch. Its commit is an id that the caller supplied, so the answer has no other field of the commit. */
function branch(call: Call): SandboxReply {
  const { repository } = call;
  const name = decodeURIComponent(call.key("branch"));
  const sha = repository.tips.get(name);
  if (sha === undefined) throw notFound();
  const { rulesets, protections } = repository.settings;
  const isProtected =
    rulesets.some(({ branches }) => branches.includes(name)) || protections.some((one) => one.branch === name);
  const self = `${repositoryUrl(call)}/branches/${name}`;
  const html = `${repositoryUrl(call)}/tree/${name}`;
  const url = `${repositoryUrl(call)}/commits/${sha}`;
  const commit = { url, message: "", comment_count: 0, author: null, committer: null, tree: { sha, url } };
  return ok({
    name,
    commit: {
      sha,
      node_id: nodeId("Commit", sha),
      url,
      html_url: url,
      comments_url: `${url}/comments`,
      commit,
      author: null,
      committer: null,
      parents: [],
    },
    _links: { self, html },
    protected: isProtected,
    protection: { enabled: isProtected },
    protection_url: `${self}/protection`,
  });
}

function contents(call: Call): SandboxReply {
  const path = call.key("path");
  const text = call.repository.files.get(path);
  if (text === undefined) throw notFound();
  const self = `${repositoryUrl(call)}/contents/${path}`;
  const sha = nodeId("Blob", path).slice(0, 40);
  return ok({
    type: "file",
    encoding: "base64",
    size: Buffer.byteLength(text),
    name: path.split("/").at(-1),
    path,
    content: Buffer.from(text).toString("base64"),
    sha,
    url: self,
    git_url: null,
    html_url: null,
    download_url: null,
    _links: { self, git: null, html: null },
  });
}

function teamIn(call: Call): StoredTeam {
  const team = call.repository.teams.get(numberKey(call, "team"));
  if (team === undefined || numberKey(call, "org") !== call.repository.seed.owner.id) throw notFound();
  return team;
}

function listMembers(call: Call): SandboxReply {
  const members = teamIn(call).members.flatMap((id) => call.repository.accounts.get(id) ?? []);
  return pageReply(
    call,
    members.map((account) => userResource(account, call)),
  );
}
