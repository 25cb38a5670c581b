import {
  account,
  aCommit,
  accountId,
  aPush,
  digestBetween,
  firstCommit,
  headCommit,
  type PullRequestScenario,
} from "../../support/github.ts";
import { person, userId } from "../../support/model.ts";
import { aCompany, withRules } from "../company.ts";
import { approvedBy, type Bypass, change } from "./scenario.ts";
import { byBob, byOlgaAndSue, lastReview, userIn, withSue } from "./twins.ts";

const authored = (login: string) => (scenario: PullRequestScenario) => ({
  ...scenario,
  pullRequest: { ...scenario.pullRequest, author: account(login) },
});
const committed =
  (login: string, changes: object = {}) =>
  (scenario: PullRequestScenario) => ({
    ...scenario,
    commits: [aCommit(firstCommit, login, changes), ...scenario.commits.slice(1)],
  });
const withMessage = (message: string) => committed("eve", { message });
const pushed = (login: string) => (scenario: PullRequestScenario) => ({
  ...scenario,
  pushes: [aPush(login, firstCommit), ...scenario.pushes],
});
const old = (digest: string | null) => (scenario: PullRequestScenario) => ({
  ...lastReview({ commit: firstCommit })(scenario),
  digestAt: { [firstCommit]: digest },
});

/** G5: the approved change is not the change to be merged. */
const afterApproval: readonly Bypass[] = [
  {
    name: "a grant pushed after the approval",
    accepted: byBob,
    edit: (scenario) => ({
      ...lastReview({ commit: firstCommit })(scenario),
      head: withRules(aCompany().grant("ada", "okta/wiki").grant("eve", "okta/wiki")),
      digestAt: { [firstCommit]: digestBetween(scenario.base, scenario.head) },
    }),
    rule: "approval/stale",
  },
  {
    name: "a review of an older commit with different access changes",
    accepted: byBob,
    edit: old("sha256:0"),
    rule: "approval/stale",
  },
  {
    name: "a review of a commit that git does not have",
    accepted: byBob,
    edit: old(null),
    rule: "approval/unknown-commit",
  },
  {
    name: "a review of a commit whose changes were not computed",
    accepted: byBob,
    edit: lastReview({ commit: "deadbeef" }),
    rule: "approval/unknown-commit",
  },
  {
    name: "a later end pushed after the approval",
    accepted: byBob,
    edit: (scenario) => ({
      ...scenario,
      head: withRules(aCompany().grant("ada", "okta/wiki", { expires: Date.parse("2026-12-01T00:00:00Z") })),
      digestAt: { [headCommit]: digestBetween(scenario.base, scenario.head) },
    }),
    rule: "approval/stale",
  },
  {
    name: "the merge queue puts another grant into the result than the reviewed head has",
    accepted: byBob,
    edit: (scenario) => ({
      ...scenario,
      head: withRules(aCompany().grant("ada", "okta/wiki").grant("ada", "okta/dba")),
      digestAt: { [headCommit]: digestBetween(scenario.base, scenario.head) },
    }),
    rule: "approval/stale",
  },
  {
    name: "the tier of the entitlement was raised on the base branch after the approval",
    accepted: byBob,
    edit: (scenario) => {
      const raised = () => aCompany().entitlement("okta/wiki", { tier: "critical", owners: [person("olga")] });
      return { ...scenario, base: withRules(raised()), head: withRules(raised().grant("ada", "okta/wiki")) };
    },
    rule: "missing grant",
  },
  {
    name: "the target of the entitlement changed after the approval",
    accepted: byOlgaAndSue,
    edit: (scenario) => ({
      ...scenario,
      head: withRules(
        aCompany()
          .entitlement("okta/prod", {
            tier: "critical",
            owners: scenario.base.entitlements.get("okta/prod" as never)?.owners ?? [],
            target: { kind: "group", name: "Super Admins", role: "member" },
          })
          .grant("ada", "okta/prod"),
      ),
      digestAt: { [headCommit]: digestBetween(scenario.base, scenario.head) },
    }),
    rule: "approval/stale",
  },
];

/** G6: contributors of the change, in every role. */
const ownChange: readonly Bypass[] = [
  { name: "the author approves", accepted: byBob, edit: authored("bob"), rule: "approval/self" },
  { name: "the account that pushed a commit approves", accepted: byBob, edit: pushed("bob"), rule: "approval/pusher" },
  {
    name: "the author of a commit approves",
    accepted: byBob,
    edit: committed("bob", { committer: account("eve") }),
    rule: "approval/committer",
  },
  {
    name: "the committer of a commit approves",
    accepted: byBob,
    edit: committed("eve", { committer: account("bob") }),
    rule: "approval/committer",
  },
  {
    name: "a co-author approves, named by address",
    accepted: byBob,
    edit: withMessage("Change\n\nCo-authored-by: Bob <bob@acme.example>"),
    rule: "approval/co-author",
  },
  {
    name: "a co-author approves, named by GitHub's private address",
    accepted: byBob,
    edit: withMessage(`Change\r\n\r\nCO-AUTHORED-BY: B <${accountId("bob")}+bob@users.noreply.github.example>\r\n`),
    rule: "approval/co-author",
  },
  {
    name: "a co-author approves, named by an old private address",
    accepted: byBob,
    edit: withMessage("Change\n\n  co-authored-by: B <Bob@users.noreply.github.example>"),
    rule: "approval/co-author",
  },
  {
    name: "a co-author approves, named by an alias",
    accepted: approvedBy(
      change((company) => company.grant("ada", "okta/wiki")),
      "bob",
    ),
    edit: (scenario) =>
      withMessage("Change\n\nCo-authored-by: B <robert@acme.example>")(
        userIn("bob", { aliases: ["Robert@acme.example"] })(scenario),
      ),
    rule: "approval/co-author",
  },
  {
    name: "the owner of the service account that opened it approves",
    accepted: byBob,
    edit: (scenario) => authored("robin")(userIn("robin", { owners: [userId("bob")] })(scenario)),
    rule: "approval/self",
  },
  {
    name: "the owner of the service account that pushed approves",
    accepted: byBob,
    edit: (scenario) => pushed("robin")(userIn("robin", { owners: [userId("bob")] })(scenario)),
    rule: "approval/pusher",
  },
  {
    name: "the account that pushed the head is unknown",
    accepted: byBob,
    edit: (scenario) => ({ ...scenario, pushes: [aPush("eve", firstCommit)] }),
    rule: "approval/unknown-pusher",
  },
  {
    name: "the commits were not read up to the head",
    accepted: byBob,
    edit: (scenario) => ({ ...scenario, commits: scenario.commits.slice(0, 1) }),
    rule: "approval/unknown-history",
  },
];

/** G6: beneficiaries of the change. */
const beneficiaries: readonly Bypass[] = [
  {
    name: "the beneficiary approves as owner",
    accepted: byOlgaAndSue,
    edit: (scenario) => ({ ...scenario, head: withRules(aCompany().grant("olga", "okta/prod")) }),
    rule: "approval/beneficiary",
  },
  {
    name: "the beneficiary approves as a member of security",
    accepted: { ...byOlgaAndSue, base: withSue(aCompany()), head: withSue(aCompany().grant("ada", "okta/prod")) },
    edit: (scenario) => ({ ...scenario, head: withSue(aCompany().grant("sue", "okta/prod")) }),
    rule: "approval/beneficiary",
  },
  {
    name: "the owner of the service account that gains approves",
    accepted: approvedBy(
      change((company) => company.grant("robin", "okta/prod")),
      "olga",
      "sue",
    ),
    edit: userIn("robin", { owners: [userId("olga")] }),
    rule: "approval/beneficiary",
  },
  {
    name: "a member of security whom the change itself makes a user approves their own grant",
    accepted: approvedBy(
      change((company) => company.user("newton").grant("newton", "okta/prod")),
      "olga",
      "sue",
    ),
    edit: (scenario) => ({
      ...scenario,
      head: withRules(
        aCompany()
          .user("newton", { github: { login: "sue", id: accountId("sue") } })
          .grant("newton", "okta/prod"),
      ),
    }),
    rule: "approval/beneficiary",
  },
  {
    name: "the user of the request approves",
    accepted: byBob,
    edit: (scenario) => ({ ...scenario, beneficiaries: [userId("bob")] }),
    rule: "approval/beneficiary",
  },
  {
    name: "a role's only holder approves what the role gains",
    accepted: approvedBy(roleEdit("ada"), "olga", "dora", "sue"),
    edit: (scenario) => ({ ...scenario, base: roleEdit("olga").base, head: roleEdit("olga").head }),
    rule: "approval/beneficiary",
  },
];

function roleEdit(holder: string): PullRequestScenario {
  const company = () => aCompany().grant(holder, "role:oncall");
  return change((base) => base.role("oncall", ["okta/wiki", "okta/prod"], { owners: [person("olga")] }), { company });
}

export const handBypasses: readonly Bypass[] = [...afterApproval, ...ownChange, ...beneficiaries];
