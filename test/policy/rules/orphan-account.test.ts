import { describe, expect, it } from "vitest";
import type { AccountState } from "../../../src/model/observation.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsSeeing, verdicts, verdictsSeeing } from "../../support/judged.ts";
import { aModel, now, selector } from "../../support/model.ts";
import { account, seen } from "../seen.ts";

const rule = "lp/orphan-account";
const world = () => aModel().system("okta").user("ada");
const stranger = (state: AccountState = "active") => [
  seen("okta", { accounts: [account("ada"), account("zoe", { state, join: null })] }),
];
const found = ["error access/systems/okta.yaml"];

describe(rule, () => {
  it("rejects a live account without an owner, and names it", () => {
    expect(verdictsSeeing(world(), rule, stranger())).toEqual(found);
    expect(verdictsSeeing(world(), rule, stranger("locked"))).toEqual(found);
    expect(findingsSeeing(world(), rule, stranger())[0]?.message).toContain("zoe@acme.example");
    const wrongNumber = [seen("okta", { accounts: [account("ada", { join: "n-nobody" })] })];
    expect(verdictsSeeing(world(), rule, wrongNumber)).toEqual(found);
  });

  it("rejects a live account of a terminated user", () => {
    const accounts = [seen("okta", { accounts: [account("ada")] })];
    expect(verdictsSeeing(world().user("ada", { status: "terminated" }), rule, accounts)).toEqual(found);
    expect(verdictsSeeing(world().user("ada", { end: now }), rule, accounts)).toEqual(found);
    expect(verdictsSeeing(world().user("ada", { end: now + 1 }), rule, accounts)).toEqual([]);
  });

  it("allows contained accounts, adopted ones, and one that waits to be adopted", () => {
    for (const state of ["suspended", "deactivated", "deleted"] as const)
      expect(verdictsSeeing(world(), rule, stranger(state))).toEqual([]);
    expect(verdictsSeeing(world().adoption("okta", "ada", "acc-zoe"), rule, stranger())).toEqual([]);
    expect(verdictsSeeing(world().adoption("google", "ada", "acc-zoe"), rule, stranger())).toEqual(found);
    const waiting = [seen("okta", { accounts: [account("ada", { join: null, address: "Ada@acme.example" })] })];
    expect(verdictsSeeing(world(), rule, waiting)).toEqual([]);
  });

  it("rejects a leaver's account also if it is not adopted", () => {
    const waiting = [seen("okta", { accounts: [account("ada", { join: null })] })];
    expect(verdictsSeeing(world().user("ada", { status: "terminated" }), rule, waiting)).toEqual(found);
  });

  it("says nothing without an observation, or of a system that is not declared, and obeys exceptions", () => {
    expect(verdicts(world(), rule)).toEqual([]);
    expect(verdictsSeeing(world(), rule, [seen("google", { accounts: [account("zoe")] })])).toEqual([]);
    const except = { users: selector({ department: "Engineering" }), entitlements: [], tags: [], roles: [] };
    const left = world().user("ada", { status: "terminated" }).setting(rule, { except });
    expect(verdictsSeeing(left, rule, [seen("okta", { accounts: [account("ada")] })])).toEqual([]);
  });

  it("names the owner and the fix", () => {
    const reportedFor = (model: ReturnType<typeof world>, name: string) =>
      findingsSeeing(model, rule, [seen("okta", { accounts: [account(name)] })]).map(({ message, remedy, user }) => [
        message,
        remedy,
        user,
      ]);
    expect(reportedFor(world(), "zoe")).toEqual([
      [
        "Orphaned account: zoe@acme.example (okta, acc-zoe, active) does not match any user in access/users/.",
        "Suspend the account in okta, add a user file, or link it to an existing user with access/adoptions/okta/<user>.yaml.",
        null,
      ],
    ]);
    expect(reportedFor(world().user("ada", { status: "terminated" }), "ada")).toEqual([
      [
        "Orphaned account: ada@acme.example (okta, acc-ada, active) belongs to the terminated user ada.",
        "Apply the plan to suspend the accounts of terminated users.",
        "ada",
      ],
    ]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld(
      "zoe@acme.example",
      () => aModel().system("okta"),
      () => [seen("okta", { accounts: [account("zoe", { join: null })] })],
    ),
  ));
