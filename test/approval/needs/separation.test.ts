import { describe, expect, it } from "vitest";
import { needsBetween, pinned } from "../../support/github.ts";
import { type ModelBuilder, person, userId } from "../../support/model.ts";
import { aCompany, needText, tomorrow, withRules } from "../company.ts";

describe("the need of a separation-of-duties rule in approve mode", () => {
  const apart = (mode: "approve" | "detect" | "prevent" = "approve") =>
    aCompany().keepApart("pay", { one: ["okta/crm"], two: ["okta/wiki"] }, { mode, owners: [person("olga")] });
  const sod = (from: ModelBuilder, head: ModelBuilder) =>
    needsBetween(withRules(from), withRules(head))
      .filter(({ what }) => what === "separation-of-duties")
      .map(needText);

  it("exists where a user comes into more sets than the rule allows", () => {
    const need = ["separation-of-duties pay by ada: olga"];
    expect(sod(apart().grant("ada", "okta/crm"), apart().grant("ada", "okta/crm").grant("ada", "okta/wiki"))).toEqual(
      need,
    );
    expect(sod(apart(), apart().grant("ada", "okta/crm").grant("ada", "role:oncall"))).toEqual(need);
    expect(sod(apart(), apart().grant("ada", "okta/crm"))).toEqual([]);
  });

  it("counts the access of the user's service accounts", () => {
    expect(sod(apart().grant("ada", "okta/crm"), apart().grant("ada", "okta/crm").grant("robin", "okta/wiki"))).toEqual(
      ["separation-of-duties pay by ada: olga"],
    );
  });

  it("exists for a role without new access, for a return from leave, and for a service account's new owner", () => {
    const roles = () =>
      aCompany()
        .keepApart("pay", { one: ["okta/crm"], two: ["role:oncall"] }, { mode: "approve", owners: [person("olga")] })
        .grant("ada", "okta/crm")
        .grant("ada", "okta/wiki");
    expect(sod(roles(), roles().grant("ada", "role:oncall"))).toHaveLength(1);
    const away = () =>
      aCompany()
        .keepApart("pay", { one: ["okta/erp"], two: ["okta/wiki"] }, { mode: "approve", owners: [person("olga")] })
        .grant("hal", "okta/erp");
    expect(sod(away(), away().grant("hal", "okta/wiki"))).toHaveLength(1);
    const machine = () => apart().grant("robin", "okta/wiki").grant("eve", "okta/crm");
    const robin = { kind: "service" as const, owners: [userId("eve")], ...pinned("robin") };
    expect(sod(machine(), machine().user("robin", robin))).toEqual(["separation-of-duties pay by eve: olga"]);
  });

  it("does not exist in other modes, for earlier conflicts, or for times that do not overlap", () => {
    for (const mode of ["detect", "prevent"] as const)
      expect(sod(apart(mode), apart(mode).grant("ada", "okta/crm").grant("ada", "okta/wiki"))).toEqual([]);
    const both = () => apart().grant("ada", "okta/crm").grant("ada", "okta/wiki");
    expect(sod(both(), both().grant("ada", "okta/erp"))).toEqual([]);
    expect(
      sod(
        apart(),
        apart().grant("ada", "okta/crm", { expires: tomorrow }).grant("ada", "okta/wiki", { starts: tomorrow }),
      ),
    ).toEqual([]);
  });

  it("counts an eligible grant only where it lists eligible", () => {
    const counting = (count: readonly ("active" | "eligible")[]) =>
      aCompany().keepApart(
        "pay",
        { one: ["okta/crm"], two: ["okta/wiki"] },
        { mode: "approve", count, owners: [person("olga")] },
      );
    const head = (count: readonly ("active" | "eligible")[]) =>
      counting(count).grant("ada", "okta/crm", { eligible: true }).grant("ada", "okta/wiki");
    expect(sod(counting(["active"]), head(["active"]))).toEqual([]);
    expect(sod(counting(["active", "eligible"]), head(["active", "eligible"]))).toHaveLength(1);
  });

  it("follows the base commit's rule, even if the change loosens it", () => {
    const head = aCompany().grant("ada", "okta/crm").grant("ada", "okta/wiki");
    expect(sod(apart(), head)).toEqual(["separation-of-duties pay by ada: olga"]);
  });
});
