import type { SandboxReply } from "../core/exchange.ts";
import { changeIssue, bodyIn } from "./issue-routes.ts";
import { pullListResource, pullResource } from "./issue-resources.ts";
import { mergePull, openPull } from "./pull-verbs.ts";
import { pageReply } from "./paging.ts";
import { reviewRoutes } from "./review-routes.ts";
import { GithubRefusal, invalid } from "./refusal.ts";
import { accountOf, hasPull, headOf, pullOf } from "./repository.ts";
import { commitResource } from "./resources.ts";
import { created, maybeTextIn, numberKey, ok, textIn, textsIn } from "./route.ts";
import type { Call, Route } from "./route.ts";
import type { StoredIssue, StoredPull } from "./stored.ts";

/** GitHub lists at most this many commits of a pull request. */
const mostCommits = 250;

export const pullRoutes: readonly Route[] = [
  { method: "GET", pattern: "{repo}/pulls", answer: listPulls },
  { method: "POST", pattern: "{repo}/pulls", answer: createPull },
  { method: "GET", pattern: "{repo}/pulls/{number}", answer: (call) => ok(pullResource(pullIn(call), call)) },
  {
    method: "PATCH",
    pattern: "{repo}/pulls/{number}",
    answer: (call) => {
      const issue = pullIn(call);
      changeIssue(issue, call, "PullRequest");
      return ok(pullResource(issue, call));
    },
  },
  ...reviewRoutes,
  { method: "GET", pattern: "{repo}/pulls/{number}/commits", answer: listCommits },
  { method: "POST", pattern: "{repo}/pulls/{number}/requested_reviewers", answer: requestReviewers },
  { method: "PUT", pattern: "{repo}/pulls/{number}/merge", answer: merge },
  { method: "GET", pattern: "{repo}/commits/{sha}/pulls", answer: pullsOfCommit },
];

function pullIn(call: Call): StoredIssue & { readonly pull: StoredPull } {
  return pullOf(call.repository, numberKey(call, "number"));
}

function listPulls(call: Call): SandboxReply {
  const { repository, query } = call;
  const state = query.get("state") ?? "open";
  const head = query.get("head");
  const base = query.get("base");
  const pulls = [...repository.issues.values()]
    .filter(hasPull)
    .filter((issue) => state === "all" || issue.state === state)
    .filter(({ pull }) => base === null || pull.base === base)
    .filter(({ pull }) => head === null || (!pull.isFork && head === `${repository.seed.owner.login}:${pull.branch}`))
    .toReversed();
  return pageReply(
    call,
    pulls.map((issue) => pullListResource(issue, call)),
  );
}

function createPull(call: Call): SandboxReply {
  const { repository, body, principal, now } = call;
  const branch = textIn(body, "head").replace(/^[^:]*:/, "");
  const base = textIn(body, "base");
  const tip = repository.tips.get(branch);
  if (tip === undefined) throw invalid("PullRequest", "head", "head does not exist");
  if (!repository.tips.has(base)) throw invalid("PullRequest", "base", "base does not exist");
  const text = bodyIn(call, "PullRequest") ?? "";
  const commits = repository.pushed.get(branch) ?? [{ sha: tip, by: principal.account.login }];
  const opening = { title: textIn(body, "title"), body: text, branch, base, author: principal.account, commits };
  return created(pullResource(pullOf(repository, openPull(repository, opening, now)), call));
}

function listCommits(call: Call): SandboxReply {
  const { pull } = pullIn(call);
  return pageReply(
    call,
    pull.commits.slice(0, mostCommits).map((commit) => commitResource(commit, call)),
  );
}

function requestReviewers(call: Call): SandboxReply {
  const { repository, body } = call;
  const issue = pullIn(call);
  const accounts = textsIn(body, "reviewers").map((login) => {
    const account = accountOf(repository, login);
    if (account.id === issue.author.id)
      throw new GithubRefusal(422, "Review cannot be requested from pull request author.");
    return account;
  });
  const slugs = new Set([...repository.teams.values()].map(({ slug }) => slug));
  const teams = textsIn(body, "team_reviewers");
  if (!teams.every((slug) => slugs.has(slug))) throw new GithubRefusal(422, "Could not resolve to a node.");
  issue.pull.reviewers = [...new Set([...issue.pull.reviewers, ...accounts])];
  issue.pull.teamReviewers = [...new Set([...issue.pull.teamReviewers, ...teams])];
  return created(pullListResource(issue, call));
}

function merge(call: Call): SandboxReply {
  const { repository, principal, now, body } = call;
  const issue = pullIn(call);
  if (issue.state !== "open") throw new GithubRefusal(405, "Pull Request is not mergeable");
  const expected = maybeTextIn(body, "sha");
  if (expected !== undefined && expected !== headOf(issue.pull))
    throw new GithubRefusal(409, "Head branch was modified. Review and try the merge again.");
  const sha = repository.nextSha();
  mergePull(repository, issue.number, { by: principal.account, sha, now });
  return ok({ sha, merged: true, message: "Pull Request successfully merged" });
}

function pullsOfCommit(call: Call): SandboxReply {
  const sha = call.key("sha");
  const all = [...call.repository.issues.values()].filter(hasPull);
  const known = new Set([...call.repository.tips.values(), ...call.repository.activity.map(({ after }) => after)]);
  const merged = all.filter(
    ({ pull }) =>
      pull.merged !== null && (pull.merged.sha === sha || pull.commits.some((commit) => commit.sha === sha)),
  );
  // GitHub returns open pull requests with this commit only when no merge created the commit.
  const open = all.filter(({ pull }) => pull.merged === null && pull.commits.some((commit) => commit.sha === sha));
  const found = merged.length > 0 ? merged : open;
  if (found.length === 0 && !known.has(sha)) throw new GithubRefusal(422, `No commit found for SHA: ${sha}`);
  return pageReply(
    call,
    found.map((issue) => pullListResource(issue, call)),
  );
}
