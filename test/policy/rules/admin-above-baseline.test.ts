import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { verdicts } from "../../support/judged.ts";
import { aModel, at, selector } from "../../support/model.ts";

const rule = "lp/admin-above-baseline";
const world = () =>
  aModel()
    .user("ada")
    .entitlement("okta/user-admin", { target: { kind: "adminRole", name: "USER_ADMIN" } })
    .entitlement("okta/help-desk", { tags: ["admin"] })
    .entitlement("google/groups-admin", { tags: ["admin"] });

describe(rule, () => {
  it("warns of an administrator right granted directly, by target or by tag", () => {
    expect(verdicts(world().grant("ada", "okta/user-admin"), rule)).toEqual([
      "warning access/grants/okta/user-admin/ada.yaml",
    ]);
    expect(verdicts(world().grant("ada", "okta/help-desk"), rule)).toHaveLength(1);
  });

  it("allows it where a role gives an administrator right in that system, and only there", () => {
    const role = () => world().role("it", ["okta/help-desk"], { birthright: selector({ department: "Engineering" }) });
    expect(verdicts(role().grant("ada", "okta/user-admin"), rule)).toEqual([]);
    expect(verdicts(role().grant("ada", "google/groups-admin"), rule)).toHaveLength(1);
  });

  it("a role that ends before the grant begins explains nothing", () => {
    const ended = world()
      .role("it", ["okta/help-desk"])
      .grant("ada", "role:it", { expires: at("2027-01-01T00:00:00Z") })
      .grant("ada", "okta/user-admin", { starts: at("2027-01-01T00:00:00Z") });
    expect(verdicts(ended, rule)).toEqual(["warning access/grants/okta/user-admin/ada.yaml"]);
  });

  it("another tag, an exception and an ordinary entitlement", () => {
    const tag = { parameters: new Map([["tag", "root"]]) };
    expect(verdicts(world().grant("ada", "okta/help-desk").setting(rule, tag), rule)).toEqual([]);
    const except = { users: selector({ department: "Engineering" }), entitlements: [], tags: [], roles: [] };
    expect(verdicts(world().grant("ada", "okta/help-desk").setting(rule, { except }), rule)).toEqual([]);
    expect(verdicts(aModel().user("ada").entitlement("okta/wiki").grant("ada", "okta/wiki"), rule)).toEqual([]);
  });

  it("asks nothing of roles, of what is past, eligible or retired, and of people on leave", () => {
    const past = world().grant("ada", "okta/help-desk", { expires: at("2026-11-21T09:00:00Z") });
    expect(verdicts(past, rule)).toEqual([]);
    expect(verdicts(world().grant("ada", "okta/help-desk", { eligible: true }), rule)).toEqual([]);
    expect(verdicts(world().role("it", ["okta/help-desk"]).grant("ada", "role:it"), rule)).toEqual([]);
    const retired = world().entitlement("okta/help-desk", { tags: ["admin"], status: "retired" });
    expect(verdicts(retired.grant("ada", "okta/help-desk"), rule)).toEqual([]);
    const away = world().user("ada", { status: "on-leave" }).grant("ada", "okta/help-desk");
    expect(verdicts(away, rule)).toEqual([]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("ada", () =>
      aModel()
        .user("ada")
        .entitlement("okta/user-admin", { target: { kind: "adminRole", name: "USER_ADMIN" } })
        .grant("ada", "okta/user-admin"),
    ),
  ));
