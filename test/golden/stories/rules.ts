import type { SeparationOfDutiesRule } from "../../../src/model/documents.ts";
import { aModel, at, duration, type ModelBuilder, person, ref, selector, userId } from "../../support/model.ts";
import { inWorld, type Stories, type Story, unlocatedTold } from "../told.ts";
import { judgeBaselineChange } from "../../../src/policy/baseline-growth.ts";

const engineering = selector({ department: "Engineering" });
const withDb = (): ModelBuilder => aModel().user("ada").entitlement("okta/db", { tier: "critical" });
const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, step) => `okta/e${step + 1}`);
const payments = (changes: Partial<SeparationOfDutiesRule> = {}): ModelBuilder =>
  aModel()
    .user("ada")
    .entitlement("okta/enter")
    .entitlement("okta/pay")
    .keepApart("payments", { enter: ["okta/enter"], pay: ["okta/pay"] }, changes);
const both = (): ModelBuilder => payments().grant("ada", "okta/enter").grant("ada", "okta/pay");
const pair = ["okta/enter", "okta/pay"];

/** A department of so many, some of whom hold the same. */
function crowd(people: number, holders: number): ModelBuilder {
  const model = aModel().entitlement("okta/prod", { tier: "high" });
  for (let number = 1; number <= people; number += 1) {
    model.user(`u${number}`, { title: "Engineer" });
    if (number <= holders) model.grant(`u${number}`, "okta/prod", { expires: at("2026-12-01T00:00:00Z") });
  }
  return model;
}

function nestedGroups(): ModelBuilder {
  const model = aModel();
  for (const number of [0, 1, 2, 3])
    model.entitlement(`google/g${number}`, {
      tier: number === 0 ? "high" : "low",
      nests: number === 3 ? [] : [ref(`google/g${number + 1}`)],
    });
  return model;
}

function manyIn(role: string, count: number): ModelBuilder {
  const model = aModel();
  for (const text of numbered(count)) model.entitlement(text);
  return model.role(role, numbered(count));
}

function alike(): ModelBuilder {
  const model = aModel().user("ada").user("bob");
  for (const text of numbered(3)) model.entitlement(text).grant("ada", text).grant("bob", text);
  return model;
}

const grown: Story = {
  about: "lp/no-reason",
  told: () => {
    const small = aModel().accepted("lp/single-owner", "access/entitlements/okta/a.yaml");
    const more = aModel()
      .accepted("lp/single-owner", "access/entitlements/okta/a.yaml")
      .accepted("lp/no-reason", "access/grants/okta/crm/ada.yaml");
    return unlocatedTold(judgeBaselineChange(small.build().baseline, more.build().baseline));
  },
};

/** `sod/*`, `lp/*`, `custom/*`, `waiver/*`, `baseline/*` and `test/*`, of the files alone. */
export const ruleStories: Stories = {
  "sod/<rule>": inWorld("ada", both),
  "lp/standing-privilege": inWorld("ada", () => withDb().grant("ada", "okta/db")),
  "lp/too-long": inWorld("ada", () => withDb().grant("ada", "okta/db", { expires: at("2026-12-15T00:00:00Z") })),
  "lp/no-reason": inWorld("ada", () => withDb().grant("ada", "okta/db", { reason: null })),
  "lp/ownerless": inWorld("okta/crm", () => aModel().entitlement("okta/crm", { owners: [] })),
  "lp/inactive-owner": inWorld("gone", () =>
    aModel()
      .user("gone", { status: "terminated" })
      .entitlement("okta/crm", { owners: [person("gone")] }),
  ),
  "lp/external-end-date": inWorld("eve", () =>
    aModel().user("eve", { kind: "vendor", start: at("2026-01-01T00:00:00Z"), end: at("2028-01-01T00:00:00Z") }),
  ),
  "lp/ticket-format": inWorld("ada", () => withDb().grant("ada", "okta/db", { ticket: "see mail" })),
  "lp/redundant-grant": inWorld("ada", () =>
    aModel()
      .user("ada")
      .entitlement("okta/git")
      .role("engineer", ["okta/git"], { birthright: engineering })
      .grant("ada", "okta/git"),
  ),
  "lp/admin-above-baseline": inWorld("ada", () =>
    aModel()
      .user("ada")
      .entitlement("okta/user-admin", { target: { kind: "adminRole", name: "USER_ADMIN" } })
      .grant("ada", "okta/user-admin"),
  ),
  "lp/super-admin-count": inWorld("okta", () =>
    aModel()
      .user("ada")
      .entitlement("okta/super-admin", { target: { kind: "adminRole", name: "SUPER_ADMIN" } })
      .grant("ada", "okta/super-admin"),
  ),
  "lp/privileged-external": inWorld("eve", () =>
    aModel().user("eve", { kind: "vendor" }).entitlement("okta/db", { tier: "high" }).grant("eve", "okta/db"),
  ),
  "lp/outlives-contract": inWorld("eve", () =>
    aModel()
      .user("eve", { end: at("2027-01-01T00:00:00Z") })
      .entitlement("okta/crm")
      .grant("eve", "okta/crm"),
  ),
  "lp/everyone-has-it": inWorld("okta/prod", () => crowd(20, 11)),
  "lp/role-too-broad": inWorld("lead", () => manyIn("lead", 41)),
  "lp/single-owner": inWorld("okta/db", () =>
    aModel()
      .user("ada")
      .entitlement("okta/db", { tier: "critical", owners: [person("ada")] }),
  ),
  "lp/outside-selector": inWorld("ada", () =>
    aModel().user("ada").entitlement("okta/crm", { requestable: false }).grant("ada", "okta/crm"),
  ),
  "lp/outlier": inWorld("u1", () => crowd(30, 1)),
  "lp/cloned-access": inWorld("bob", alike),
  "lp/empty-role": inWorld("sales", () => aModel().entitlement("okta/crm").role("sales", ["okta/crm"])),
  "lp/twin-roles": inWorld("beta", () => manyIn("alpha", 10).role("beta", numbered(9))),
  "lp/privileged-birthright": inWorld("engineer", () =>
    withDb().role("engineer", ["okta/db"], { birthright: engineering }),
  ),
  "lp/nested-privilege": inWorld("google/g0", nestedGroups),
  "lp/external-in-group": inWorld("eve", () =>
    aModel()
      .user("eve", { kind: "vendor", email: "eve@partner.example" })
      .entitlement("google/plans")
      .grant("eve", "google/plans"),
  ),
  "lp/joinable-group": inWorld("google/ops", () =>
    aModel().entitlement("google/ops", {
      tier: "high",
      settings: new Map([["whoCanJoin", "ALL_IN_DOMAIN_CAN_JOIN"]]),
    }),
  ),
  "lp/service-account": inWorld("bot", () =>
    aModel()
      .user("ada")
      .user("bot", { kind: "service", owners: [userId("ada")], department: null })
      .entitlement("okta/db", { tier: "high" })
      .grant("bot", "okta/db"),
  ),
  "lp/expired-waiver": inWorld("ada", () => both().waiver("payments", "ada", pair, "2026-11-20T00:00:00Z")),
  "lp/unused-waiver": inWorld("ada", () => payments().waiver("payments", "ada", pair, "2026-12-20T00:00:00Z")),
  "waiver/too-long": inWorld("payments", () =>
    payments({ waiverMax: duration("P10D") })
      .grant("ada", "okta/enter")
      .grant("ada", "okta/pay")
      .waiver("payments", "ada", pair, "2027-12-20T00:00:00Z"),
  ),
  "custom/<rule>": inWorld("ada", () =>
    withDb()
      .grant("ada", "okta/db")
      .custom("db-elsewhere", {
        kind: "forbid",
        entitlements: [ref("okta/db")],
        users: engineering,
      }),
  ),
  "baseline/stale": inWorld("lp/no-reason", () => aModel().accepted("lp/no-reason", "access/grants/okta/crm/ada.yaml")),
  "baseline/grown": grown,
  "test/failed": inWorld("ada", () =>
    aModel()
      .user("ada")
      .entitlement("okta/crm")
      .policyTest("Ada sells", { subject: { kind: "user", user: userId("ada") }, holds: [ref("okta/crm")] }),
  ),
};
