import type { CodePage } from "../diagnostics/code.ts";

/** `approval/*`: why a review, or all reviews of a pull request, do not count, and why no review could. */
export const approvalPages = {
  "approval/beneficiary": {
    title: "The reviewer benefits from the change.",
    why: "Users cannot give access to themselves or to a service account that they own.",
    next: "Ask another approver of the stage. If none remains, ask an approver of the policy's fallback.",
  },
  "approval/bot": {
    title: "The review comes from a bot or a service account.",
    why: "An approval is the decision of a person.",
    next: "Ask one of the approvers in the table.",
  },
  "approval/changes-requested": {
    title: "The reviewer's latest review requests changes.",
    why: "Only the latest review of each person counts. While an approver of a stage requests changes, the stage stays open, even if another approver of the stage approves.",
    next: "Make the requested changes, then ask the reviewer to review again. GitHub can also dismiss the review.",
  },
  "approval/co-author": {
    title: "The reviewer is a co-author of one of the commits.",
    why: "Contributors cannot approve their own change.",
    next: "Ask an approver who did not contribute to the change.",
  },
  "approval/committer": {
    title: "The reviewer is the author or committer of one of the commits.",
    why: "Contributors cannot approve their own change.",
    next: "Ask an approver who did not contribute to the change.",
  },
  "approval/dismissed": {
    title: "The review was dismissed.",
    why: "A dismissed review does not count, whichever its content.",
    next: "Ask the reviewer to review again.",
  },
  "approval/inactive": {
    title: "The reviewer is not active: on leave, terminated, or not started yet.",
    why: "The account of an inactive user must not approve access.",
    next: "Ask another approver. If none remains, ask an approver of the policy's fallback.",
  },
  "approval/leaving": {
    title: "The same change terminates the reviewer.",
    why: "Users who leave with a change do not approve any part of it, and do not block it. The fallback replaces them.",
    next: "Ask another approver of the stage, or an approver of the policy's fallback.",
  },
  "approval/no-approver": {
    title: "No person or team can approve a change.",
    why: "A review counts by a pinned GitHub account or a listed team. Without any, every pull request waits and nothing is applied.",
    next: "Pin the account of an active root owner with `github: { login: …, id: … }`, or add a team with its id to `rootOwners`.",
  },
  "approval/no-comment": {
    title: "The approval does not have the comment that the policy requires.",
    why: "For access of this tier, the approver's reason is part of the record.",
    next: "Approve again with a comment in the review.",
  },
  "approval/not-eligible": {
    title: "The reviewer is not an approver of this change.",
    why: "The policies and owners of the base commit decide who can approve.",
    next: "Ask one of the approvers in the table.",
  },
  "approval/one-stage-each": {
    title: "The reviewer already serves another stage.",
    why: "Different people must serve the stages, so that a single person cannot decide alone.",
    next: "Ask another approver for the open stage.",
  },
  "approval/other-account": {
    title: "The login belongs to a known user, but the account does not.",
    why: "Another person can register an abandoned login. Only the account id identifies the person.",
    next: "If the person has a new account, change `github.id` in the user's file. Root owners must approve it.",
  },
  "approval/pusher": {
    title: "The reviewer pushed to the pull request's branch.",
    why: "Contributors cannot approve their own change, and a push can add any commit.",
    next: "Ask an approver who did not contribute to the change.",
  },
  "approval/self": {
    title: "The reviewer opened the pull request, or owns the service account that did.",
    why: "Contributors cannot approve their own change.",
    next: "Ask one of the other approvers in the table.",
  },
  "approval/stale": {
    title: "The access changes have changed since the review.",
    why: "A later push changed the access, its approvers, a field of another document, or another file.",
    next: "Ask the reviewer to review the latest commit and approve again.",
  },
  "approval/superseded": {
    title: "The reviewer submitted a later review.",
    why: "Only the latest review of each person counts.",
    next: "No action needed: the reviewer's latest review counts.",
  },
  "approval/too-few-approvers": {
    title: "A change needs more people than can approve it.",
    why: "Different people serve the stages, and no person approves an own change. Such a change can never be applied.",
    next: "Add a person with a pinned GitHub account, or a team, to `rootOwners` or to the policy's fallback.",
  },
  "approval/unknown-account": {
    title: "The reviewer's account does not match any user or listed team.",
    why: "A review counts by a pinned account or a listed team, not by a login.",
    next: "Ask a known approver, or first pin the account with `github.id` in the user's file.",
  },
  "approval/unknown-commit": {
    title: "The access changes of the reviewed commit could not be determined.",
    why: "The commit is missing or its files have errors. An unknown change must not count as approved.",
    next: "Ask the reviewer to review the latest commit and approve again.",
  },
  "approval/unknown-history": {
    title: "The pull request's commits were not read completely.",
    why: "The author of an unread commit may be among the reviewers.",
    next: "Run again. If the failure repeats, check the permissions of the credential and the status of GitHub.",
  },
  "approval/unknown-pusher": {
    title: "The account that pushed the pull request's head is unknown.",
    why: "The account that pushed may be among the reviewers.",
    next: "Run again. For a pull request from a fork, push the branch to this repository instead.",
  },
  "approval/unpinned": {
    title: "The reviewer's file has a login without the account id.",
    why: "A login can be renamed and then registered by another person.",
    next: "Add `github.id` to the user's file. Root owners must approve it.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly approval: keyof typeof approvalPages;
  }
}
