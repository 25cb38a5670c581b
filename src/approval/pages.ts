import type { CodePage } from "../diagnostics/code.ts";

/** `approval/*`: why a review, or a pull request as a whole, does not count. */
export const approvalPages = {
  "approval/beneficiary": {
    title: "The reviewer benefits from what they approve.",
    why: "Nobody gives access to themselves, nor to a service account they own.",
    next: "Ask another approver of the stage; where there is none, the policy's fallback may approve.",
  },
  "approval/bot": {
    title: "The review comes from a bot or a service account.",
    why: "An approval is a person's judgement; what a machine clicks proves nothing.",
    next: "Ask one of the approvers that the table names.",
  },
  "approval/changes-requested": {
    title: "The reviewer's latest decision asks for changes.",
    why: "Each person has one say, and the latest counts.",
    next: "Settle what was asked for, then ask them to review again.",
  },
  "approval/co-author": {
    title: "The reviewer is named as co-author of one of the commits.",
    why: "Nobody approves their own change.",
    next: "Ask somebody who had no hand in the change.",
  },
  "approval/committer": {
    title: "The reviewer wrote or committed part of the change.",
    why: "Nobody approves their own change.",
    next: "Ask somebody who had no hand in the change.",
  },
  "approval/dismissed": {
    title: "The review was dismissed.",
    why: "Somebody with the right to do so said that it no longer holds.",
    next: "Ask the reviewer to look again.",
  },
  "approval/inactive": {
    title: "The reviewer is not active: on leave, gone, or not there yet.",
    why: "An account that should be asleep must not give access.",
    next: "Ask another approver; where there is none, the policy's fallback may approve.",
  },
  "approval/no-comment": {
    title: "The policy asks every approval to say why, and this one says nothing.",
    why: "For access of this tier the reason of the approver is part of the record.",
    next: "Approve again and write a sentence into the review.",
  },
  "approval/not-eligible": {
    title: "The reviewer is none of those who can approve this.",
    why: "Who approves what is decided by the policies and owners of the base commit.",
    next: "Ask one of the approvers that the table names.",
  },
  "approval/one-stage-each": {
    title: "The reviewer serves another stage already.",
    why: "Stages want different people, so that no single one decides alone.",
    next: "Ask another approver for the stage that is still missing.",
  },
  "approval/other-account": {
    title: "The login is a known person's, but the account is not.",
    why: "A login that was given up can be registered by anybody; only the account's id says who it is.",
    next: "If the person has a new account, change `github.id` in their file, with root owners' approval.",
  },
  "approval/pusher": {
    title: "The reviewer pushed to the pull request's branch.",
    why: "Nobody approves their own change, and a push may bring anything.",
    next: "Ask somebody who had no hand in the change.",
  },
  "approval/self": {
    title: "The reviewer opened the pull request, or owns the service account that did.",
    why: "Nobody approves their own change.",
    next: "Ask one of the other approvers that the table names.",
  },
  "approval/stale": {
    title: "What was reviewed is not what would be merged.",
    why: "A later push changed who gets what, or who approves it.",
    next: "Ask the reviewer to look at the latest commit and approve again.",
  },
  "approval/superseded": {
    title: "The reviewer decided again later.",
    why: "Each person has one say, and the latest counts.",
    next: "Nothing to do: look at the reviewer's latest review.",
  },
  "approval/unknown-account": {
    title: "The reviewer's account belongs to nobody the files know.",
    why: "A review counts by a pinned account or by a listed team, not by a name.",
    next: "Ask a known approver, or pin the account by `github.id` in the person's file first.",
  },
  "approval/unknown-commit": {
    title: "What the reviewed commit meant could not be worked out.",
    why: "The commit is gone or its files are broken, and what is unknown must not count as approved.",
    next: "Ask the reviewer to look at the latest commit and approve again.",
  },
  "approval/unknown-history": {
    title: "The pull request's commits were not read up to its head.",
    why: "Whoever wrote the rest may be among the reviewers.",
    next: "Run again; if it stays, look at the credential's rights and at the forge's status.",
  },
  "approval/unknown-pusher": {
    title: "Who pushed the pull request's head is not known.",
    why: "Whoever it was may be among the reviewers.",
    next: "Run again; for a pull request from a fork, push the branch to this repository instead.",
  },
  "approval/unpinned": {
    title: "The reviewer's file names a login without the account's id.",
    why: "A login can be renamed and registered again by somebody else.",
    next: "Add `github.id` to the person's file; root owners approve that.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly approval: keyof typeof approvalPages;
  }
}
