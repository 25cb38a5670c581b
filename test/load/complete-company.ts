import { smallCompany, TreeBuilder, userYaml } from "../support/tree.ts";

const owned = 'owners: ["@acme/security", ada]\n';

/** The small company with one document of every other kind. It loads without a finding. */
export const completeCompany: Readonly<Record<string, string>> = {
  ...smallCompany,
  "users/grace-hopper.yaml": userYaml(
    "grace-hopper",
    `aliases: [grace@acme.example]
github: { login: grace, id: 77 }
department: Engineering
title: Engineer
location: Berlin
attributes: { costCenter: R-100 }
`,
  ).replace("manager: none", "manager: ada"),
  "users/noor.yaml": `id: noor
kind: contractor
status: active
employeeNumber: "x-7"
name: { display: Noor Haddad, given: Noor, family: Haddad }
email: noor@partner.example
externalIn: [google]
start: 2026-01-01
end: 2026-12-31
sponsor: ada
`,
  "users/build-bot.yaml": `id: build-bot
kind: service
status: active
employeeNumber: "s-1"
name: { display: Build bot }
email: build-bot@acme.example
owners: [ada, grace-hopper]
purpose: Builds every change
`,
  "systems/google.yaml": `id: google
provider: google
title: Google Workspace
${owned}mode: add-only
drift: { repair: [membership.remove] }
connection: { customer: my_customer }
account:
  join: externalIds.organization
  adopt: by-address
  profile: { primaryEmail: email, name.givenName: name.given }
  orgUnit: { default: /Staff, rules: [{ when: { department: [Engineering] }, value: /Staff/Engineering }] }
  onLeave: suspend
guards: { removals: { count: 10 } }
`,
  "entitlements/google/account.yaml": `id: account
title: Google account
target: { account: {} }
tier: low
${owned}`,
  "entitlements/google/eng.yaml": `id: eng
title: Engineering
description: Mail for engineers.
target: { group: eng@acme.example, role: member }
tier: low
${owned}membership: additive
`,
  "entitlements/okta/prod.yaml": `id: prod
title: Production administrators
status: active
target: { group: Prod Admins }
previously: [{ group: Admins }]
tier: critical
standing: false
${owned}maxDuration: PT4H
requestable: { kinds: [employee], departments: [Engineering] }
tags: [duty:deploy]
`,
  "roles/everyone.yaml": `id: everyone
title: Everyone
${owned}birthright: { kind: [employee, contractor] }
entitlements: [okta/account]
`,
  "roles/engineer.yaml": `id: engineer
title: Engineer
${owned}birthright: { department: Engineering, not: { location: [Lisbon] } }
allowKinds: [employee, contractor]
includes: [everyone]
entitlements:
  - google/account
  - google/eng
`,
  "grants/okta/prod/grace-hopper.yaml": `user: grace-hopper
entitlement: okta/prod
reason: Migrates the orders database
ticket: INC-1234
starts: 2026-12-01T14:00:00Z
expires: 2026-12-01T18:00:00Z
`,
  "grants/roles/engineer/noor.yaml": `user: noor
role: engineer
reason: Builds the new shop
expires: 2026-12-30
`,
  "policies/separation-of-duties/build-deploy.yaml": `id: build-deploy
title: Build and deploy
risk: high
mode: detect
sets:
  build: [google/eng]
  deploy: [okta/prod, "tag:duty:deploy"]
atMost: 1
count: [active, eligible]
${owned}waiverMax: P30D
`,
  "policies/least-privilege.yaml": `rules:
  lp/role-too-broad: { severity: warning, entitlements: 20 }
  lp/standing-privilege: { severity: error, tiers: [high, critical], except: { tags: ["duty:deploy"] } }
custom:
  - id: custom/prod-in-berlin
    severity: error
    message: Production is run from Berlin.
    forbid: { entitlements: [okta/prod], users: { not: { location: [Berlin] } } }
  - id: custom/few-admins
    severity: warning
    message: At most three administrators.
    holders: { entitlements: [okta/prod], max: 3 }
`,
  "policies/approvals.yaml": `tiers:
  low: { require: [[manager, owner]] }
  critical: { require: [[owner], ["@acme/security"]], maxDuration: PT4H, comment: required }
removals: { require: [] }
fallback: ["@acme/security"]
`,
  "policies/lifecycle.yaml": `warnings: [P7D, P1D]
ownedByHr: [status, department, title]
`,
  "policies/baseline.yaml": `version: 1
findings:
  - code: lp/no-reason
    file: access/grants/okta/prod/grace-hopper.yaml
    owner: ada
    witness: [okta/prod (high)]
    due: 2027-03-01
`,
  "waivers/build-deploy/grace-hopper.yaml": `rule: build-deploy
user: grace-hopper
witness: [google/eng, okta/prod]
reason: No other engineer is available in December
compensatingControl: Ada reads the log every day
expires: 2026-12-15
`,
  "adoptions/okta/grace-hopper.yaml": `user: grace-hopper
account: 00u1a2b3c4d5e6f7g8h9
reason: The account existed before
`,
  "overrides/removals/move.yaml": `guard: removals
system: okta
count: 400
reason: Sales reorganization
expires: 2026-11-21T18:00:00Z
`,
  "tests/engineering.yaml": `tests:
  - name: no contractor runs production
    users: { kind: [contractor] }
    never: [okta/prod]
  - name: a new engineer
    given: { department: Engineering, title: Engineer, kind: employee }
    exactly: [okta/account, google/account, google/eng]
  - name: Grace builds
    user: grace-hopper
    holds: [google/eng]
`,
};

export const aCompleteTree = (): TreeBuilder => new TreeBuilder().files(completeCompany);
