import { account, aCommit, accountId, aPush, firstCommit, type PullRequestScenario } from "../../support/github.ts";
import { userId } from "../../support/model.ts";
import { approvedBy, type Bypass, change } from "./scenario.ts";
import { byBob, byOlgaAndSue, userIn } from "./twins.ts";

type Edit = (scenario: PullRequestScenario) => PullRequestScenario;

/** The first commit has these addresses, which GitHub links to no account. */
const addressed =
  (changes: { readonly authorAddress?: string; readonly committerAddress?: string }): Edit =>
  (scenario) => ({ ...scenario, commits: [aCommit(firstCommit, null, changes), ...scenario.commits.slice(1)] });
const writtenBy = (address: string) => addressed({ authorAddress: address });

/** An address that GitHub links to no account can belong to an approver by the model, and takes the approver out. */
const approvers: readonly Bypass[] = [
  {
    name: "the unlinked address of a commit's author is the approver's",
    accepted: byBob,
    edit: writtenBy("bob@acme.example"),
    rule: "approval/committer",
  },
  {
    name: "the unlinked address of a commit's committer is the approver's",
    accepted: byBob,
    edit: addressed({ authorAddress: "eve@acme.example", committerAddress: "bob@acme.example" }),
    rule: "approval/committer",
  },
  {
    name: "the unlinked address is an alias of the approver",
    accepted: userIn("bob", { aliases: ["Robert@acme.example"] })(byBob),
    edit: writtenBy("robert@acme.example"),
    rule: "approval/committer",
  },
  {
    name: "the unlinked address is the approver's in different letter case",
    accepted: byBob,
    edit: writtenBy(" Bob@ACME.example "),
    rule: "approval/committer",
  },
  {
    name: "the unlinked address is GitHub's private address of the approver",
    accepted: byBob,
    edit: writtenBy(`${accountId("bob")}+someone@users.noreply.github.example`),
    rule: "approval/committer",
  },
  {
    name: "the unlinked address is an old private address of the approver",
    accepted: byBob,
    edit: writtenBy("Bob@users.noreply.github.example"),
    rule: "approval/committer",
  },
  {
    name: "GitHub links the approver's address to another account",
    accepted: byBob,
    edit: (scenario) => ({
      ...scenario,
      commits: [aCommit(firstCommit, "eve", { authorAddress: "bob@acme.example" }), ...scenario.commits.slice(1)],
    }),
    rule: "approval/committer",
  },
  {
    name: "the unlinked address is that of a service account of the approver",
    accepted: userIn("robin", { owners: [userId("bob")] })(byBob),
    edit: writtenBy("robin@acme.example"),
    rule: "approval/committer",
  },
  {
    name: "the unlinked address is in the last commit only",
    accepted: byBob,
    edit: (scenario) => ({
      ...scenario,
      commits: [
        ...scenario.commits.slice(0, 1),
        { ...aCommit(scenario.pullRequest.head.commit, null), committerAddress: "bob@acme.example" },
      ],
    }),
    rule: "approval/committer",
  },
  {
    name: "the unlinked address is that of one of the owners of a critical entitlement",
    accepted: byOlgaAndSue,
    edit: writtenBy("olga@acme.example"),
    rule: "approval/committer",
  },
];

const crm = change((company) => company.grant("ada", "okta/crm"));
const pushedBy =
  (...logins: readonly string[]): Edit =>
  (scenario) => ({ ...scenario, pushes: [...logins.map((login) => aPush(login, firstCommit)), ...scenario.pushes] });
const bobPushed = approvedBy(pushedBy("bob")(crm), "olga", "sue");
const notPushed: Edit = (scenario) => ({ ...scenario, pushes: scenario.pushes.slice(-1) });

/** An address is a claim: it never brings the fallback in. */
const fallbacks: readonly Bypass[] = [
  {
    name: "the manager's address is written into a commit so that the fallback decides",
    accepted: bobPushed,
    edit: (scenario) => writtenBy("bob@acme.example")(notPushed(scenario)),
    rule: "missing grant",
  },
  {
    name: "the addresses of manager and owner are written into a commit so that the fallback decides",
    accepted: approvedBy(pushedBy("bob", "olga")(crm), "sue", "sam"),
    edit: (scenario) =>
      addressed({ authorAddress: "bob@acme.example", committerAddress: "olga@acme.example" })(notPushed(scenario)),
    rule: "missing grant",
  },
  {
    name: "the manager pushed, and the owner's address is written into a commit so that the fallback decides for both",
    accepted: approvedBy(pushedBy("bob", "olga")(crm), "sue", "sam"),
    edit: (scenario) => writtenBy("olga@acme.example")(pushedBy("bob")(notPushed(scenario))),
    rule: "missing grant",
  },
  {
    name: "the manager's address is written beside a linked committer so that the fallback decides",
    accepted: bobPushed,
    edit: (scenario) => ({
      ...notPushed(scenario),
      commits: [
        aCommit(firstCommit, "eve", { author: null, committer: account("eve"), authorAddress: "bob@acme.example" }),
        ...scenario.commits.slice(1),
      ],
    }),
    rule: "missing grant",
  },
];

export const addressBypasses: readonly Bypass[] = [...approvers, ...fallbacks];
