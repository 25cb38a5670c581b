/** Documents with kinds and fields that the sample company does not use. They load together with it. */
export const moreDocuments: Readonly<Record<string, string>> = {
  "access/overrides/removals/move.yaml": `guard: removals
system: okta
count: 40
reason: The office moves
expires: 2026-11-22T06:00:00Z
`,
  "access/policies/baseline.yaml": `version: 1
findings:
  - code: lp/no-reason
    file: access/grants/okta/crm/paula-reyes.yaml
    user: paula-reyes
    witness: [okta/crm (low)]
    owner: "@acme/security"
    due: 2027-03-01
    reason: From before
`,
  "access/hr.yaml": `columns: { employeeNumber: Number, email: Mail }
`,
  "access/systems/paper.yaml": `id: paper
provider: manual
title: Paper forms
owners: [dmitri-volkov, "@acme/identity"]
mode: observe
`,
  "access/entitlements/paper/key.yaml": `id: key
title: A key to the workshop
description: |
  Handed out
  at the front desk.
target: { task: { provisioners: [dmitri-volkov], grant: Hand it out, revoke: Take it back } }
tier: medium
owners: [dmitri-volkov]
maxDuration: P90D
requestable: { kinds: [employee], departments: [Engineering, IT] }
tags: [duty:open-doors]
`,
  "access/grants/paper/key/dmitri-volkov.yaml": `user: dmitri-volkov
entitlement: paper/key
reason: Opens in the morning
ticket: INC-77
starts: 2026-11-20T08:00:00+01:00
expires: 2026-12-20
eligible: false
`,
};
