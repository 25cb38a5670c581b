import type { Divergence } from "../company/divergence.ts";

/**
 * Changes in Okta and Google Workspace of Acme Robotics outside the files: at least one case for each operation of a plan
 * on accounts, groups and memberships. One apply within the default guards corrects all of them.
 */
export const divergences: readonly Divergence[] = [
  // accounts
  {
    kind: "account-missing",
    summary: "Olúwaṣeun starts this week and has no Okta account",
    system: "okta",
    user: "oluwaseun-adeyemi",
  },
  {
    kind: "account-missing",
    summary: "Olúwaṣeun starts this week and has no Google account",
    system: "google",
    user: "oluwaseun-adeyemi",
  },
  {
    kind: "account-missing",
    summary: "Luca starts next autumn, and his Okta account is not staged",
    system: "okta",
    user: "luca-moretti",
  },
  {
    kind: "account-missing",
    summary: "Luca starts next autumn, and his Google account does not exist",
    system: "google",
    user: "luca-moretti",
  },
  {
    kind: "account-state",
    summary: "Ingrid has started, and her Okta account is still staged",
    system: "okta",
    user: "ingrid-haugen",
    state: "staged",
  },
  {
    kind: "account-state",
    summary: "Ingrid has started, and her Google account is still suspended",
    system: "google",
    user: "ingrid-haugen",
    state: "suspended",
  },
  {
    kind: "account-state",
    summary: "Mei Lin has left, and her Okta account is still active",
    system: "okta",
    user: "mei-lin-zhou",
    state: "active",
  },
  {
    kind: "account-state",
    summary: "Mei Lin has left, and her Google account is still active",
    system: "google",
    user: "mei-lin-zhou",
    state: "active",
  },
  {
    kind: "account-state",
    summary: "Fatima is on leave, and her Okta account was reactivated by hand",
    system: "okta",
    user: "fatima-al-sayed",
    state: "active",
  },
  {
    kind: "account-state",
    summary: "Tomáš has left, and his suspended Okta account is due to be deactivated",
    system: "okta",
    user: "tomas-novak",
    state: "suspended",
  },
  {
    kind: "account-unjoined",
    summary: "Viktor's Okta account has no employee number",
    system: "okta",
    user: "viktor-nagy",
  },
  {
    kind: "account-unjoined",
    summary: "Helena's Google account was created by hand, without an employee number",
    system: "google",
    user: "helena-strand",
  },
  {
    kind: "account-extra",
    summary: "Orphaned account: a trial account from before single sign-on",
    system: "okta",
    address: "trial.admin@acme.example",
    name: { given: "Trial", family: "Admin" },
  },
  {
    kind: "account-extra",
    summary: "Orphaned account: a Google account for the canteen screen",
    system: "google",
    address: "canteen-screen@acme.example",
    name: { given: "Canteen", family: "Screen" },
  },
  // attributes: Nora's move from sales to support is missing in the systems
  {
    kind: "attribute",
    summary: "Nora moved to support, and her department in Okta is still sales",
    system: "okta",
    user: "nora-bergstrom",
    attribute: "department",
    value: "Sales",
  },
  {
    kind: "attribute",
    summary: "Nora's title in Okta is her previous one",
    system: "okta",
    user: "nora-bergstrom",
    attribute: "title",
    value: "Account Executive",
  },
  {
    kind: "org-unit",
    summary: "Nora's Google account is still in the organizational unit of sales",
    system: "google",
    user: "nora-bergstrom",
    value: "/Staff/Commercial",
  },
  {
    kind: "attribute",
    summary: "Rachel's family name is misspelled in Google",
    system: "google",
    user: "rachel-kim",
    attribute: "name.familyName",
    value: "Kimm",
  },
  // groups
  {
    kind: "group-missing",
    summary: "The group of the deal desk was deleted by mistake",
    entitlement: "okta/deal-desk",
  },
  { kind: "group-missing", summary: "The group of the incident room does not exist", entitlement: "google/incident" },
  {
    kind: "group-renamed",
    summary: "The group of the database administrators still has its previous name",
    entitlement: "okta/prod-db-admin",
    name: "DB Admins",
  },
  {
    kind: "group-description",
    summary: "The description of the fleet operators' group was edited by hand",
    entitlement: "okta/fleet-console",
    description: "ask Hiroshi",
  },
  {
    kind: "group-description",
    summary: "The description of the sales group is out of date",
    entitlement: "google/sales-all",
    description: "Leads and forecasts 2025",
  },
  {
    kind: "group-settings",
    summary: "The group of the board papers lets every employee join",
    entitlement: "google/board-papers",
    settings: { whoCanJoin: "ALL_IN_DOMAIN_CAN_JOIN" },
  },
  {
    kind: "group-extra",
    summary: "Unmanaged group: the chess players",
    system: "okta",
    name: "Chess Club",
    members: ["arjun-mehta", "lena-fischer", "emre-aydin"],
  },
  {
    kind: "group-extra",
    summary: "Unmanaged group: a mailing list of the runners",
    system: "google",
    name: "runners@acme.example",
    members: ["aoife-byrne", "maya-cohen"],
  },
  {
    kind: "rule-fed-group",
    summary: "Unmanaged group: an Okta rule fills a group that no file names",
    system: "okta",
    name: "Marketing (automatic)",
    expression: 'user.department=="Marketing"',
  },
  // memberships
  {
    kind: "member-missing",
    summary: "Sofie was removed from the CRM group by mistake",
    entitlement: "okta/crm",
    user: "sofie-jansen",
  },
  {
    kind: "member-missing",
    summary: "Anna is missing in the group of all staff",
    entitlement: "google/staff",
    user: "anna-kowalczyk",
  },
  {
    kind: "member-extra",
    summary: "The trial account is in the group that approves releases",
    entitlement: "okta/release-approve",
    member: { address: "trial.admin@acme.example" },
  },
  {
    kind: "member-extra",
    summary: "Julia was added to vendor maintenance by hand",
    entitlement: "okta/erp-vendor-create",
    member: { user: "julia-wagner" },
  },
  {
    kind: "member-extra",
    summary: "Tomáš has left and is still in the source code group",
    entitlement: "okta/github",
    member: { user: "tomas-novak" },
  },
  {
    kind: "member-extra",
    summary: "The group of the retired wiki still has a member",
    entitlement: "okta/old-wiki",
    member: { user: "xin-yi-chen" },
  },
  {
    kind: "member-extra",
    summary: "Nora moved to support and is still in the sales group",
    entitlement: "google/sales-all",
    member: { user: "nora-bergstrom" },
  },
  {
    kind: "member-extra",
    summary: "A private address is in the group of the board papers",
    entitlement: "google/board-papers",
    member: { address: "amara.private@mail.example" },
  },
  {
    kind: "member-role",
    summary: "Beatriz owns the sales group and was made an ordinary member",
    entitlement: "google/sales-owners",
    user: "beatriz-carvalho",
    role: "member",
  },
  {
    kind: "member-role",
    summary: "Lena is an owner of the support group instead of a member",
    entitlement: "google/support",
    user: "lena-fischer",
    role: "owner",
  },
];

/** Differences that need a decision by a person: each one blocks the plan, and the plan states the reason. */
export const blockedDivergences: readonly Divergence[] = [
  {
    kind: "account-state",
    summary: "The security team suspended Marek's Okta account",
    system: "okta",
    user: "marek-dvorak",
    state: "suspended",
  },
  {
    kind: "account-recycled",
    summary: "Lena's address belonged to another person, whose employee number the account still has",
    system: "okta",
    user: "lena-fischer",
    employeeNumber: "10052",
  },
  {
    kind: "account-unjoined",
    summary: "Mateo's Okta account has no employee number, and no adoption file links it to him",
    system: "okta",
    user: "mateo-silva",
  },
  {
    kind: "rule-fed-group",
    summary: "An Okta rule assigns users to a group that an entitlement declares",
    system: "okta",
    name: "Web Editors",
    expression: 'user.department=="Marketing"',
  },
  {
    kind: "member-missing",
    summary: "Mina is missing in the group that the rule fills",
    entitlement: "okta/cms",
    user: "mina-yusuf",
  },
];
