import {
  account,
  aCommit,
  accountId,
  aPush,
  digestBetween,
  firstCommit,
  headCommit,
  reviewed,
} from "../../support/forge.ts";
import type { PullRequestStory } from "../../support/forge.ts";
import { person, userId } from "../../support/model.ts";
import { aCompany, dba, security, withRules } from "../company.ts";
import { approvedBy, type Bypass, change } from "./story.ts";

/** Ada is given the wiki (low: her manager or the owner), and Bob, her manager, approves. */
const wiki = change((company) => company.grant("ada", "okta/wiki"));
const byBob = approvedBy(wiki, "bob");
/** Ada is given production (critical: an owner and security, with a comment). */
const prod = change((company) => company.grant("ada", "okta/prod"));
const byOlgaAndSue = approvedBy(prod, "olga", "sue");

const authored = (login: string) => (story: PullRequestStory) => ({
  ...story,
  pullRequest: { ...story.pullRequest, author: account(login) },
});
const committed =
  (login: string, changes: object = {}) =>
  (story: PullRequestStory) => ({
    ...story,
    commits: [aCommit(firstCommit, login, changes), ...story.commits.slice(1)],
  });
const says = (message: string) => committed("eve", { message });
const pushed = (login: string) => (story: PullRequestStory) => ({
  ...story,
  pushes: [aPush(login, firstCommit), ...story.pushes],
});
const lastReview = (changes: object) => (story: PullRequestStory) => ({
  ...story,
  reviews: story.reviews.map((review, position) =>
    position === story.reviews.length - 1 ? { ...review, ...changes } : review,
  ),
});
const base = (edit: (story: PullRequestStory["base"]) => PullRequestStory["base"]) => (story: PullRequestStory) => ({
  ...story,
  base: edit(story.base),
  head: edit(story.head),
});
const userIn = (id: string, changes: object) =>
  base((model) => ({
    ...model,
    users: new Map([...model.users].map(([key, user]) => [key, key === id ? { ...user, ...changes } : user])),
  }));
const old = (digest: string | null) => (story: PullRequestStory) => ({
  ...lastReview({ commit: firstCommit })(story),
  digestAt: { [firstCommit]: digest },
});

/** G5: what was approved is not what would be merged. */
const afterApproval: readonly Bypass[] = [
  {
    name: "a grant pushed after the approval",
    accepted: byBob,
    edit: (story) => ({
      ...lastReview({ commit: firstCommit })(story),
      head: withRules(aCompany().grant("ada", "okta/wiki").grant("eve", "okta/wiki")),
      digestAt: { [firstCommit]: digestBetween(story.base, story.head) },
    }),
    rule: "approval/stale",
  },
  {
    name: "a review of an older commit that meant something else",
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
    name: "a review of a commit that nobody has worked out",
    accepted: byBob,
    edit: lastReview({ commit: "deadbeef" }),
    rule: "approval/unknown-commit",
  },
  {
    name: "a later end pushed after the approval",
    accepted: byBob,
    edit: (story) => ({
      ...story,
      head: withRules(aCompany().grant("ada", "okta/wiki", { expires: Date.parse("2026-12-01T00:00:00Z") })),
      digestAt: { [headCommit]: digestBetween(story.base, story.head) },
    }),
    rule: "approval/stale",
  },
  {
    name: "the target of the entitlement changed after the approval",
    accepted: byOlgaAndSue,
    edit: (story) => ({
      ...story,
      head: withRules(
        aCompany()
          .entitlement("okta/prod", {
            tier: "critical",
            owners: story.base.entitlements.get("okta/prod" as never)?.owners ?? [],
            target: { kind: "group", name: "Super Admins", role: "member" },
          })
          .grant("ada", "okta/prod"),
      ),
      digestAt: { [headCommit]: digestBetween(story.base, story.head) },
    }),
    rule: "approval/stale",
  },
];

/** G6: a hand in the change, in every role. */
const ownChange: readonly Bypass[] = [
  { name: "the author approves", accepted: byBob, edit: authored("bob"), rule: "approval/self" },
  { name: "whoever pushed a commit approves", accepted: byBob, edit: pushed("bob"), rule: "approval/pusher" },
  {
    name: "whoever wrote a commit approves",
    accepted: byBob,
    edit: committed("bob", { committer: account("eve") }),
    rule: "approval/committer",
  },
  {
    name: "whoever committed a commit approves",
    accepted: byBob,
    edit: committed("eve", { committer: account("bob") }),
    rule: "approval/committer",
  },
  {
    name: "a co-author approves, named by address",
    accepted: byBob,
    edit: says("Change\n\nCo-authored-by: Bob <bob@acme.example>"),
    rule: "approval/co-author",
  },
  {
    name: "a co-author approves, named by the forge's hidden address",
    accepted: byBob,
    edit: says(`Change\r\n\r\nCO-AUTHORED-BY: B <${accountId("bob")}+bob@users.noreply.github.example>\r\n`),
    rule: "approval/co-author",
  },
  {
    name: "a co-author approves, named by an old hidden address",
    accepted: byBob,
    edit: says("Change\n\n  co-authored-by: B <Bob@users.noreply.github.example>"),
    rule: "approval/co-author",
  },
  {
    name: "a co-author approves, named by an alias",
    accepted: approvedBy(
      change((company) => company.grant("ada", "okta/wiki")),
      "bob",
    ),
    edit: (story) =>
      says("Change\n\nCo-authored-by: B <robert@acme.example>")(
        userIn("bob", { aliases: ["Robert@acme.example"] })(story),
      ),
    rule: "approval/co-author",
  },
  {
    name: "the owner of the service account that opened it approves",
    accepted: byBob,
    edit: (story) => authored("robin")(userIn("robin", { owners: [userId("bob")] })(story)),
    rule: "approval/self",
  },
  {
    name: "the owner of the service account that pushed approves",
    accepted: byBob,
    edit: (story) => pushed("robin")(userIn("robin", { owners: [userId("bob")] })(story)),
    rule: "approval/pusher",
  },
  {
    name: "who pushed the head is not known",
    accepted: byBob,
    edit: (story) => ({ ...story, pushes: [aPush("eve", firstCommit)] }),
    rule: "approval/unknown-pusher",
  },
  {
    name: "the commits were not read up to the head",
    accepted: byBob,
    edit: (story) => ({ ...story, commits: story.commits.slice(0, 1) }),
    rule: "approval/unknown-history",
  },
];

/** G6 again: a profit from the change. */
const ownProfit: readonly Bypass[] = [
  {
    name: "the beneficiary approves as owner",
    accepted: byOlgaAndSue,
    edit: (story) => ({ ...story, head: withRules(aCompany().grant("olga", "okta/prod")) }),
    rule: "approval/beneficiary",
  },
  {
    name: "the beneficiary approves as a member of security",
    accepted: { ...byOlgaAndSue, base: withSue(aCompany()), head: withSue(aCompany().grant("ada", "okta/prod")) },
    edit: (story) => ({ ...story, head: withSue(aCompany().grant("sue", "okta/prod")) }),
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
    edit: (story) => ({
      ...story,
      head: withRules(
        aCompany()
          .user("newton", { github: { login: "sue", id: accountId("sue") } })
          .grant("newton", "okta/prod"),
      ),
    }),
    rule: "approval/beneficiary",
  },
  {
    name: "somebody for whom it was asked approves",
    accepted: byBob,
    edit: (story) => ({ ...story, beneficiaries: [userId("bob")] }),
    rule: "approval/beneficiary",
  },
  {
    name: "a role's only holder approves what the role gains",
    accepted: approvedBy(roleEdit("ada"), "olga", "dora", "sue"),
    edit: (story) => ({ ...story, base: roleEdit("olga").base, head: roleEdit("olga").head }),
    rule: "approval/beneficiary",
  },
];

function withSue(company: ReturnType<typeof aCompany>) {
  return withRules(company.user("sue", { github: { login: "sue", id: accountId("sue") } }));
}

function roleEdit(holder: string): PullRequestStory {
  const company = () => aCompany().grant(holder, "role:oncall");
  return change((told) => told.role("oncall", ["okta/wiki", "okta/prod"], { owners: [person("olga")] }), { company });
}

/** G7 and G10: no person, or not that person. */
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
    name: "another account with the approver's login in other letters",
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
    name: "an account that took over an approver's id's place in a team that is not listed",
    accepted: byOlgaAndSue,
    edit: (story) => ({ ...story, teams: { [dba]: ["dora", "dan"], 9999: ["sue", "sam"], [security]: ["sam"] } }),
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
    name: "an approver who has not begun",
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

/** One say each, and the latest counts. */
const latest: readonly Bypass[] = [
  {
    name: "approved, then asked for changes",
    accepted: byBob,
    edit: (story) => reviewed(story, "bob", { state: "changes-requested" }),
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
    edit: (story) => reviewed(story, "bob", { state: "dismissed" }),
    rule: "approval/dismissed",
  },
  {
    name: "approved again, looking at an older commit",
    accepted: byBob,
    edit: (story) => ({ ...reviewed(story, "bob", { commit: firstCommit }), digestAt: { [firstCommit]: "sha256:0" } }),
    rule: "approval/superseded",
  },
  {
    name: "the approval is older than the request for changes, though it is listed later",
    accepted: byBob,
    edit: (story) => {
      const told = reviewed(story, "bob", { state: "changes-requested" });
      return { ...told, reviews: told.reviews.toReversed() };
    },
    rule: "approval/changes-requested",
  },
  { name: "a comment, no approval", accepted: byBob, edit: lastReview({ state: "commented" }), rule: "missing grant" },
  { name: "a draft that was not sent", accepted: byBob, edit: lastReview({ state: "pending" }), rule: "missing grant" },
];

/** Who, how many, and with which words. */
const stages: readonly Bypass[] = [
  {
    name: "one person for two stages",
    accepted: approvedBy(
      change((company) => company.grant("ada", "okta/crm")),
      "bob",
      "olga",
    ),
    edit: (story) => ({
      ...userIn("ada", { manager: userId("olga") })(story),
      reviews: story.reviews.filter(({ by }) => by.login === "olga"),
    }),
    rule: "missing grant",
  },
  {
    name: "two approvals for one stage, none for the other",
    accepted: byOlgaAndSue,
    edit: (story) => ({ ...story, reviews: approvedBy(prod, "olga", "dora").reviews }),
    rule: "approval/one-stage-each",
  },
  {
    name: "somebody who owns something else",
    accepted: approvedBy(prod, "olga", "sue"),
    edit: (story) => ({ ...story, reviews: approvedBy(prod, "bob", "sue").reviews }),
    rule: "approval/not-eligible",
  },
  {
    name: "an approval without a word",
    accepted: byOlgaAndSue,
    edit: lastReview({ body: "" }),
    rule: "approval/no-comment",
  },
  {
    name: "an approval with words that nobody can see",
    accepted: byOlgaAndSue,
    edit: lastReview({ body: " \u200b\n\u2800 ." }),
    rule: "approval/no-comment",
  },
  {
    name: "a team whose members could not be read",
    accepted: byOlgaAndSue,
    edit: (story) => ({ ...story, teams: { [dba]: story.teams[dba] ?? [] } }),
    rule: "missing grant",
  },
  {
    name: "a team that is empty by now",
    accepted: byOlgaAndSue,
    edit: (story) => ({ ...story, teams: { ...story.teams, [security]: [] } }),
    rule: "missing grant",
  },
  {
    name: "no approval at all",
    accepted: byBob,
    edit: (story) => ({ ...story, reviews: [] }),
    rule: "missing grant",
  },
];

export const reviewBypasses: readonly Bypass[] = [
  ...afterApproval,
  ...ownChange,
  ...ownProfit,
  ...notThem,
  ...latest,
  ...stages,
];
