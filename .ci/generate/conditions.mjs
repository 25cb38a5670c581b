// What a schema alone does not say of the documents under access/: when a field is required, and an example.

import { connectedProviders, providersWithOrgUrl } from "./provider-names.mjs";

const isOneOf = (names) => `\`provider\` is ${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(names)}`;
const external = "`kind` is contractor, vendor or partner";

/** The condition under which an optional field is required, by kind of document and field. */
export const requiredWhen = {
  grant: {
    entitlement: "the file is under `grants/<system>/`",
    role: "the file is under `grants/roles/`",
  },
  role: {
    entitlements: "`includes` is absent",
    includes: "there are no `entitlements`",
  },
  system: {
    connection: isOneOf(connectedProviders),
    "connection.orgUrl": isOneOf(providersWithOrgUrl),
    account: isOneOf(connectedProviders),
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

/** The file of the sample company that is the example of a kind. The schema of a kind without a sample has `examples`. */
export const examples = {
  adoption: "access/adoptions/okta/viktor-nagy.yaml",
  approvals: "access/policies/approvals.yaml",
  entitlement: "access/entitlements/okta/vpn.yaml",
  grant: "access/grants/okta/prod-db-admin/ada-lovelace.yaml",
  lifecycle: "access/policies/lifecycle.yaml",
  organization: "access/rolecall.yaml",
  "policy-tests": "access/tests/birthrights.yaml",
  role: "access/roles/birthright/seller.yaml",
  "separation-of-duties": "access/policies/separation-of-duties/vendor-payment.yaml",
  system: "access/systems/okta.yaml",
  user: "access/users/external/gabriel-costa.yaml",
  waiver: "access/waivers/vendor-payment/wei-ting-lee.yaml",
};
