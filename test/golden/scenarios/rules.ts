import type { SeparationOfDutiesRule } from "../../../src/model/documents.ts";
import { aModel, duration, type ModelBuilder, ref, userId } from "../../support/model.ts";
import { engineering, withDb } from "../worlds.ts";
import { inWorld, type Scenarios, type Scenario, reportedUnlocated } from "../scenario.ts";
import { judgeBaselineChange } from "../../../src/policy/baseline-growth.ts";

const payments = (changes: Partial<SeparationOfDutiesRule> = {}): ModelBuilder =>
  aModel()
    .user("ada")
    .entitlement("okta/enter")
    .entitlement("okta/pay")
    .keepApart("payments", { enter: ["okta/enter"], pay: ["okta/pay"] }, changes);
const both = (): ModelBuilder => payments().grant("ada", "okta/enter").grant("ada", "okta/pay");
const pair = ["okta/enter", "okta/pay"];

const baselineGrowth: Scenario = {
  about: "lp/no-reason",
  reported: () => {
    const small = aModel().accepted("lp/single-owner", "access/entitlements/okta/a.yaml");
    const more = aModel()
      .accepted("lp/single-owner", "access/entitlements/okta/a.yaml")
      .accepted("lp/no-reason", "access/grants/okta/crm/ada.yaml");
    return reportedUnlocated(judgeBaselineChange(small.build().baseline, more.build().baseline, "UTC"));
  },
};

/** `sod/*`, waivers, `custom/*`, `waiver/*`, `baseline/*` and `test/*`, from the files alone. */
export const ruleScenarios: Scenarios = {
  "sod/<rule>": inWorld("ada", both),
  "lp/expired-waiver": inWorld("ada", () => both().waiver("payments", "ada", pair, "2026-11-20T00:00:00Z")),
  "lp/unused-waiver": inWorld("ada", () => payments().waiver("payments", "ada", ["okta/pay"], "2026-12-20T00:00:00Z")),
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
  "baseline/grown": baselineGrowth,
  "test/failed": inWorld("ada", () =>
    aModel()
      .user("ada")
      .entitlement("okta/crm")
      .policyTest("Ada sells", { subject: { kind: "user", user: userId("ada") }, holds: [ref("okta/crm")] }),
  ),
};
