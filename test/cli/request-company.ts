/** A small company with requestable entitlements: path from the root to text. */
const user = (id: string, lines: string): string => `id: ${id}
kind: employee
status: active
employeeNumber: "n-${id}"
name: { display: ${id} }
email: ${id.replaceAll("-", ".")}@acme.example
start: 2024-02-01
${lines}`;

const entitlement = (id: string, lines: string): string => `id: ${id}
title: ${id}
owners: [grace-hopper, "@acme/dba"]
${lines}`;

const grant = (who: string, what: string): string => `user: ${who}
entitlement: ${what}
reason: Belongs to the work
ticket: FIN-1
`;

export const requestCompany: Readonly<Record<string, string>> = {
  "access/rolecall.yaml": `version: 1
organization: Acme Robotics
domains: [acme.example]
timezone: Europe/Berlin
rootOwners: ["@acme/security"]
teams: { "@acme/security": 4567, "@acme/dba": 4568 }
`,
  "access/users/ada-lovelace.yaml": user(
    "ada-lovelace",
    "manager: none\ndepartment: Engineering\ngithub: { login: ada, id: 11 }\n",
  ),
  "access/users/aoife-byrne.yaml": user(
    "aoife-byrne",
    "manager: ada-lovelace\ndepartment: Engineering\ngithub: { login: bob, id: 12 }\n",
  ),
  "access/users/grace-hopper.yaml": user(
    "grace-hopper",
    "manager: none\ndepartment: Engineering\ngithub: { login: cyn, id: 13 }\n",
  ),
  "access/users/helen-park.yaml": user("helen-park", "manager: none\ndepartment: Finance\n"),
  "access/users/gone-away.yaml": user("gone-away", "manager: none\n").replace("active", "terminated"),
  "access/systems/okta.yaml": `id: okta
provider: okta
title: Okta
owners: ["@acme/security"]
mode: enforce
connection: { orgUrl: https://acme.okta.example }
account: { join: employeeNumber, profile: { login: email } }
`,
  "access/entitlements/okta/account.yaml": entitlement("account", "tier: low\ntarget: { account: {} }\n"),
  "access/entitlements/okta/vpn.yaml": entitlement("vpn", "tier: low\ntarget: { group: VPN }\n"),
  "access/entitlements/okta/wiki.yaml": entitlement("wiki", "tier: low\ntarget: { group: Wiki }\n"),
  "access/entitlements/okta/prod-db-admin.yaml": entitlement(
    "prod-db-admin",
    "tier: critical\nmaxDuration: PT4H\nrequestable: { departments: [Engineering] }\ntarget: { group: Prod DB Admins }\n",
  ),
  "access/entitlements/okta/vendor-create.yaml": entitlement(
    "vendor-create",
    "tier: medium\nrequestable: { kinds: [employee], departments: [Finance] }\ntarget: { group: Vendors }\n",
  ),
  "access/entitlements/okta/payment-approve.yaml": entitlement(
    "payment-approve",
    "tier: medium\ntarget: { group: Payments }\n",
  ),
  "access/roles/everyone.yaml": `id: everyone
title: Everyone
owners: ["@acme/security"]
birthright: { kind: [employee] }
entitlements: [okta/account, okta/vpn]
`,
  "access/roles/on-call.yaml": `id: on-call
title: On call
owners: [grace-hopper]
entitlements: [okta/wiki]
`,
  "access/grants/okta/payment-approve/helen-park.yaml": grant("helen-park", "okta/payment-approve"),
  "access/policies/approvals.yaml": `tiers:
  low: { require: [[manager, owner]] }
  medium: { require: [[manager], [owner]] }
  high: { require: [[manager], [owner], ["@acme/security"]], maxDuration: P90D, comment: required }
  critical: { require: [[owner], ["@acme/security"]], maxDuration: PT4H, comment: required }
removals: { require: [] }
fallback: ["@acme/security"]
`,
  "access/policies/separation-of-duties/vendor-payment.yaml": `id: vendor-payment
title: Create a vendor and approve its payment
risk: critical
mode: prevent
sets: { create: [okta/vendor-create], approve: [okta/payment-approve] }
atMost: 1
owners: ["@acme/security"]
`,
};
