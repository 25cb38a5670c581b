import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { withDb } from "../../golden/worlds.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, duration, ref } from "../../support/model.ts";

const rule = "lp/too-long";

describe(rule, () => {
  it("counts from `starts` against the tier's limit, and the limit itself is allowed", () => {
    const critical = () => aModel().user("ada").entitlement("okta/db", { tier: "critical" });
    const starts = at("2026-12-01T14:00:00Z");
    expect(verdicts(critical().grant("ada", "okta/db", { starts, expires: at("2026-12-01T18:00:00Z") }), rule)).toEqual(
      [],
    );
    expect(verdicts(critical().grant("ada", "okta/db", { starts, expires: at("2026-12-01T18:00:01Z") }), rule)).toEqual(
      ["error access/grants/okta/db/ada.yaml expires"],
    );
  });

  it("says how a running grant is renewed", () => {
    const running = aModel()
      .user("ada")
      .entitlement("okta/sre", { tier: "high" })
      .grant("ada", "okta/sre", { starts: at("2026-10-01T00:00:00Z"), expires: at("2027-01-31T00:00:00Z") });
    expect(findingsOf(running, rule).map(({ remedy }) => remedy)).toEqual([
      "Set `expires:` to 2026-12-29 or earlier. To renew the access, write the new period: `starts:` 2026-10-01 02:00 Europe/Berlin → 2026-11-21T09:00:00Z, `expires:` 2027-01-30 → 2027-02-18 or earlier.",
    ]);
  });

  it("counts from the instant of evaluation where nothing says when it starts", () => {
    const high = () => aModel().user("ada").entitlement("okta/sre", { tier: "high" });
    expect(verdicts(high().grant("ada", "okta/sre", { expires: at("2027-02-19T09:00:00Z") }), rule)).toEqual([]);
    expect(verdicts(high().grant("ada", "okta/sre", { expires: at("2027-02-20T09:00:00Z") }), rule)).toHaveLength(1);
  });

  it("the entitlement's own `maxDuration` replaces the tier's, also to lengthen it", () => {
    const longer = aModel()
      .user("ada")
      .entitlement("okta/db", { tier: "critical", maxDuration: duration("P30D") });
    expect(verdicts(longer.grant("ada", "okta/db", { expires: at("2026-12-15T00:00:00Z") }), rule)).toEqual([]);
    const shorter = aModel()
      .user("ada")
      .entitlement("okta/wiki", { maxDuration: duration("P1D") });
    expect(verdicts(shorter.grant("ada", "okta/wiki", { expires: at("2026-11-23T00:00:00Z") }), rule)).toHaveLength(1);
  });

  it("reports a grant without an end where the entitlement has its own `maxDuration`", () => {
    const wiki = (own?: string) =>
      aModel()
        .user("ada")
        .entitlement("okta/wiki", own === undefined ? {} : { maxDuration: duration(own) });
    const endless = wiki("P1D").grant("ada", "okta/wiki");
    expect(verdicts(endless, rule)).toEqual(["error access/grants/okta/wiki/ada.yaml"]);
    expect(findingsOf(endless, rule).map(({ message }) => message)).toEqual([
      "ada is granted okta/wiki without an end, but the limit of okta/wiki (tier low) is 1 day.",
    ]);
    expect(verdicts(wiki().grant("ada", "okta/wiki"), rule)).toEqual([]);
    expect(verdicts(wiki("P1D").grant("ada", "okta/wiki", { expires: at("2026-11-22T09:00:00Z") }), rule)).toEqual([]);
  });

  it("accepts a grant without an end of an entitlement that is `standing: true`", () => {
    const standing = aModel()
      .user("ada")
      .entitlement("okta/wiki", { maxDuration: duration("P1D"), standing: true });
    expect(verdicts(standing.grant("ada", "okta/wiki"), rule)).toEqual([]);
  });

  it("leaves a grant without an end to `lp/standing-privilege` where only the tier has a limit", () => {
    const critical = aModel().user("ada").entitlement("okta/db", { tier: "critical" }).grant("ada", "okta/db");
    expect(verdicts(critical, rule)).toEqual([]);
  });

  it("says nothing of a grant that has ended", () => {
    const past = aModel().user("ada").entitlement("okta/db", { tier: "critical" });
    expect(
      verdicts(
        past.grant("ada", "okta/db", { starts: at("2025-01-01T00:00:00Z"), expires: at("2026-01-01T00:00:00Z") }),
        rule,
      ),
    ).toEqual([]);
  });

  it("judges the first limit that is passed by something that is not excepted, once per grant", () => {
    const role = aModel()
      .user("ada")
      .entitlement("okta/a", { tier: "critical" })
      .entitlement("okta/b", { tier: "critical" })
      .role("dba", ["okta/a", "okta/b"])
      .grant("ada", "role:dba", { expires: at("2027-01-01T00:00:00Z") });
    const found = ["error access/grants/roles/dba/ada.yaml expires"];
    expect(verdicts(role, rule)).toEqual(found);
    const except = { users: null, entitlements: [ref("okta/a")], tags: [], roles: [] };
    expect(verdicts(role.setting(rule, { except }), rule)).toEqual(found);
    const ended = aModel().user("ada").entitlement("okta/db", { tier: "critical" });
    const span = { starts: at("2025-01-01T00:00:00Z"), expires: at("2026-11-21T09:00:00Z") };
    expect(verdicts(ended.grant("ada", "okta/db", span), rule)).toEqual([]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("ada", () => withDb().grant("ada", "okta/db", { expires: at("2026-12-15T00:00:00Z") })),
  ));
