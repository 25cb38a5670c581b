import { headOf } from "./repository.ts";
import {
  appResource,
  nodeId,
  repositoryResource,
  repositoryUrl,
  teamResource,
  timeText,
  userResource,
  web,
} from "./resources.ts";
import type { Rendering } from "./resources.ts";
import type { StoredCheckRun, StoredComment, StoredIssue, StoredPull, StoredReview, StoredTeam } from "./stored.ts";

type PullIssue = StoredIssue & { readonly pull: StoredPull };

const page = ({ repository: { seed } }: Rendering, rest: string): string =>
  `${web}/${seed.owner.login}/${seed.name}/${rest}`;

function labelResource(name: string, rendering: Rendering): object {
  const url = `${repositoryUrl(rendering)}/labels/${encodeURIComponent(name)}`;
  return { id: 1, node_id: nodeId("Label", name), url, name, description: "", color: "ededed", default: false };
}

export const labelResources = ({ labels }: StoredIssue, rendering: Rendering): readonly object[] =>
  labels.map((name) => labelResource(name, rendering));

/** Returns the fields that issues and pull requests share. */
function common(issue: StoredIssue, rendering: Rendering): object {
  return {
    id: issue.number,
    number: issue.number,
    title: issue.title,
    user: userResource(issue.author, rendering),
    body: issue.body,
    labels: labelResources(issue, rendering),
    state: issue.state,
    locked: false,
    milestone: null,
    active_lock_reason: null,
    assignee: issue.assignees[0] === undefined ? null : userResource(issue.assignees[0], rendering),
    assignees: issue.assignees.map((account) => userResource(account, rendering)),
    author_association: "MEMBER",
    created_at: timeText(issue.createdAt),
    updated_at: timeText(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : timeText(issue.closedAt),
  };
}

export function issueResource(issue: StoredIssue, rendering: Rendering): object {
  const self = `${repositoryUrl(rendering)}/issues/${issue.number}`;
  const { comments } = rendering.repository;
  return {
    ...common(issue, rendering),
    node_id: nodeId("Issue", issue.number),
    url: self,
    repository_url: repositoryUrl(rendering),
    labels_url: `${self}/labels{/name}`,
    comments_url: `${self}/comments`,
    events_url: `${self}/events`,
    html_url: page(rendering, `issues/${issue.number}`),
    comments: [...comments.values()].filter((comment) => comment.issue === issue.number).length,
    // Lists of issues include pull requests; this key marks them.
    ...(issue.pull !== null && {
      pull_request: {
        url: `${repositoryUrl(rendering)}/pulls/${issue.number}`,
        html_url: page(rendering, `pull/${issue.number}`),
        diff_url: page(rendering, `pull/${issue.number}.diff`),
        patch_url: page(rendering, `pull/${issue.number}.patch`),
      },
    }),
  };
}

const requestedTeams = ({ teamReviewers }: StoredPull, { repository }: Rendering): readonly StoredTeam[] =>
  [...repository.teams.values()].filter(({ slug }) => teamReviewers.includes(slug));

/** Returns a pull request as lists show it: without counts and without the person who merged it. */
export function pullListResource(issue: PullIssue, rendering: Rendering): object {
  const { pull, number } = issue;
  const root = repositoryUrl(rendering);
  const self = `${root}/pulls/${number}`;
  const { owner } = rendering.repository.seed;
  const side = (ref: string, sha: string, isFork: boolean): object => ({
    label: `${isFork ? issue.author.login : owner.login}:${ref}`,
    ref,
    sha,
    user: isFork ? userResource(issue.author, rendering) : userResource(owner, rendering, "Organization"),
    repo: repositoryResource(rendering, isFork),
  });
  const links = {
    self,
    html: page(rendering, `pull/${number}`),
    issue: `${root}/issues/${number}`,
    comments: `${root}/issues/${number}/comments`,
    review_comments: `${self}/comments`,
    review_comment: `${root}/pulls/comments{/number}`,
    commits: `${self}/commits`,
    statuses: `${root}/statuses/${headOf(pull)}`,
  };
  return {
    ...common(issue, rendering),
    node_id: nodeId("PullRequest", number),
    url: self,
    html_url: links.html,
    diff_url: `${links.html}.diff`,
    patch_url: `${links.html}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    // While the pull request is open, this is a test merge and not a commit of the branch.
    merge_commit_sha: pull.merged?.sha ?? "0".repeat(40),
    merged_at: pull.merged === null ? null : timeText(pull.merged.at),
    requested_reviewers: pull.reviewers.map((account) => userResource(account, rendering)),
    requested_teams: requestedTeams(pull, rendering).map((team) => ({
      ...teamResource(team, rendering),
      parent: null,
    })),
    head: side(pull.branch, headOf(pull), pull.isFork),
    base: side(pull.base, pull.baseSha, false),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    auto_merge: null,
    draft: false,
  };
}

export function pullResource(issue: PullIssue, rendering: Rendering): object {
  const { pull } = issue;
  const comments = [...rendering.repository.comments.values()].filter((comment) => comment.issue === issue.number);
  return {
    ...pullListResource(issue, rendering),
    requested_teams: requestedTeams(pull, rendering).map((team) => teamResource(team, rendering)),
    merged: pull.merged !== null,
    merged_by: pull.merged === null ? null : userResource(pull.merged.by, rendering),
    mergeable: issue.state === "open" ? true : null,
    rebaseable: issue.state === "open" ? true : null,
    mergeable_state: "clean",
    comments: comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pull.commits.length,
    additions: 1,
    deletions: 0,
    changed_files: 1,
  };
}

export function reviewResource(review: StoredReview, number: number, rendering: Rendering): object {
  const html = page(rendering, `pull/${number}#pullrequestreview-${review.id}`);
  const pull = `${repositoryUrl(rendering)}/pulls/${number}`;
  return {
    id: review.id,
    node_id: nodeId("Review", review.id),
    user: userResource(review.by, rendering),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: "MEMBER",
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: timeText(review.at),
    commit_id: review.commit,
  };
}

export function commentResource(comment: StoredComment, rendering: Rendering): object {
  return {
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    url: `${repositoryUrl(rendering)}/issues/comments/${comment.id}`,
    html_url: page(rendering, `issues/${comment.issue}#issuecomment-${comment.id}`),
    issue_url: `${repositoryUrl(rendering)}/issues/${comment.issue}`,
    body: comment.body,
    user: userResource(comment.by, rendering),
    created_at: timeText(comment.createdAt),
    updated_at: timeText(comment.updatedAt),
    author_association: "MEMBER",
    performed_via_github_app: comment.app === null ? null : appResource(comment.app, rendering),
  };
}

export function checkRunResource(run: StoredCheckRun, rendering: Rendering): object {
  const self = `${repositoryUrl(rendering)}/check-runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId("CheckRun", run.id),
    head_sha: run.commit,
    external_id: run.externalId,
    name: run.name,
    url: self,
    html_url: page(rendering, `runs/${run.id}`),
    details_url: page(rendering, `runs/${run.id}`),
    status: run.status,
    conclusion: run.conclusion,
    started_at: timeText(run.startedAt),
    completed_at: run.completedAt === null ? null : timeText(run.completedAt),
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${self}/annotations`,
    },
    check_suite: { id: 1 },
    app: appResource(run.app, rendering),
    pull_requests: [],
  };
}
