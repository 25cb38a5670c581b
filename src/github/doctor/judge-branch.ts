import type { BranchRules } from "../../ports/github.ts";
import { unknown, wrong } from "./finding.ts";
import { actionsApp } from "./judge-bypass.ts";
import type { DoctorFinding, Topic } from "./finding.ts";

/** The settings page of all branch rules. */
const page = "Settings → Rules → Rulesets → the ruleset of the default branch";

interface BranchSwitch {
  readonly field:
    | "pullRequestRequired"
    | "codeOwnerReview"
    | "staleReviewsDismissed"
    | "lastPushApproval"
    | "forcePushBlocked"
    | "deletionBlocked"
    | "upToDate"
    | "rebaseBlocked";
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
    message: "Everyone with write access can push to the default branch without a pull request.",
    setting: "Require a pull request before merging",
  },
  {
    field: "codeOwnerReview",
    id: "branch/code-owner-review",
    subject: "whether a review from code owners is required",
    message: "A pull request can be merged without a review from the code owners of its files.",
    setting: "Require a pull request before merging → Require review from Code Owners",
  },
  {
    field: "staleReviewsDismissed",
    id: "branch/stale-approvals",
    subject: "whether a push dismisses approvals",
    message: "An approval stays valid after a later push.",
    setting: "Require a pull request before merging → Dismiss stale pull request approvals when new commits are pushed",
  },
  {
    field: "lastPushApproval",
    id: "branch/last-push-approval",
    subject: "whether the last push needs an approval from another person",
    message: "The person who pushed last can approve the push.",
    setting: "Require a pull request before merging → Require approval of the most recent reviewable push",
  },
  {
    field: "upToDate",
    id: "branch/up-to-date",
    subject: "whether a branch has to be up to date",
    message: "Two changes that are safe on their own can be merged together without a check of the result.",
    setting:
      "Require status checks to pass → Require branches to be up to date before merging (or: Require merge queue)",
  },
  {
    field: "forcePushBlocked",
    id: "branch/force-push",
    subject: "whether force pushes are blocked",
    message: "A force push can rewrite the history, which is the audit trail.",
    setting: "Block force pushes",
  },
  {
    field: "deletionBlocked",
    id: "branch/deletion",
    subject: "whether deletion is blocked",
    message: "The default branch can be deleted.",
    setting: "Restrict deletions",
  },
  {
    field: "rebaseBlocked",
    id: "branch/rebase-merge",
    subject: "whether rebase merges are blocked",
    message:
      "A pull request can be merged by rebase. Apply cannot assign the rebased commits to the pull request, so it withholds what they give.",
    setting: "Require a pull request before merging → Allowed merge methods: without rebase",
  },
];

/** The check that Rolecall publishes about the approvals of a pull request. */
const approvalsCheck = "rolecall/approvals";

const rule = "workflow rule 14";

/** Returns the findings about the rules of the default branch. */
export function judgeBranch(rules: BranchRules): readonly DoctorFinding[] {
  return [
    ...switches.flatMap((entry) => judgeSwitch(entry, rules[entry.field])),
    ...judgeApprovals(rules),
    ...judgeChecks(rules),
    ...judgeBypass(rules),
  ];
}

function judgeSwitch({ id, subject, message, setting }: BranchSwitch, value: boolean | null): readonly DoctorFinding[] {
  const topic = { id, rule, subject };
  if (value === null) return [unknown(topic)];
  return value ? [] : [wrong(topic, message, `Enable: ${page} → ${setting}.`)];
}

function judgeApprovals({ pullRequestRequired, requiredApprovals }: BranchRules): readonly DoctorFinding[] {
  const topic: Topic = { id: "branch/approvals", rule, subject: "how many approvals are required" };
  if (requiredApprovals === null) return [unknown(topic)];
  if (pullRequestRequired === false || requiredApprovals > 0) return [];
  return [
    wrong(
      topic,
      "A pull request can be merged without an approval.",
      `Set it to at least 1: ${page} → Require a pull request before merging → Required approvals.`,
    ),
  ];
}

function judgeChecks({ requiredChecks }: BranchRules): readonly DoctorFinding[] {
  const topic: Topic = { id: "branch/required-checks", rule, subject: "which checks are required" };
  const setting = `${page} → Require status checks to pass`;
  if (requiredChecks === null) return [unknown(topic)];
  if (requiredChecks.length === 0)
    return [wrong(topic, "A pull request can be merged without any check.", `Add Rolecall's check: ${setting}.`)];
  return [...judgeUnbound(requiredChecks, topic, setting), ...judgeApprovalsCheck(requiredChecks, topic, setting)];
}

type RequiredChecks = NonNullable<BranchRules["requiredChecks"]>;

function judgeUnbound(requiredChecks: RequiredChecks, topic: Topic, setting: string): readonly DoctorFinding[] {
  const unbound = requiredChecks.filter(({ app }) => app === null).map(({ name }) => name);
  if (unbound.length === 0) return [];
  return [
    wrong(
      { ...topic, id: "branch/check-source" },
      `Everyone with write access can report these required checks as passed: ${unbound.join(", ")}.`,
      `Select the app as the source of each check: ${setting} → the check → its source, instead of "any source".`,
    ),
  ];
}

function judgeApprovalsCheck(requiredChecks: RequiredChecks, topic: Topic, setting: string): readonly DoctorFinding[] {
  const required = requiredChecks.filter(({ name }) => name === approvalsCheck);
  if (required.length === 0)
    return [
      wrong(
        { ...topic, id: "branch/approvals-check" },
        `The check ${approvalsCheck} is not required: a pull request can be merged without the approvals that its changes need.`,
        `Add the check, with the app of review-write as its source: ${setting}.`,
      ),
    ];
  if (required.some(({ app }) => app !== actionsApp && app !== null)) return [];
  if (required.every(({ app }) => app === null)) return [];
  return [
    wrong(
      { ...topic, id: "branch/approvals-source" },
      `The check ${approvalsCheck} is bound to GitHub Actions: a workflow on any branch can report it as passed.`,
      `Select the app of review-write as the source: ${setting} → ${approvalsCheck} → its source.`,
    ),
  ];
}

function judgeBypass({ bypassActors }: BranchRules): readonly DoctorFinding[] {
  const topic: Topic = { id: "branch/bypass", rule, subject: "who can bypass the rules" };
  if (bypassActors === null) return [unknown(topic)];
  if (bypassActors === 0) return [];
  const message = `The rules do not apply to everyone: ${bypassActors} on the bypass list (with classic protection, administrators count as one).`;
  return [
    wrong(
      topic,
      message,
      `Empty it: ${page} → Bypass list; in classic protection enable "Do not allow bypassing the above settings".`,
    ),
  ];
}
