import { aJournalPair } from "../../support/journal-keys.ts";

/** A small company with users for every approval stage, one separation-of-duties rule and both systems. */

interface Person {
  readonly login: string;
  readonly account: number;
  readonly manager: string | null;
  readonly number: string;
}

export const people: Readonly<Record<string, Person>> = {
  ada: { login: "ada", account: 11, manager: "mel", number: "1001" },
  bob: { login: "bob", account: 12, manager: "mel", number: "1002" },
  mel: { login: "mel", account: 13, manager: "olga", number: "1003" },
  olga: { login: "olga", account: 14, manager: null, number: "1004" },
  sue: { login: "sue", account: 15, manager: "olga", number: "1005" },
  sam: { login: "sam", account: 16, manager: "olga", number: "1006" },
};

export const securityTeam = 4567;

export function userFile(id: string, { status = "active", end = "" }: { status?: string; end?: string } = {}): string {
  const person = people[id];
  if (person === undefined) throw new Error(`${id} is not a user of the company`);
  const name = `${id[0]?.toUpperCase() ?? ""}${id.slice(1)}`;
  return [
    `id: ${id}`,
    "kind: employee",
    `status: ${status}`,
    `employeeNumber: "${person.number}"`,
    `name: { display: ${name} Example, given: ${name}, family: Example }`,
    `email: ${id}@acme.example`,
    `github: { login: ${person.login}, id: ${person.account} }`,
    `manager: ${person.manager ?? "none"}`,
    "department: Engineering",
    "title: Engineer",
    "start: 2024-01-01",
    ...(end === "" ? [] : [`end: ${end}`]),
    "",
  ].join("\n");
}

export const grantFile = (user: string, entitlement: string, more = ""): string =>
  `user: ${user}\nentitlement: ${entitlement}\nreason: Needs it for the daily work\n${more}`;

export const grantPath = (user: string, entitlement: string): string => `access/grants/${entitlement}/${user}.yaml`;

const okta = (id: string, group: string, more = ""): string =>
  `id: ${id}\ntitle: ${group}\ntarget: { group: ${group} }\ntier: low\nowners: [olga]\n${more}`;

export const oktaSystem = (repair: readonly string[] = ["membership.remove"]): string =>
  [
    "id: okta",
    "provider: okta",
    "title: Okta",
    'owners: ["@acme/security"]',
    "mode: enforce",
    `drift: { repair: [${repair.join(", ")}] }`,
    "connection: { orgUrl: https://acme.okta.example }",
    "account:",
    "  join: employeeNumber",
    "  adopt: reviewed",
    "  profile: { login: email, email: email, firstName: name.given, lastName: name.family }",
    "  onLeave: suspend",
    "  onTerminate: { now: suspend }",
    "",
  ].join("\n");

const googleSystem = [
  "id: google",
  "provider: google",
  "title: Google Workspace",
  'owners: ["@acme/security"]',
  "mode: enforce",
  "connection: { customer: my_customer }",
  "account:",
  "  join: externalIds.organization",
  "  adopt: reviewed",
  "  profile: { primaryEmail: email, name.givenName: name.given, name.familyName: name.family }",
  "  onLeave: suspend",
  "  onTerminate: { now: suspend }",
  "",
].join("\n");

/** Signs the journal of the company's runs. */
export const journalPair = aJournalPair();

const organizationLines = [
  "version: 1",
  "organization: Acme",
  "domains: [acme.example]",
  "timezone: Europe/Berlin",
  'rootOwners: ["@acme/security"]',
  `teams: { "@acme/security": ${securityTeam} }`,
];
/** The organization without a journal key. */
export const unsignedOrganization = `${organizationLines.join("\n")}\n`;
/** The organization with these journal keys. */
export const organizationWith = (...keys: readonly string[]): string =>
  `${unsignedOrganization}journal:\n  publicKeys:\n${keys.map((key) => `    - ${key}\n`).join("")}`;

export const approvalsFile = (low = "[[manager, owner]]"): string =>
  [
    "tiers:",
    `  low: { require: ${low} }`,
    "  medium: { require: [[manager], [owner]] }",
    '  high: { require: [[manager], [owner], ["@acme/security"]], maxDuration: P90D, comment: required }',
    '  critical: { require: [[owner], ["@acme/security"]], maxDuration: PT4H, comment: required }',
    "removals: { require: [] }",
    'fallback: ["@acme/security"]',
    "",
  ].join("\n");

const separation = [
  "id: vendor-payment",
  "title: Create a vendor and approve its payment",
  "risk: critical",
  "mode: prevent",
  "sets:",
  "  create: [okta/vendors]",
  "  approve: [okta/payments]",
  "atMost: 1",
  'owners: ["@acme/security"]',
  "",
].join("\n");

const birthright = [
  "id: everyone",
  "title: Everyone",
  "owners: [olga]",
  "birthright: { kind: employee }",
  "entitlements: [okta/account, google/account]",
  "",
].join("\n");

/** Path to text of the first commit. */
export const companyFiles: Readonly<Record<string, string>> = {
  "access/rolecall.yaml": organizationWith(journalPair.publicKey),
  "access/systems/okta.yaml": oktaSystem(),
  "access/systems/google.yaml": googleSystem,
  "access/policies/approvals.yaml": approvalsFile(),
  "access/policies/separation-of-duties/vendor-payment.yaml": separation,
  "access/roles/birthright/everyone.yaml": birthright,
  "access/entitlements/okta/account.yaml":
    "id: account\ntitle: Account\ntarget: { account: {} }\ntier: low\nowners: [olga]\n",
  "access/entitlements/google/account.yaml":
    "id: account\ntitle: Account\ntarget: { account: {} }\ntier: low\nowners: [olga]\n",
  "access/entitlements/okta/crm.yaml": okta("crm", "CRM Users"),
  "access/entitlements/okta/wiki.yaml": okta("wiki", "Wiki Users"),
  "access/entitlements/okta/vendors.yaml": okta("vendors", "Vendor Keepers"),
  "access/entitlements/okta/payments.yaml": okta("payments", "Payment Approvers"),
  [grantPath("bob", "okta/crm")]: grantFile("bob", "okta/crm"),
  ...Object.fromEntries(Object.keys(people).map((id) => [`access/users/${id}.yaml`, userFile(id)])),
};

/** The organization with one operation at a time in each system, for tests of what comes between two operations. */
export const oneAtATime: Readonly<Record<string, string>> = {
  "access/rolecall.yaml": `${organizationWith(journalPair.publicKey)}rate: { inFlight: 1 }\n`,
};
