import type { Divergence } from "../company/divergence.ts";

/**
 * What happened in Acme Robotics' Okta and Google Workspace beside its files: at least one case of every operation that a
 * plan knows for accounts, groups and memberships. All of it can be repaired by one apply within the default guards.
 */
export const divergences: readonly Divergence[] = [
  // accounts
  {
    kind: "account-missing",
    story: "Olúwaṣeun's first week: nobody made his Okta account yet",
    system: "okta",
    user: "oluwaseun-adeyemi",
  },
  {
    kind: "account-missing",
    story: "Olúwaṣeun's first week: nobody made his mailbox yet",
    system: "google",
    user: "oluwaseun-adeyemi",
  },
  {
    kind: "account-missing",
    story: "Luca starts next autumn: the Okta account is to be staged",
    system: "okta",
    user: "luca-moretti",
  },
  {
    kind: "account-missing",
    story: "Luca starts next autumn: the mailbox is to wait for him",
    system: "google",
    user: "luca-moretti",
  },
  {
    kind: "account-state",
    story: "Ingrid has started, her staged Okta account was not activated",
    system: "okta",
    user: "ingrid-haugen",
    state: "staged",
  },
  {
    kind: "account-state",
    story: "Ingrid has started, her mailbox still waits",
    system: "google",
    user: "ingrid-haugen",
    state: "suspended",
  },
  {
    kind: "account-state",
    story: "Marek was suspended during an alarm that turned out to be false",
    system: "okta",
    user: "marek-dvorak",
    state: "suspended",
  },
  {
    kind: "account-state",
    story: "Mei Lin has left and can still sign in to Okta",
    system: "okta",
    user: "mei-lin-zhou",
    state: "active",
  },
  {
    kind: "account-state",
    story: "Mei Lin has left and can still read her mail",
    system: "google",
    user: "mei-lin-zhou",
    state: "active",
  },
  {
    kind: "account-state",
    story: "Fatima is on leave, and her Okta account was opened again by hand",
    system: "okta",
    user: "fatima-al-sayed",
    state: "active",
  },
  {
    kind: "account-state",
    story: "Tomáš left long ago: suspended, and due to be deactivated",
    system: "okta",
    user: "tomas-novak",
    state: "suspended",
  },
  {
    kind: "account-unjoined",
    story: "Viktor's Okta account came without an employee number",
    system: "okta",
    user: "viktor-nagy",
  },
  {
    kind: "account-unjoined",
    story: "Helena's mailbox was made by hand, without an employee number",
    system: "google",
    user: "helena-strand",
  },
  {
    kind: "account-extra",
    story: "a trial account from before single sign-on",
    system: "okta",
    address: "trial.admin@acme.example",
    name: { given: "Trial", family: "Admin" },
  },
  {
    kind: "account-extra",
    story: "the screen in the canteen has a mailbox",
    system: "google",
    address: "canteen-screen@acme.example",
    name: { given: "Canteen", family: "Screen" },
  },
  // attributes: Nora's move from sales to support did not reach the systems
  {
    kind: "attribute",
    story: "Nora moved to support, Okta still says sales",
    system: "okta",
    user: "nora-bergstrom",
    attribute: "department",
    value: "Sales",
  },
  {
    kind: "attribute",
    story: "Nora's title in Okta is the old one",
    system: "okta",
    user: "nora-bergstrom",
    attribute: "title",
    value: "Account Executive",
  },
  {
    kind: "org-unit",
    story: "Nora's mailbox is still with the sellers",
    system: "google",
    user: "nora-bergstrom",
    value: "/Staff/Commercial",
  },
  {
    kind: "attribute",
    story: "Rachel's family name was misspelt in Google",
    system: "google",
    user: "rachel-kim",
    attribute: "name.familyName",
    value: "Kimm",
  },
  // groups
  { kind: "group-missing", story: "the deal desk's group was deleted by mistake", entitlement: "okta/deal-desk" },
  { kind: "group-missing", story: "the incident room has no group yet", entitlement: "google/incident" },
  {
    kind: "group-renamed",
    story: "the database administrators' group still has its first name",
    entitlement: "okta/prod-db-admin",
    name: "DB Admins",
  },
  {
    kind: "group-description",
    story: "somebody wrote a note into the fleet operators' description",
    entitlement: "okta/fleet-console",
    description: "ask Hiroshi",
  },
  {
    kind: "group-description",
    story: "the sales group's description is from last year",
    entitlement: "google/sales-all",
    description: "Leads and forecasts 2025",
  },
  {
    kind: "group-extra",
    story: "the chess players have a group of their own",
    system: "okta",
    name: "Chess Club",
    members: ["arjun-mehta", "lena-fischer", "emre-aydin"],
  },
  {
    kind: "group-extra",
    story: "the runners have a mailing list of their own",
    system: "google",
    name: "runners@acme.example",
    members: ["aoife-byrne", "maya-cohen"],
  },
  {
    kind: "rule-fed-group",
    story: "an Okta rule fills a group that no file names",
    system: "okta",
    name: "Marketing (automatic)",
    expression: 'user.department=="Marketing"',
  },
  // memberships
  {
    kind: "member-missing",
    story: "Sofie lost the CRM in a clean-up",
    entitlement: "okta/crm",
    user: "sofie-jansen",
  },
  {
    kind: "member-missing",
    story: "Anna does not get the news to all staff",
    entitlement: "google/staff",
    user: "anna-kowalczyk",
  },
  {
    kind: "member-extra",
    story: "the trial account may approve releases",
    entitlement: "okta/release-approve",
    member: { address: "trial.admin@acme.example" },
  },
  {
    kind: "member-extra",
    story: "Julia was added to vendor maintenance by hand",
    entitlement: "okta/erp-vendor-create",
    member: { user: "julia-wagner" },
  },
  {
    kind: "member-extra",
    story: "Tomáš left and is still in the source code group",
    entitlement: "okta/github",
    member: { user: "tomas-novak" },
  },
  {
    kind: "member-extra",
    story: "the retired wiki still has a reader",
    entitlement: "okta/old-wiki",
    member: { user: "xin-yi-chen" },
  },
  {
    kind: "member-extra",
    story: "Nora moved to support and still gets the sellers' mail",
    entitlement: "google/sales-all",
    member: { user: "nora-bergstrom" },
  },
  {
    kind: "member-extra",
    story: "a private mailbox reads the board papers",
    entitlement: "google/board-papers",
    member: { address: "amara.private@mail.example" },
  },
  {
    kind: "member-role",
    story: "Beatriz was made a plain member of the group she owns",
    entitlement: "google/sales-owners",
    user: "beatriz-carvalho",
    role: "member",
  },
  {
    kind: "member-role",
    story: "Lena should read support mail and owns the group instead",
    entitlement: "google/support",
    user: "lena-fischer",
    role: "owner",
  },
];

/** Differences that a person must clear up first: each makes the plan refuse to go on, and says why. */
export const blockedDivergences: readonly Divergence[] = [
  {
    kind: "account-recycled",
    story: "Lena's address was somebody else's before her, and the account is still theirs",
    system: "okta",
    user: "lena-fischer",
    employeeNumber: "10052",
  },
  {
    kind: "account-unjoined",
    story: "Mateo's Okta account has no employee number, and no file says that it is his",
    system: "okta",
    user: "mateo-silva",
  },
  {
    kind: "rule-fed-group",
    story: "an Okta rule writes to a group that an entitlement declares",
    system: "okta",
    name: "Web Editors",
    expression: 'user.department=="Marketing"',
  },
  {
    kind: "member-missing",
    story: "Mina should be in the group that the rule writes to",
    entitlement: "okta/cms",
    user: "mina-yusuf",
  },
];
