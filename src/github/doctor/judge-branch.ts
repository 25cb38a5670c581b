import type { BranchRules } from "../../ports/github.ts";
import { unknown, wrong } from "./finding.ts";
import type { DoctorFinding, Topic } from "./finding.ts";

/** What every rule of a branch is set with. */
const page = "Settings → Rules → Rulesets → the ruleset of the default branch";

interface BranchSwitch {
  readonly field:
    | "pullRequestRequired"
    | "codeOwnerReview"
    | "staleReviewsDismissed"
    | "lastPushApproval"
    | "forcePushBlocked"
    | "deletionBlocked"
    | "upToDate";
  readonly id: string;
  readonly subject: string;
  readonly message: string;
  readonly setting: string;
}

const switches: readonly BranchSwitch[] = [
  {
    field: "pullRequestRequired",
    id: "branch/pull-request",
    subject: "whether a pull request is required",
    message: "Anybody with write access can push to the default branch without a pull request.",
    setting: "Require a pull request before merging",
  },
  {
    field: "codeOwnerReview",
    id: "branch/code-owner-review",
    subject: "whether code owners have to review",
    message: "A pull request can be merged without a review by the code owners of its files.",
    setting: "Require a pull request before merging → Require review from Code Owners",
  },
  {
    field: "staleReviewsDismissed",
    id: "branch/stale-approvals",
    subject: "whether a push dismisses approvals",
    message: "An approval stays when something else is pushed after it.",
    setting: "Require a pull request before merging → Dismiss stale pull request approvals when new commits are pushed",
  },
  {
    field: "lastPushApproval",
    id: "branch/last-push-approval",
    subject: "whether somebody else has to approve the last push",
    message: "Who pushed last can be the one who approves it.",
    setting: "Require a pull request before merging → Require approval of the most recent reviewable push",
  },
  {
    field: "upToDate",
    id: "branch/up-to-date",
    subject: "whether a branch has to be up to date",
    message: "Two changes that are harmless each can be merged together without a check of both.",
    setting:
      "Require status checks to pass → Require branches to be up to date before merging (or: Require merge queue)",
  },
  {
    field: "forcePushBlocked",
    id: "branch/force-push",
    subject: "whether force pushes are blocked",
    message: "The history, which is the audit trail, can be rewritten by a force push.",
    setting: "Block force pushes",
  },
  {
    field: "deletionBlocked",
    id: "branch/deletion",
    subject: "whether deletion is blocked",
    message: "The default branch can be deleted.",
    setting: "Restrict deletions",
  },
];

const rule = "workflow rule 14";

/** What is wrong with the rules of the default branch. */
export function judgeBranch(rules: BranchRules): readonly DoctorFinding[] {
  return [
    ...switches.flatMap((entry) => judgeSwitch(entry, rules[entry.field])),
    ...judgeChecks(rules),
    ...judgeBypass(rules),
  ];
}

function judgeSwitch({ id, subject, message, setting }: BranchSwitch, value: boolean | null): readonly DoctorFinding[] {
  const topic = { id, rule, subject };
  if (value === null) return [unknown(topic)];
  return value ? [] : [wrong(topic, message, `Switch on: ${page} → ${setting}.`)];
}

function judgeChecks({ requiredChecks }: BranchRules): readonly DoctorFinding[] {
  const topic: Topic = { id: "branch/required-checks", rule, subject: "which checks are required" };
  const setting = `${page} → Require status checks to pass`;
  if (requiredChecks === null) return [unknown(topic)];
  if (requiredChecks.length === 0)
    return [wrong(topic, "A pull request can be merged without any check.", `Add Rolecall's check: ${setting}.`)];
  const unbound = requiredChecks.filter(({ app }) => app === null).map(({ name }) => name);
  if (unbound.length === 0) return [];
  return [
    wrong(
      { ...topic, id: "branch/check-source" },
      `Anybody with write access can report these required checks as passed: ${unbound.join(", ")}.`,
      `Choose the app as the source of each: ${setting} → the check → its source, instead of "any source".`,
    ),
  ];
}

function judgeBypass({ bypassActors }: BranchRules): readonly DoctorFinding[] {
  const topic: Topic = { id: "branch/bypass", rule, subject: "who may pass the rules by" };
  if (bypassActors === null) return [unknown(topic)];
  if (bypassActors === 0) return [];
  const message = `The rules do not hold for everybody: ${bypassActors} on the bypass list (with classic protection, administrators count as one).`;
  return [
    wrong(
      topic,
      message,
      `Empty it: ${page} → Bypass list; in classic protection switch on "Do not allow bypassing the above settings".`,
    ),
  ];
}
