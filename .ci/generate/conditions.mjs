// What a schema alone does not say of the documents under access/: when a field is required, and an example.

const external = "`kind` is contractor, vendor or partner";

/** The condition under which an optional field is required, by kind of document and field. */
export const requiredWhen = {
  grant: {
    entitlement: "the file is under `grants/<system>/`",
    role: "the file is under `grants/roles/`",
  },
  role: {
    entitlements: "there is no `includes`",
    includes: "there are no `entitlements`",
  },
  system: {
    connection: "`provider` is okta or google",
    "connection.orgUrl": "`provider` is okta",
    account: "`provider` is okta or google",
  },
  user: {
    manager: "`kind` is employee (`none`: no manager)",
    start: "`kind` is not service",
    end: external,
    sponsor: external,
    owners: "`kind` is service",
    purpose: "`kind` is service",
    returnDate: "`status` is on-leave",
  },
};

/** The file of the sample company that is the example of a kind; or the text, for a kind without a sample. */
export const examples = {
  adoption: "access/adoptions/okta/viktor-nagy.yaml",
  approvals: "access/policies/approvals.yaml",
  baseline: {
    path: "access/policies/baseline.yaml",
    text: `version: 1
findings:
  - code: lp/no-reason
    file: access/grants/okta/crm/paula-reyes.yaml
    user: paula-reyes
    witness: [okta/crm]
    owner: "@acme/security"
    due: 2027-06-30
`,
  },
  entitlement: "access/entitlements/okta/vpn.yaml",
  grant: "access/grants/okta/prod-db-admin/ada-lovelace.yaml",
  hr: {
    path: "access/hr.yaml",
    text: `columns:
  employeeNumber: Personnel number
  email: E-mail
  department: Department
`,
  },
  "least-privilege": {
    path: "access/policies/least-privilege.yaml",
    text: `rules:
  lp/too-long: { severity: error }
  lp/no-reason: { severity: warning, words: 5 }
`,
  },
  lifecycle: "access/policies/lifecycle.yaml",
  organization: "access/rolecall.yaml",
  override: {
    path: "access/overrides/removals/2026-12-01.yaml",
    text: `guard: removals
system: okta
count: 40
reason: The office in Lisbon closes
expires: 2026-12-02
`,
  },
  "policy-tests": "access/tests/birthrights.yaml",
  role: "access/roles/birthright/seller.yaml",
  "separation-of-duties": "access/policies/separation-of-duties/vendor-payment.yaml",
  system: "access/systems/okta.yaml",
  user: "access/users/external/gabriel-costa.yaml",
  waiver: "access/waivers/vendor-payment/wei-ting-lee.yaml",
};
