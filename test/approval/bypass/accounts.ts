import { account, aCommit, firstCommit, type PullRequestScenario, pinned } from "../../support/github.ts";
import { type ModelBuilder, userId } from "../../support/model.ts";
import { aCompany } from "../company.ts";
import { approvedBy, type Bypass, change } from "./scenario.ts";
import { prod } from "./twins.ts";

/** Ada's mailbox moves; she holds `entitlement`. */
const holding = (entitlement: string) => () => aCompany().grant("ada", entitlement);
const ada =
  (changes: object) =>
  (company: ModelBuilder): ModelBuilder =>
    company.user("ada", { manager: userId("bob"), ...pinned("ada"), ...changes });
const moved = ada({ email: "ada@mail.example" });

/** The change is approved by these, in another scenario's company. */
const inCompany =
  (other: PullRequestScenario) =>
  (scenario: PullRequestScenario): PullRequestScenario => ({ ...scenario, base: other.base, head: other.head });

const byBobForWiki = approvedBy(change(moved, { company: holding("okta/wiki") }), "bob");
const withoutReviewOf =
  (login: string) =>
  (scenario: PullRequestScenario): PullRequestScenario => ({
    ...scenario,
    reviews: scenario.reviews.filter(({ by }) => by.login !== login),
  });
const editOfCritical = (by: (company: ModelBuilder) => ModelBuilder) =>
  inCompany(change(by, { company: holding("okta/prod") }));

/** What leads to an account is guarded as the account's access is. */
const redirections: readonly Bypass[] = [
  {
    name: "the manager alone redirects the mailbox of a critical holder",
    accepted: byBobForWiki,
    edit: editOfCritical(moved),
    rule: "missing identity",
  },
  {
    name: "the manager and an owner redirect it without security",
    accepted: approvedBy(change(moved, { company: holding("okta/prod") }), "bob", "olga", "sue"),
    edit: (scenario) => ({ ...scenario, reviews: scenario.reviews.slice(0, 2) }),
    rule: "missing identity",
  },
  {
    name: "the manager alone adds an alias to a critical holder",
    accepted: byBobForWiki,
    edit: editOfCritical(ada({ aliases: ["eve@mail.example"] })),
    rule: "missing identity",
  },
  {
    name: "the manager alone lets a critical holder be an account outside",
    accepted: byBobForWiki,
    edit: editOfCritical(ada({ externalIn: ["okta"] })),
    rule: "missing identity",
  },
  {
    name: "the mailbox of a medium holder is redirected without the owner",
    accepted: approvedBy(change(moved, { company: holding("okta/crm") }), "bob", "olga"),
    edit: (scenario) => ({ ...scenario, reviews: scenario.reviews.slice(0, 1) }),
    rule: "missing identity",
  },
  {
    name: "the mailbox is redirected while the critical grant has yet to begin",
    accepted: byBobForWiki,
    edit: inCompany(
      change(moved, {
        company: () => aCompany().grant("ada", "okta/prod", { starts: Date.parse("2027-01-01T00:00:00Z") }),
      }),
    ),
    rule: "missing identity",
  },
  {
    name: "the mailbox is redirected while the critical access is withheld during leave",
    accepted: byBobForWiki,
    edit: inCompany(
      change(ada({ status: "on-leave", email: "ada@mail.example" }), {
        company: () => ada({ status: "on-leave" })(aCompany()).grant("ada", "okta/prod"),
      }),
    ),
    rule: "missing identity",
  },
  {
    name: "the mailbox is redirected in the change that takes the critical grant away",
    accepted: byBobForWiki,
    edit: (scenario) => ({ ...scenario, base: change(moved, { company: holding("okta/prod") }).base }),
    rule: "missing identity",
  },
  {
    name: "the mailbox of a holder of a critical role is redirected",
    accepted: byBobForWiki,
    edit: inCompany(
      change(moved, { company: () => aCompany().role("admin", ["okta/prod"]).grant("ada", "role:admin") }),
    ),
    rule: "missing identity",
  },
  {
    name: "the account number of a critical holder changes with root owners alone",
    accepted: approvedBy(
      change(ada({ employeeNumber: "other" }), { company: holding("okta/prod") }),
      "bob",
      "olga",
      "sue",
    ),
    edit: (scenario) => ({ ...scenario, reviews: scenario.reviews.filter(({ by }) => by.login !== "olga") }),
    rule: "missing identity",
  },
  {
    name: "the manager alone changes the account number",
    accepted: approvedBy(change(ada({ employeeNumber: "other" }), { company: holding("okta/wiki") }), "bob", "sue"),
    edit: withoutReviewOf("sue"),
    rule: "missing identity",
  },
  {
    name: "the manager and root owners without the owner change the account number of a critical holder",
    accepted: approvedBy(change(ada({ employeeNumber: "other" }), { company: holding("okta/wiki") }), "bob", "sue"),
    edit: editOfCritical(ada({ employeeNumber: "other" })),
    rule: "missing identity",
  },
  {
    name: "the manager alone pins another account of GitHub",
    accepted: approvedBy(
      change(ada({ github: { login: "ada", id: 666 } }), { company: holding("okta/wiki") }),
      "bob",
      "sue",
    ),
    edit: withoutReviewOf("sue"),
    rule: "missing identity",
  },
  {
    name: "the manager and root owners without the owner pin another account of GitHub to a critical holder",
    accepted: approvedBy(
      change(ada({ github: { login: "ada", id: 666 } }), { company: holding("okta/wiki") }),
      "bob",
      "sue",
    ),
    edit: editOfCritical(ada({ github: { login: "ada", id: 666 } })),
    rule: "missing identity",
  },
  {
    name: "the manager and root owners without the owner adopt an account of a critical holder",
    accepted: approvedBy(
      change((company) => company.adoption("okta", "ada", "00u1"), { company: holding("okta/wiki") }),
      "bob",
      "sue",
    ),
    edit: editOfCritical((company) => company.adoption("okta", "ada", "00u1")),
    rule: "missing identity",
  },
  {
    name: "the manager alone redirects the mailbox of a user who may become a critical holder",
    accepted: byBobForWiki,
    edit: inCompany(change(moved, { company: () => aCompany().grant("ada", "okta/prod", { eligible: true }) })),
    rule: "missing identity",
  },
  {
    name: "the manager alone redirects the mailbox of a high holder",
    accepted: byBobForWiki,
    edit: inCompany(change(moved, { company: holding("okta/erp") })),
    rule: "missing identity",
  },
  {
    name: "a critical holder's account is adopted by root owners alone",
    accepted: approvedBy(
      change((company) => company.adoption("okta", "ada", "00u1"), { company: holding("okta/prod") }),
      "olga",
      "sue",
    ),
    edit: (scenario) => ({ ...scenario, reviews: scenario.reviews.filter(({ by }) => by.login !== "olga") }),
    rule: "missing identity",
  },
  {
    name: "the holder approves the redirection of their own mailbox",
    accepted: approvedBy(change(ada({ email: "ada@mail.example" }), { company: holding("okta/wiki") }), "bob"),
    edit: (scenario) => ({ ...scenario, reviews: approvedBy({ ...scenario, reviews: [] }, "ada").reviews }),
    rule: "approval/beneficiary",
  },
];

const crm = change((company) => company.grant("ada", "okta/crm"));
const committed =
  (changes: object) =>
  (scenario: PullRequestScenario): PullRequestScenario => ({
    ...scenario,
    commits: [aCommit(firstCommit, "eve", changes), ...scenario.commits.slice(1)],
  });
const coAuthors = (...names: readonly string[]) =>
  committed({
    message: `Change access\n\n${names.map((name) => `Co-authored-by: ${name} <${name}@acme.example>`).join("\n")}`,
  });
/** Bob and Olga pushed to the branch themselves, so that the fallback decides: by fact. */
const pushedBy =
  (...logins: readonly string[]) =>
  (scenario: PullRequestScenario): PullRequestScenario => ({
    ...scenario,
    pushes: [
      ...logins.map((login) => ({ by: account(login), after: firstCommit, at: "2026-11-20T08:00:00Z" })),
      ...scenario.pushes,
    ],
  });
const fallbackDecides = approvedBy(pushedBy("bob", "olga")(crm), "sue", "sam");
const notPushed = (scenario: PullRequestScenario): PullRequestScenario => ({
  ...scenario,
  pushes: scenario.pushes.slice(-1),
});

/** A claim takes an approver out, and never brings the fallback in. */
const claims: readonly Bypass[] = [
  {
    name: "manager and owner are named as co-authors so that the fallback decides",
    accepted: fallbackDecides,
    edit: (scenario) => coAuthors("bob", "olga")(notPushed(scenario)),
    rule: "missing grant",
  },
  {
    name: "the manager alone is named as co-author so that the fallback decides",
    accepted: approvedBy(pushedBy("bob")(crm), "olga", "sue"),
    edit: (scenario) => coAuthors("bob")(notPushed(scenario)),
    rule: "missing grant",
  },
  {
    name: "one pushed, and the other is named as co-author",
    accepted: fallbackDecides,
    edit: (scenario) => coAuthors("bob")(pushedBy("olga")(notPushed(scenario))),
    rule: "missing grant",
  },
  {
    name: "the manager is named as the git author so that the fallback decides",
    accepted: approvedBy(pushedBy("bob")(crm), "olga", "sue"),
    edit: (scenario) => committed({ author: account("bob") })(notPushed(scenario)),
    rule: "missing grant",
  },
  {
    name: "the manager is named as the git committer so that the fallback decides",
    accepted: approvedBy(pushedBy("bob")(crm), "olga", "sue"),
    edit: (scenario) => committed({ committer: account("bob") })(notPushed(scenario)),
    rule: "missing grant",
  },
  {
    name: "the owners of a critical entitlement are named as co-authors so that the fallback decides",
    accepted: approvedBy({ ...pushedBy("olga", "dora", "dan")(prod) }, "sue", "sam"),
    edit: (scenario) =>
      committed({
        message: ["olga", "dora", "dan"]
          .map((name) => `Co-authored-by: ${name} <${account(name).id}+${name}@users.noreply.github.example>`)
          .join("\n"),
      })(notPushed(scenario)),
    rule: "missing grant",
  },
  {
    name: "one person is left for two stages, because a co-author line names the other",
    accepted: approvedBy(
      change((company) => company.grant("eve", "okta/crm"), { author: "ada" }),
      "bob",
      "olga",
    ),
    edit: (scenario) =>
      coAuthors("bob")({ ...scenario, reviews: approvedBy({ ...scenario, reviews: [] }, "olga", "sue").reviews }),
    rule: "missing grant",
  },
];

export const accountBypasses: readonly Bypass[] = [...redirections, ...claims];
