import type { CodePage } from "../diagnostics/code.ts";

/** `approval/*`: reasons why a review or a pull request does not count. */
export const approvalPages = {
  "approval/beneficiary": {
    title: "The reviewer receives access through the change.",
    why: "A person must not approve access for themselves or for a service account they own.",
    next: "Ask another approver of the stage. If there is none, the policy's fallback may approve.",
  },
  "approval/bot": {
    title: "The review comes from a bot or a service account.",
    why: "An approval must be a decision of a person.",
    next: "Ask one of the approvers in the table.",
  },
  "approval/changes-requested": {
    title: "The reviewer's latest review requests changes.",
    why: "Only the latest decision of each person counts.",
    next: "Resolve the request, then ask the reviewer to review again.",
  },
  "approval/co-author": {
    title: "The reviewer is a co-author of one of the commits.",
    why: "A person must not approve their own change.",
    next: "Ask a person who did not work on the change.",
  },
  "approval/committer": {
    title: "The reviewer wrote or committed part of the change.",
    why: "A person must not approve their own change.",
    next: "Ask a person who did not work on the change.",
  },
  "approval/dismissed": {
    title: "The review was dismissed.",
    why: "A dismissed review does not count.",
    next: "Ask the reviewer to review again.",
  },
  "approval/inactive": {
    title: "The reviewer is not active: on leave, terminated or not yet started.",
    why: "An inactive user must not give access.",
    next: "Ask another approver. If there is none, the policy's fallback may approve.",
  },
  "approval/no-comment": {
    title: "The approval has no comment, but the policy requires one.",
    why: "For access of this tier the approver's reason is part of the record.",
    next: "Approve again with a comment.",
  },
  "approval/not-eligible": {
    title: "The reviewer is not an approver of this change.",
    why: "The policies and owners in the base commit define the approvers.",
    next: "Ask one of the approvers in the table.",
  },
  "approval/one-stage-each": {
    title: "The reviewer's approval already counts for another stage.",
    why: "Each stage needs a different person, so that no person decides alone.",
    next: "Ask another approver for the pending stage.",
  },
  "approval/other-account": {
    title: "The login belongs to a known person, but the account id is different.",
    why: "A released login can be registered by another person. Only the account id identifies a person.",
    next: "If the person has a new account, change `github.id` in the user file. Root owners approve that change.",
  },
  "approval/pusher": {
    title: "The reviewer pushed to the branch of the pull request.",
    why: "A person must not approve their own change, and a push can change any file.",
    next: "Ask a person who did not work on the change.",
  },
  "approval/self": {
    title: "The reviewer opened the pull request, or owns the service account that opened it.",
    why: "A person must not approve their own change.",
    next: "Ask one of the other approvers in the table.",
  },
  "approval/stale": {
    title: "Stale approval: the access changes have changed since the review.",
    why: "A later push changed the access or the required approvers.",
    next: "Ask the reviewer to review the latest commit and approve again.",
  },
  "approval/superseded": {
    title: "The reviewer submitted a later review.",
    why: "Only the latest decision of each person counts.",
    next: "No action needed: see the reviewer's latest review.",
  },
  "approval/unknown-account": {
    title: "The reviewer's account does not match a known user.",
    why: "A review counts by a pinned account or by a listed team, not by a name.",
    next: "Ask a known approver, or add `github.id` to the person's user file first.",
  },
  "approval/unknown-commit": {
    title: "The access changes of the reviewed commit are unknown.",
    why: "The commit does not exist any more or its files are invalid. Unknown changes do not count as approved.",
    next: "Ask the reviewer to review the latest commit and approve again.",
  },
  "approval/unknown-history": {
    title: "The commits of the pull request could not be read completely.",
    why: "A reviewer could be the author of a commit that was not read.",
    next: "Run again. If the problem continues, check the permissions of the credential and the status of GitHub.",
  },
  "approval/unknown-pusher": {
    title: "The account that pushed the head commit is unknown.",
    why: "A reviewer could be the person who pushed it.",
    next: "Run again. For a pull request from a fork, push the branch to this repository instead.",
  },
  "approval/unpinned": {
    title: "The reviewer's user file has a login without an account id.",
    why: "A login can be renamed and registered again by another person.",
    next: "Add `github.id` to the user file. Root owners approve that change.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly approval: keyof typeof approvalPages;
  }
}
