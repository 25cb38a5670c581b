import { remove, replace } from "./edit.ts";
import type { CommentScenario } from "./scenario.ts";

/** Changes of what applies to many people. */
export const ruleScenarios: readonly CommentScenario[] = [
  {
    id: "role-edit",
    title: "An entitlement more in the role of everyone",
    author: "tobias-keller",
    edits: [
      replace(
        "access/roles/birthright/everyone.yaml",
        "entitlements: [okta/account, okta/vpn, google/account, google/staff]",
        "entitlements: [okta/account, okta/helpdesk, okta/vpn, google/account, google/staff]",
      ),
      replace(
        "access/tests/birthrights.yaml",
        "exactly: [okta/account, okta/vpn, okta/crm,",
        "exactly: [okta/account, okta/helpdesk, okta/vpn, okta/crm,",
      ),
      replace(
        "access/tests/birthrights.yaml",
        "      - okta/vpn\n      - okta/github\n",
        "      - okta/helpdesk\n      - okta/vpn\n      - okta/github\n",
      ),
      remove("access/grants/okta/helpdesk/elena-vasquez.yaml"),
      remove("access/grants/okta/helpdesk/kevin-omalley.yaml"),
    ],
  },
  {
    id: "policy-change",
    title: "Looser approvals of high access",
    author: "tobias-keller",
    edits: [
      replace(
        "access/policies/approvals.yaml",
        'high: { require: [[manager], [owner], ["@acme/security"]], maxDuration: P90D, comment: required }',
        "high: { require: [[manager], [owner]], maxDuration: P180D, comment: required }",
      ),
    ],
  },
];
