import type { Repository } from "./repository.ts";
import type { GithubAccount } from "./seed.ts";
import type { StoredApp, StoredCommit, StoredTeam } from "./stored.ts";

/** What the API's JSON of an object is rendered from. */
export interface Rendering {
  readonly repository: Repository;
  /** `http://127.0.0.1:PORT`: the start of the API's own addresses. */
  readonly origin: string;
}

export const web = "https://github.example";

export const timeText = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
export const nodeId = (kind: string, id: number | string): string => Buffer.from(`${kind}:${id}`).toString("base64url");

export function userResource(known: GithubAccount, { origin, repository }: Rendering, type?: string): object {
  // The current login: earlier writes show it too after a rename.
  const account = repository.accounts.get(known.id) ?? known;
  const self = `${origin}/users/${encodeURIComponent(account.login)}`;
  const addresses = ["followers", "following", "gists", "starred", "subscriptions", "organizations", "repos", "events"];
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId("User", account.id),
    avatar_url: `${web}/avatars/${account.id}`,
    gravatar_id: "",
    url: self,
    html_url: `${web}/${encodeURIComponent(account.login)}`,
    ...Object.fromEntries(addresses.map((name) => [`${name}_url`, `${self}/${name}`])),
    received_events_url: `${self}/received_events`,
    type: type ?? (account.kind === "bot" ? "Bot" : "User"),
    site_admin: false,
  };
}

export function appResource(app: StoredApp, rendering: Rendering): object {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId("App", app.id),
    owner: userResource(rendering.repository.seed.owner, rendering, "Organization"),
    name: app.name,
    description: "",
    external_url: `${web}/apps/${app.slug}`,
    html_url: `${web}/apps/${app.slug}`,
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    permissions: { checks: "write", contents: "read" },
    events: [],
  };
}

/** Returns the start of the repository's own addresses. */
export const repositoryUrl = ({ repository: { seed }, origin }: Rendering): string =>
  `${origin}/repos/${seed.owner.login}/${seed.name}`;

const addressed =
  "archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees";

/** Returns the repository; with `isFork` the fork that an outside pull request comes from. */
export function repositoryResource(rendering: Rendering, isFork = false): object {
  const { repository } = rendering;
  const { seed, settings } = repository;
  const self = repositoryUrl(rendering);
  return {
    id: isFork ? seed.id + 1_000_000 : seed.id,
    node_id: nodeId("Repository", seed.id),
    name: seed.name,
    full_name: `${seed.owner.login}/${seed.name}`,
    owner: userResource(seed.owner, rendering, "Organization"),
    private: settings.visibility !== "public",
    visibility: settings.visibility,
    html_url: `${web}/${seed.owner.login}/${seed.name}`,
    description: null,
    fork: isFork,
    url: self,
    ...Object.fromEntries(addressed.split(" ").map((name) => [`${name}_url`, `${self}/${name}`])),
    clone_url: `${web}/${seed.owner.login}/${seed.name}.git`,
    git_url: `git:github.example/${seed.owner.login}/${seed.name}.git`,
    ssh_url: `git@github.example:${seed.owner.login}/${seed.name}.git`,
    svn_url: `${web}/${seed.owner.login}/${seed.name}`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: seed.defaultBranch,
    ...Object.fromEntries(["issues", "projects", "wiki", "downloads", "discussions"].map((n) => [`has_${n}`, true])),
    has_pages: false,
    archived: false,
    disabled: false,
    ...Object.fromEntries(
      ["forks", "forks_count", "open_issues", "open_issues_count", "size", "stargazers_count", "watchers"].map(
        (name) => [name, 0],
      ),
    ),
    watchers_count: 0,
    pushed_at: "2026-01-01T00:00:00Z",
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
  };
}

export function commitResource(commit: StoredCommit, rendering: Rendering): object {
  const { sha, message, at } = commit;
  const self = `${repositoryUrl(rendering)}/commits/${sha}`;
  const claim = (name: string): object => ({ name, email: commit.address, date: timeText(at) });
  return {
    sha,
    node_id: nodeId("Commit", sha),
    url: self,
    html_url: `${web}/commit/${sha}`,
    comments_url: `${self}/comments`,
    commit: {
      url: self,
      message,
      author: claim(commit.authorName),
      committer: claim(commit.committerName),
      comment_count: 0,
      tree: { sha, url: `${repositoryUrl(rendering)}/git/trees/${sha}` },
    },
    author: commit.author === null ? null : userResource(commit.author, rendering),
    committer: commit.committer === null ? null : userResource(commit.committer, rendering),
    parents: [],
  };
}

export function teamResource(team: StoredTeam, { repository, origin }: Rendering): object {
  const self = `${origin}/organizations/${repository.seed.owner.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId("Team", team.id),
    name: team.name,
    slug: team.slug,
    description: null,
    permission: "pull",
    privacy: "closed",
    type: "organization",
    organization_id: repository.seed.owner.id,
    url: self,
    html_url: `${web}/orgs/${repository.seed.owner.login}/teams/${team.slug}`,
    members_url: `${self}/members{/member}`,
    repositories_url: `${self}/repos`,
  };
}
