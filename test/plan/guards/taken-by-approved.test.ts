import { expect, it } from "vitest";
import { takenByApproved } from "../../../src/plan/guards/already-removed.ts";
import { aModel, now } from "../../support/model.ts";
import { sideOf } from "../../support/planned.ts";

it("keeps of the removals what the approved state takes away, and what belongs to no user of it", () => {
  const model = aModel()
    .entitlement("okta/account")
    .entitlement("okta/crm")
    .user("ada")
    .user("bob")
    .user("cid", { status: "terminated" })
    .grant("ada", "okta/account")
    .grant("ada", "okta/crm")
    .grant("cid", "okta/account")
    .build();
  const already = new Map([
    [
      "okta",
      {
        memberships: new Set(["crm:ada", "crm:bob", "crm:cid", "crm:00u7"]),
        accounts: new Set(["ada", "ada:00u8", "bob", "cid"]),
      },
    ],
  ]);
  expect(takenByApproved(already, sideOf(model), now)).toEqual(
    new Map([
      ["okta", { memberships: new Set(["crm:bob", "crm:cid", "crm:00u7"]), accounts: new Set(["bob", "cid"]) }],
    ]),
  );
});
