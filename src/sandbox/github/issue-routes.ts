import type { SandboxReply } from "../core/exchange.ts";
import { commentResource, issueResource, labelResources } from "./issue-resources.ts";
import { pageReply } from "./paging.ts";
import { GithubRefusal, invalid, malformed, notFound } from "./refusal.ts";
import { accountOf, issueOf, nextNumber } from "./repository.ts";
import { created, maybeTextIn, numberKey, ok, textIn, textsIn } from "./route.ts";
import type { Call, Route } from "./route.ts";
import type { StoredComment, StoredIssue } from "./stored.ts";

/** The longest body of an issue, a pull request or a comment, in characters. */
const longestBody = 65_536;

export const issueRoutes: readonly Route[] = [
  { method: "GET", pattern: "{repo}/issues", answer: listIssues },
  { method: "POST", pattern: "{repo}/issues", answer: createIssue },
  {
    method: "GET",
    pattern: "{repo}/issues/{number}",
    answer: (call) => ok(issueResource(issueOf(call.repository, numberKey(call, "number")), call)),
  },
  { method: "PATCH", pattern: "{repo}/issues/{number}", answer: updateIssue },
  { method: "GET", pattern: "{repo}/issues/{number}/comments", answer: listComments },
  { method: "POST", pattern: "{repo}/issues/{number}/comments", answer: createComment },
  { method: "PATCH", pattern: "{repo}/issues/comments/{id}", answer: updateComment },
  { method: "POST", pattern: "{repo}/issues/{number}/labels", answer: addLabels },
];

/** Returns the body, and refuses one that is longer than GitHub accepts. */
export function bodyIn(call: Call, resource: string): string | undefined {
  const body = maybeTextIn(call.body, "body");
  if (body !== undefined && Array.from(body).length > longestBody)
    throw invalid(resource, "body", `body is too long (maximum is ${longestBody} characters)`);
  return body;
}

function listIssues(call: Call): SandboxReply {
  const state = call.query.get("state") ?? "open";
  const labels = (call.query.get("labels") ?? "").split(",").filter((label) => label !== "");
  const issues = [...call.repository.issues.values()]
    .filter((issue) => state === "all" || issue.state === state)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)))
    .toReversed();
  return pageReply(
    call,
    issues.map((issue) => issueResource(issue, call)),
  );
}

function createIssue(call: Call): SandboxReply {
  const { repository, body, principal, now } = call;
  const title = textIn(body, "title");
  const issue: StoredIssue = {
    number: nextNumber(repository),
    author: principal.account,
    createdAt: now,
    title,
    body: bodyIn(call, "Issue") ?? "",
    state: "open",
    labels: textsIn(body, "labels"),
    assignees: textsIn(body, "assignees").map((login) => accountOf(repository, login)),
    updatedAt: now,
    closedAt: null,
    pull: null,
  };
  repository.issues.set(issue.number, issue);
  return created(issueResource(issue, call));
}

function updateIssue(call: Call): SandboxReply {
  const issue = issueOf(call.repository, numberKey(call, "number"));
  changeIssue(issue, call, "Issue");
  return ok(issueResource(issue, call));
}

/** Changes title, body and state, which issues and pull requests share. */
export function changeIssue(issue: StoredIssue, call: Call, resource: string): void {
  const { body, now } = call;
  const state = maybeTextIn(body, "state");
  if (state !== undefined && state !== "open" && state !== "closed") throw malformed(`"${state}" is not a state.`);
  const text = bodyIn(call, resource);
  issue.title = maybeTextIn(body, "title") ?? issue.title;
  issue.body = text ?? issue.body;
  issue.updatedAt = now;
  if (body["labels"] !== undefined) issue.labels = textsIn(body, "labels");
  if (state === undefined) return;
  issue.state = state;
  issue.closedAt = state === "closed" ? now : null;
}

function listComments(call: Call): SandboxReply {
  const { number } = issueOf(call.repository, numberKey(call, "number"));
  const comments = [...call.repository.comments.values()].filter(({ issue }) => issue === number);
  return pageReply(
    call,
    comments.map((comment) => commentResource(comment, call)),
  );
}

function createComment(call: Call): SandboxReply {
  const { repository, principal, now } = call;
  const { number } = issueOf(repository, numberKey(call, "number"));
  textIn(call.body, "body");
  const comment: StoredComment = {
    id: repository.nextId(),
    issue: number,
    by: principal.account,
    app: principal.app,
    createdAt: now,
    body: bodyIn(call, "IssueComment") ?? "",
    updatedAt: now,
  };
  repository.comments.set(comment.id, comment);
  return created(commentResource(comment, call));
}

function updateComment(call: Call): SandboxReply {
  const comment = call.repository.comments.get(numberKey(call, "id"));
  if (comment === undefined) throw notFound();
  // A workflow's token can change only the comments of its own bot.
  if (comment.by.id !== call.principal.account.id)
    throw new GithubRefusal(403, "Resource not accessible by integration");
  textIn(call.body, "body");
  comment.body = bodyIn(call, "IssueComment") ?? "";
  comment.updatedAt = call.now;
  return ok(commentResource(comment, call));
}

function addLabels(call: Call): SandboxReply {
  const issue = issueOf(call.repository, numberKey(call, "number"));
  issue.labels = [...new Set([...issue.labels, ...textsIn(call.body, "labels")])];
  issue.updatedAt = call.now;
  return ok(labelResources(issue, call));
}
