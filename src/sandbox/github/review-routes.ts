import type { SandboxReply } from "../core/exchange.ts";
import { reviewResource } from "./issue-resources.ts";
import { pageReply } from "./paging.ts";
import { GithubRefusal, malformed } from "./refusal.ts";
import { headOf, pullOf } from "./repository.ts";
import { type Call, maybeTextIn, numberKey, ok, type Route, textIn } from "./route.ts";
import type { ReviewState, StoredIssue, StoredPull, StoredReview } from "./stored.ts";

export const reviewRoutes: readonly Route[] = [
  { method: "GET", pattern: "{repo}/pulls/{number}/reviews", answer: listReviews },
  { method: "POST", pattern: "{repo}/pulls/{number}/reviews", answer: submitReview },
];

function pullIn(call: Call): StoredIssue & { readonly pull: StoredPull } {
  return pullOf(call.repository, numberKey(call, "number"));
}

function listReviews(call: Call): SandboxReply {
  const { pull, number } = pullIn(call);
  return pageReply(
    call,
    pull.reviews.map((review) => reviewResource(review, number, call)),
  );
}

const stateOfEvent: Readonly<Record<string, ReviewState>> = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
};

/** Submits a review at once. A pending review, which GitHub starts without `event`, is not supported. */
function submitReview(call: Call): SandboxReply {
  const { repository, principal, now, body } = call;
  const issue = pullIn(call);
  const event = textIn(body, "event");
  const state = Object.hasOwn(stateOfEvent, event) ? stateOfEvent[event] : undefined;
  if (state === undefined) throw malformed(`For 'event', ${JSON.stringify(event)} is not a valid event.`);
  const text = maybeTextIn(body, "body") ?? "";
  if (text === "" && state !== "APPROVED") throw new GithubRefusal(422, "Unprocessable Entity: body is required");
  if (state !== "COMMENTED" && principal.account.id === issue.author.id) {
    const what = state === "APPROVED" ? "approve" : "request changes on";
    throw new GithubRefusal(422, `Unprocessable Entity: Can not ${what} your own pull request`);
  }
  const commit = maybeTextIn(body, "commit_id") ?? headOf(issue.pull);
  const review: StoredReview = { id: repository.nextId(), by: principal.account, commit, body: text, at: now, state };
  issue.pull.reviews.push(review);
  issue.updatedAt = now;
  return ok(reviewResource(review, issue.number, call));
}
