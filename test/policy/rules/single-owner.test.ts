import { describe, expect, it } from "vitest";
import type { Owner, Tier } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { verdicts } from "../../support/judged.ts";
import { aModel, person, team } from "../../support/model.ts";

const rule = "lp/single-owner";
const world = (owners: readonly Owner[], tier: Tier = "critical") =>
  aModel().user("ada").user("grace").entitlement("okta/db", { tier, owners });

describe(rule, () => {
  it("warns of one person as the only owner of a privileged entitlement, also when written twice", () => {
    expect(verdicts(world([person("ada")]), rule)).toEqual(["warning access/entitlements/okta/db.yaml owners"]);
    expect(verdicts(world([person("ada"), person("ada")]), rule)).toHaveLength(1);
  });

  it("allows a team, a second person, and one owner of a lower tier", () => {
    expect(verdicts(world([team("@acme/dba")]), rule)).toEqual([]);
    expect(verdicts(world([person("ada"), person("grace")]), rule)).toEqual([]);
    expect(verdicts(world([person("ada"), team("@acme/dba")]), rule)).toEqual([]);
    expect(verdicts(world([person("ada")], "medium"), rule)).toEqual([]);
  });

  it("leaves an entitlement without any owner to lp/ownerless, and obeys exceptions by tag", () => {
    expect(verdicts(world([]), rule)).toEqual([]);
    const tagged = aModel()
      .user("ada")
      .entitlement("okta/db", { tier: "high", owners: [person("ada")], tags: ["lab"] });
    expect(
      verdicts(tagged.setting(rule, { except: { users: null, entitlements: [], tags: ["lab"], roles: [] } }), rule),
    ).toEqual([]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("okta/db", () =>
      aModel()
        .user("ada")
        .entitlement("okta/db", { tier: "critical", owners: [person("ada")] }),
    ),
  ));
