import { account, accountId, firstCommit, type PullRequestScenario, reviewed } from "../../support/github.ts";
import { person, userId } from "../../support/model.ts";
import { aCompany, dba, security, withRules } from "../company.ts";
import { approvedBy, type Bypass, change } from "./scenario.ts";
import { byBob, byOlgaAndSue, lastReview, prod, userIn, withSue, withUser } from "./twins.ts";

/** G7 and G10: not a person, or not the expected person. */
const notThem: readonly Bypass[] = [
  {
    name: "a bot approves",
    accepted: byBob,
    edit: lastReview({ by: account("bob", { kind: "bot" }) }),
    rule: "approval/bot",
  },
  {
    name: "a service account approves",
    accepted: byBob,
    edit: userIn("bob", { kind: "service" }),
    rule: "approval/bot",
  },
  {
    name: "another account with the approver's login",
    accepted: byBob,
    edit: lastReview({ by: account("bob", { id: 666 }) }),
    rule: "approval/other-account",
  },
  {
    name: "another account with the approver's login in different letter case",
    accepted: byBob,
    edit: lastReview({ by: account("BOB", { id: 666 }) }),
    rule: "approval/other-account",
  },
  {
    name: "an approver whose account is not pinned",
    accepted: byBob,
    edit: userIn("bob", { github: { login: "bob", id: null } }),
    rule: "approval/unpinned",
  },
  {
    name: "a stranger's account",
    accepted: byBob,
    edit: lastReview({ by: account("mallory") }),
    rule: "approval/unknown-account",
  },
  {
    name: "an account in a team that the base commit does not list",
    accepted: byOlgaAndSue,
    edit: (scenario) => ({ ...scenario, teams: { [dba]: ["dora", "dan"], 9999: ["sue", "sam"], [security]: ["sam"] } }),
    rule: "approval/unknown-account",
  },
  {
    name: "an approver on leave",
    accepted: byBob,
    edit: userIn("bob", { status: "on-leave" }),
    rule: "approval/inactive",
  },
  {
    name: "an approver who has left",
    accepted: byBob,
    edit: userIn("bob", { end: Date.parse("2026-11-01T00:00:00Z") }),
    rule: "approval/inactive",
  },
  {
    name: "an approver who has not started",
    accepted: byBob,
    edit: userIn("bob", { start: Date.parse("2027-01-01T00:00:00Z") }),
    rule: "approval/inactive",
  },
  {
    name: "a member of security who has left the company, but not the team",
    accepted: { ...byOlgaAndSue, base: withSue(aCompany()), head: withSue(aCompany().grant("ada", "okta/prod")) },
    edit: userIn("sue", { status: "terminated" }),
    rule: "approval/inactive",
  },
];

/** Users whom the same change terminates approve no part of it. */
const alsoLeaves =
  (id: string, changes: object = { status: "terminated" }) =>
  (scenario: PullRequestScenario) => ({ ...scenario, head: withUser(scenario.head, id, changes) });
const leavers: readonly Bypass[] = [
  {
    name: "the change also terminates the manager who approves it",
    accepted: byBob,
    edit: alsoLeaves("bob"),
    rule: "approval/leaving",
  },
  {
    name: "the change also gives the approver an end that has passed",
    accepted: byBob,
    edit: alsoLeaves("bob", { end: Date.parse("2026-11-01T00:00:00Z") }),
    rule: "approval/leaving",
  },
  {
    name: "the change also terminates a member of the team who approves it",
    accepted: { ...byOlgaAndSue, base: withSue(aCompany()), head: withSue(aCompany().grant("ada", "okta/prod")) },
    edit: alsoLeaves("sue"),
    rule: "approval/leaving",
  },
  {
    name: "the change also terminates the entitlement's owner who approves it",
    accepted: byOlgaAndSue,
    edit: alsoLeaves("olga"),
    rule: "missing grant",
  },
];

/** Only the latest review of each person counts. */
const latest: readonly Bypass[] = [
  {
    name: "approved, then requested changes",
    accepted: byBob,
    edit: (scenario) => reviewed(scenario, "bob", { state: "changes-requested" }),
    rule: "approval/changes-requested",
  },
  {
    name: "the approval was dismissed",
    accepted: byBob,
    edit: lastReview({ state: "dismissed" }),
    rule: "approval/dismissed",
  },
  {
    name: "approved again, and that approval was dismissed",
    accepted: byBob,
    edit: (scenario) => reviewed(scenario, "bob", { state: "dismissed" }),
    rule: "approval/dismissed",
  },
  {
    name: "approved again, looking at an older commit",
    accepted: byBob,
    edit: (scenario) => ({
      ...reviewed(scenario, "bob", { commit: firstCommit }),
      digestAt: { [firstCommit]: "sha256:0" },
    }),
    rule: "approval/superseded",
  },
  {
    name: "the approval is older than the request for changes, though it is listed later",
    accepted: byBob,
    edit: (scenario) => {
      const changed = reviewed(scenario, "bob", { state: "changes-requested" });
      return { ...changed, reviews: changed.reviews.toReversed() };
    },
    rule: "approval/changes-requested",
  },
  {
    name: "the request for changes was started before the approval, and submitted after it",
    accepted: byBob,
    edit: (scenario) => reviewed(scenario, "bob", { id: 1, state: "changes-requested" }),
    rule: "approval/changes-requested",
  },
  {
    name: "the request for changes came in the same second, and after the approval",
    accepted: byBob,
    edit: (scenario) => {
      const changed = reviewed(scenario, "bob", { state: "changes-requested", at: scenario.reviews[0]?.at ?? "" });
      return { ...changed, reviews: changed.reviews.toReversed() };
    },
    rule: "approval/changes-requested",
  },
  {
    name: "another member of the security team requests changes",
    accepted: byOlgaAndSue,
    edit: (scenario) => reviewed(scenario, "sam", { state: "changes-requested" }),
    rule: "missing grant",
  },
  {
    name: "another owner requested changes for an earlier commit",
    accepted: byOlgaAndSue,
    edit: (scenario) => reviewed(scenario, "dora", { state: "changes-requested", commit: firstCommit }),
    rule: "missing grant",
  },
  {
    name: "another owner requests changes, and then only comments",
    accepted: byOlgaAndSue,
    edit: (scenario) =>
      reviewed(reviewed(scenario, "dora", { state: "changes-requested" }), "dora", { state: "commented" }),
    rule: "missing grant",
  },
  {
    name: "the owner requests changes, though the manager of the same stage approves",
    accepted: byBob,
    edit: (scenario) => reviewed(scenario, "olga", { state: "changes-requested" }),
    rule: "missing grant",
  },
  {
    name: "the owner requests changes, and a commit's text names the owner as co-author",
    accepted: byBob,
    edit: (scenario) => {
      const held = reviewed(scenario, "olga", { state: "changes-requested" });
      const message = `More\n\nCo-authored-by: Olga <${accountId("olga")}+olga@users.noreply.github.com>`;
      return { ...held, commits: held.commits.map((commit) => ({ ...commit, message })) };
    },
    rule: "missing grant",
  },
  {
    name: "a comment instead of an approval",
    accepted: byBob,
    edit: lastReview({ state: "commented" }),
    rule: "missing grant",
  },
  {
    name: "a draft that was not submitted",
    accepted: byBob,
    edit: lastReview({ state: "pending" }),
    rule: "missing grant",
  },
];

/** Who approves, how many, and with which comment. */
const stages: readonly Bypass[] = [
  {
    name: "one person for two stages",
    accepted: approvedBy(
      change((company) => company.grant("ada", "okta/crm")),
      "bob",
      "olga",
    ),
    edit: (scenario) => ({
      ...userIn("ada", { manager: userId("olga") })(scenario),
      reviews: scenario.reviews.filter(({ by }) => by.login === "olga"),
    }),
    rule: "missing grant",
  },
  {
    name: "two approvals for one stage, none for the other",
    accepted: byOlgaAndSue,
    edit: (scenario) => ({ ...scenario, reviews: approvedBy(prod, "olga", "dora").reviews }),
    rule: "approval/one-stage-each",
  },
  {
    name: "an owner of another entitlement",
    accepted: approvedBy(prod, "olga", "sue"),
    edit: (scenario) => ({ ...scenario, reviews: approvedBy(prod, "bob", "sue").reviews }),
    rule: "approval/not-eligible",
  },
  {
    name: "the entitlement got another owner on the base branch after the owner's approval",
    accepted: byOlgaAndSue,
    edit: (scenario) => {
      const moved = () => aCompany().entitlement("okta/prod", { tier: "critical", owners: [person("bob")] });
      return { ...scenario, base: withRules(moved()), head: withRules(moved().grant("ada", "okta/prod")) };
    },
    rule: "approval/not-eligible",
  },
  {
    name: "an approval without a comment",
    accepted: byOlgaAndSue,
    edit: lastReview({ body: "" }),
    rule: "approval/no-comment",
  },
  {
    name: "an approval with an invisible comment",
    accepted: byOlgaAndSue,
    edit: lastReview({ body: " \u200b\n\u2800 ." }),
    rule: "approval/no-comment",
  },
  {
    name: "a team whose members could not be read",
    accepted: byOlgaAndSue,
    edit: (scenario) => ({ ...scenario, teams: { [dba]: scenario.teams[dba] ?? [] } }),
    rule: "missing grant",
  },
  {
    name: "a team that is empty now",
    accepted: byOlgaAndSue,
    edit: (scenario) => ({ ...scenario, teams: { ...scenario.teams, [security]: [] } }),
    rule: "missing grant",
  },
  {
    name: "no approval at all",
    accepted: byBob,
    edit: (scenario) => ({ ...scenario, reviews: [] }),
    rule: "missing grant",
  },
];

export const peopleBypasses: readonly Bypass[] = [...notThem, ...leavers, ...latest, ...stages];
