import { describe, expect, it } from "vitest";
import { accountStates, openStates } from "../../../src/model/account-state.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsSeeing, verdicts, verdictsSeeing } from "../../support/judged.ts";
import { aModel, now, selector } from "../../support/model.ts";
import { account, group, seen } from "../seen.ts";

const rule = "lp/leaver-with-access";
const world = () =>
  aModel()
    .user("ada", { status: "terminated" })
    .entitlement("okta/db")
    .entitlement("google/team", { target: { kind: "group", name: "team@acme.example", role: "member" } });
const suspended = account("ada", { state: "suspended" });
const found = ["error access/users/ada.yaml"];

describe(rule, () => {
  it("refuses a leaver's account that is not contained", () => {
    expect(verdictsSeeing(world(), rule, [seen("okta", { accounts: [account("ada")] })])).toEqual(found);
    const ended = world().user("ada", { end: now });
    expect(verdictsSeeing(ended, rule, [seen("okta", { accounts: [account("ada", { state: "locked" })] })])).toEqual(
      found,
    );
  });

  it("refuses an account in every state in which its holder can sign in, and no other", () => {
    const open = Object.keys(accountStates).filter(
      (state) =>
        verdictsSeeing(world(), rule, [seen("okta", { accounts: [account("ada", { state: state as never })] })])
          .length > 0,
    );
    expect(open).toEqual(["staged", "provisioned", "active", "locked", "recovery", "password-expired"]);
    // A staged account is not open yet: its holder cannot sign in, but it waits to be activated.
    expect(open.filter((state) => state !== "staged").sort()).toEqual([...openStates].sort());
  });

  it("refuses a declared entitlement that a contained account still has, or an address of theirs", () => {
    const member = seen("okta", { accounts: [suspended], groups: [group("db")], memberships: [["db", "acc-ada"]] });
    expect(verdictsSeeing(world(), rule, [member])).toEqual(found);
    expect(findingsSeeing(world(), rule, [member])[0]?.message).toContain("okta/db");
    const titled = world().system("okta", { title: "Okta for staff" });
    expect(findingsSeeing(titled, rule, [member])[0]?.message).toMatch(/ okta\/db in Okta for staff\.$/);
    const address = seen("google", {
      groups: [group("Team@acme.example", { type: "GOOGLE_GROUP" })],
      memberships: [["Team@acme.example", "Ada@acme.example", "owner"]],
    });
    expect(verdictsSeeing(world(), rule, [address])).toEqual(found);
    const renamed = world().user("ada", {
      status: "terminated",
      email: "a@acme.example",
      aliases: ["ada@acme.example"],
    });
    expect(verdictsSeeing(renamed, rule, [address])).toEqual(found);
  });

  it("allows contained accounts without declared entitlements, and everybody who is still here", () => {
    const contained = seen("okta", {
      accounts: [suspended],
      groups: [group("hobby")],
      memberships: [["hobby", "acc-ada"]],
    });
    expect(verdictsSeeing(world(), rule, [contained])).toEqual([]);
    const here = world().user("ada", { end: now + 1 });
    expect(verdictsSeeing(here, rule, [seen("okta", { accounts: [account("ada")] })])).toEqual([]);
  });

  it("says nothing without an observation, and obeys exceptions", () => {
    expect(verdicts(world(), rule)).toEqual([]);
    const except = { users: selector({ status: "terminated" }), entitlements: [], tags: [], roles: [] };
    expect(
      verdictsSeeing(world().setting(rule, { except }), rule, [seen("okta", { accounts: [account("ada")] })]),
    ).toEqual([]);
  });

  it("names the entitlement of the very role in the group, where it is declared", () => {
    const both = () =>
      world().entitlement("google/owners", { target: { kind: "group", name: "team@acme.example", role: "owner" } });
    const observed = (role: "member" | "owner") => [
      seen("google", {
        groups: [group("team@acme.example", { type: "GOOGLE_GROUP" })],
        memberships: [["team@acme.example", "ada@acme.example", role]],
      }),
    ];
    expect(findingsSeeing(both(), rule, observed("owner"))[0]?.message).toContain(
      "still holds google/owners in google",
    );
    expect(findingsSeeing(both(), rule, observed("member"))[0]?.message).toContain("still holds google/team in google");
  });

  it("counts a direct assignment of a declared app, also of a suspended account, and no other app", () => {
    const payroll = world().entitlement("okta/payroll", { target: { kind: "app", label: "Payroll" } });
    const assigned = (name: string) =>
      seen("okta", {
        accounts: [suspended],
        assignables: [{ kind: "app", id: "0oa1", name }],
        directAssignments: [{ kind: "app", target: "0oa1", account: "acc-ada", id: null, profile: {} }],
      });
    expect(findingsSeeing(payroll, rule, [assigned("Payroll")])[0]?.message).toContain("still holds okta/payroll");
    expect(findingsSeeing(payroll, rule, [assigned("Expenses")])).toEqual([]);
  });

  it("names all remaining access, in order", () => {
    const two = world().entitlement("okta/crm");
    const observed = seen("okta", {
      accounts: [account("ada")],
      groups: [group("db"), group("crm")],
      memberships: [
        ["db", "acc-ada"],
        ["crm", "acc-ada"],
      ],
    });
    expect(findingsSeeing(two, rule, [observed])[0]?.message).toMatch(
      /^Terminated user ada still holds the account ada@acme.example \(active\), okta\/crm, okta\/db in okta\.$/,
    );
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld(
      "ada",
      () => aModel().system("okta").user("ada", { status: "terminated" }),
      () => [seen("okta", { accounts: [account("ada")] })],
    ),
  ));
