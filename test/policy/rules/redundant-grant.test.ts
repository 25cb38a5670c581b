import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { engineering } from "../../golden/worlds.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, ref, selector } from "../../support/model.ts";

const rule = "lp/redundant-grant";
const engineers = { birthright: selector({ department: "Engineering" }) };
const world = () => aModel().user("ada").entitlement("okta/git").entitlement("okta/wiki");

describe(rule, () => {
  it("warns of a grant of what birthright gives anyway, also of a whole role", () => {
    const byRight = () => world().role("engineer", ["okta/git", "okta/wiki"], engineers);
    expect(verdicts(byRight().grant("ada", "okta/git"), rule)).toEqual(["warning access/grants/okta/git/ada.yaml"]);
    expect(verdicts(byRight().role("writer", ["okta/wiki"]).grant("ada", "role:writer"), rule)).toEqual([
      "warning access/grants/roles/writer/ada.yaml",
    ]);
  });

  it("allows a grant that gives one thing more, or the same for longer", () => {
    const more = world().role("engineer", ["okta/git"], engineers).role("writer", ["okta/git", "okta/wiki"]);
    expect(verdicts(more.grant("ada", "role:writer"), rule)).toEqual([]);
    const longer = world()
      .role("writer", ["okta/wiki"])
      .grant("ada", "role:writer", { expires: at("2027-01-01T00:00:00Z") })
      .grant("ada", "okta/wiki", { expires: at("2027-01-01T00:00:01Z") });
    expect(verdicts(longer, rule)).toEqual(["warning access/grants/roles/writer/ada.yaml"]);
  });

  it("names only one of two grants that make each other redundant, so that both may be obeyed", () => {
    const twice = world().role("writer", ["okta/wiki"]).grant("ada", "role:writer").grant("ada", "okta/wiki");
    expect(verdicts(twice, rule)).toEqual(["warning access/grants/roles/writer/ada.yaml"]);
  });

  it("counts on no eligible or past grant, and lets two that follow each other be", () => {
    const eligible = world()
      .role("writer", ["okta/wiki"])
      .grant("ada", "role:writer", { eligible: true })
      .grant("ada", "okta/wiki");
    expect(verdicts(eligible, rule)).toEqual([]);
    const after = world()
      .role("writer", ["okta/wiki"])
      .grant("ada", "role:writer", { expires: at("2027-01-01T00:00:00Z") })
      .grant("ada", "okta/wiki", { starts: at("2027-01-01T00:00:00Z") });
    expect(verdicts(after, rule)).toEqual([]);
  });

  it("leaves an excepted grant in peace, and names its earlier twin instead", () => {
    const twice = world()
      .role("writer", ["okta/wiki"])
      .grant("ada", "role:writer")
      .grant("ada", "okta/wiki")
      .setting(rule, { except: { users: null, entitlements: [], tags: [], roles: ["writer" as never] } });
    expect(verdicts(twice, rule)).toEqual(["warning access/grants/okta/wiki/ada.yaml"]);
    const nobody = world()
      .role("engineer", ["okta/git"], engineers)
      .grant("ada", "okta/git")
      .setting(rule, { except: { users: null, entitlements: [ref("okta/git")], tags: [], roles: [] } });
    expect(verdicts(nobody, rule)).toEqual([]);
  });

  it("leaves a grant of what is retired or not yet begun at the other side alone", () => {
    const retired = aModel().user("ada").entitlement("okta/old", { status: "retired" }).grant("ada", "okta/old");
    expect(verdicts(retired, rule)).toEqual([]);
    const afterEnd = world()
      .user("ada", { end: at("2027-01-01T00:00:00Z") })
      .grant("ada", "okta/git", { starts: at("2027-02-01T00:00:00Z") });
    expect(verdicts(afterEnd, rule)).toEqual([]);
  });

  it("counts from now on: that the other way began later than the grant does not matter", () => {
    const began = world()
      .role("writer", ["okta/wiki"])
      .grant("ada", "okta/wiki", { starts: at("2026-06-01T00:00:00Z") })
      .grant("ada", "role:writer", { starts: at("2026-01-01T00:00:00Z"), expires: at("2027-01-01T00:00:00Z") });
    expect(verdicts(began, rule)).toEqual(["warning access/grants/roles/writer/ada.yaml"]);
  });

  it("names the other path: birthright, another grant file, or the first of several", () => {
    const messageFor = (model: ReturnType<typeof world>) => findingsOf(model, rule)[0]?.message;
    const byRight = () => world().role("engineer", ["okta/git"], engineers);
    expect(messageFor(byRight().grant("ada", "okta/git"))).toMatch(
      /^Redundant grant: ada already holds okta\/git through role engineer for the same time\.$/,
    );
    const writer = () => world().role("writer", ["okta/git"]).grant("ada", "okta/git").grant("ada", "role:writer");
    expect(messageFor(writer())).toMatch(
      / everything that the role writer gives through access\/grants\/okta\/git\/ada.yaml for /,
    );
    expect(messageFor(writer().role("engineer", ["okta/git"], engineers))).toMatch(
      / through role engineer and 1 more for /,
    );
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("ada", () =>
      aModel()
        .user("ada")
        .entitlement("okta/git")
        .role("engineer", ["okta/git"], { birthright: engineering })
        .grant("ada", "okta/git"),
    ),
  ));
