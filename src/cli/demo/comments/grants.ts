import { type Edit, grant, replace, write } from "./edit.ts";
import type { CommentScenario } from "./scenario.ts";

const analysts = [
  "anna-kowalczyk",
  "arjun-mehta",
  "elif-demir",
  "finn-larsen",
  "isabel-fernandes",
  "joao-pereira",
  "kwame-mensah",
  "mateo-silva",
  "nora-bergstrom",
  "pavel-horak",
  "sara-lombardi",
  "sofie-jansen",
] as const;

/** Changes of one or more grants. */
export const grantScenarios: readonly CommentScenario[] = [
  {
    id: "grant",
    title: "A grant of critical access, approved by one of two",
    author: "chidi-eze",
    edits: [
      grant(
        "chidi-eze",
        "okta/prod-db-admin",
        "reason: Migrate the orders database\nticket: INC-1234\nstarts: 2026-12-01T13:00:00Z\nexpires: 2026-12-01T16:00:00Z\n",
      ),
    ],
    approvals: [{ by: "grace-hopper", body: "The migration is planned; I will watch it." }],
  },
  {
    id: "twelve-grants",
    title: "Twelve grants of one entitlement",
    author: "grace-hopper",
    edits: analysts.map((user): Edit =>
      grant(
        user,
        "okta/data-warehouse",
        "reason: Analysis of the year for the review in January\nticket: DATA-90\nexpires: 2027-01-31\n",
      ),
    ),
  },
  {
    id: "extension",
    title: "The extension of a grant",
    author: "lukas-brandt",
    before: [
      grant(
        "lukas-brandt",
        "okta/data-warehouse",
        "reason: Compares the gait of two firmware versions\nticket: DATA-88\nexpires: 2026-12-04\n",
      ),
    ],
    edits: [
      replace("access/grants/okta/data-warehouse/lukas-brandt.yaml", "expires: 2026-12-04", "expires: 2027-02-26"),
    ],
  },
  {
    id: "blocked-by-conflict",
    title: "A grant that a separation of duties rule forbids",
    author: "tobias-keller",
    edits: [
      grant(
        "ivan-markovic",
        "okta/erp-payment-approve",
        "reason: Second signature while the treasurer is on holiday\nticket: FIN-301\nexpires: 2026-12-18\n",
      ),
    ],
  },
  {
    id: "waiver",
    title: "A grant with a waiver of the rule that it breaks",
    author: "tobias-keller",
    edits: [
      grant(
        "claire-dubois",
        "okta/erp-vendor-create",
        "reason: Enters the vendors of the new office in Singapore\nticket: FIN-302\nexpires: 2026-12-18\n",
      ),
      write(
        "access/waivers/vendor-payment/claire-dubois.yaml",
        [
          "rule: vendor-payment",
          "user: claire-dubois",
          "witness: [okta/erp-vendor-create, okta/erp-payment-approve, okta/payroll-run]",
          "reason: Both accounts payable specialists are away until 18 December",
          "compensatingControl: The controller compares new vendors with payments every evening",
          "expires: 2026-12-18",
          "",
        ].join("\n"),
      ),
    ],
  },
];
