import { describe, expect, it } from "vitest";
import { needsBetween, pinned } from "../../support/github.ts";
import { type ModelBuilder, person, userId } from "../../support/model.ts";
import { aCompany, told, tomorrow, withRules } from "../company.ts";

describe("a rule that wants its owner's approval", () => {
  const apart = (mode: "approve" | "detect" | "prevent" = "approve") =>
    aCompany().keepApart("pay", { one: ["okta/crm"], two: ["okta/wiki"] }, { mode, owners: [person("olga")] });
  const sod = (from: ModelBuilder, head: ModelBuilder) =>
    needsBetween(withRules(from), withRules(head))
      .filter(({ what }) => what === "separation-of-duties")
      .map(told);

  it("is asked where somebody comes into more of its sets than it allows", () => {
    const need = ["separation-of-duties pay by ada: olga"];
    expect(sod(apart().grant("ada", "okta/crm"), apart().grant("ada", "okta/crm").grant("ada", "okta/wiki"))).toEqual(
      need,
    );
    expect(sod(apart(), apart().grant("ada", "okta/crm").grant("ada", "role:oncall"))).toEqual(need);
    expect(sod(apart(), apart().grant("ada", "okta/crm"))).toEqual([]);
  });

  it("counts what a service account of theirs holds", () => {
    expect(sod(apart().grant("ada", "okta/crm"), apart().grant("ada", "okta/crm").grant("robin", "okta/wiki"))).toEqual(
      ["separation-of-duties pay by ada: olga"],
    );
  });

  it("is asked for a role that gives nothing new, for what a return from leave would give, and for a machine's new owner", () => {
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

  it("is not asked by the other modes, for what was there before, nor for times that do not meet", () => {
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

  it("is asked by the base commit's rule, though the change loosens it", () => {
    const head = aCompany().grant("ada", "okta/crm").grant("ada", "okta/wiki");
    expect(sod(apart(), head)).toEqual(["separation-of-duties pay by ada: olga"]);
  });
});
