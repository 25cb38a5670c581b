import { describe, expect, it } from "vitest";
import type { ObservedAccount } from "../../../src/model/observation.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsSeeing, verdicts, verdictsSeeing } from "../../support/judged.ts";
import { aModel, at, selector } from "../../support/model.ts";
import { account, seen } from "../seen.ts";

const rule = "lp/inactive-account";
const world = () => aModel().system("okta").user("ada").user("bob");
/** Ada's account as given, and Bob's, who signed in today: so this provider tells sign-ins. */
const observed = (changes: Partial<ObservedAccount>) => [
  seen("okta", { accounts: [account("ada", changes), account("bob")] }),
];
const found = ["warning access/users/ada.yaml"];

describe(rule, () => {
  it("warns of an account not signed in to for ninety days, and of one never signed in to", () => {
    expect(verdictsSeeing(world(), rule, observed({ lastSignIn: "2026-08-23T09:00:00Z" }))).toEqual(found);
    expect(verdictsSeeing(world(), rule, observed({ lastSignIn: null }))).toEqual(found);
  });

  it("allows a younger sign-in, a new colleague, a suspended account, and a user on leave", () => {
    expect(verdictsSeeing(world(), rule, observed({ lastSignIn: "2026-08-23T09:00:01Z" }))).toEqual([]);
    const fresh = world().user("ada", { start: at("2026-11-01T00:00:00Z") });
    expect(verdictsSeeing(fresh, rule, observed({ lastSignIn: null }))).toEqual([]);
    expect(verdictsSeeing(world(), rule, observed({ lastSignIn: null, state: "suspended" }))).toEqual([]);
    const away = world().user("ada", { status: "on-leave" });
    expect(verdictsSeeing(away, rule, observed({ lastSignIn: null }))).toEqual([]);
  });

  it("treats a system without any sign-in as unknown, and reports nothing without an observation", () => {
    const silent = [seen("okta", { accounts: [account("ada", { lastSignIn: null })] })];
    expect(verdictsSeeing(world(), rule, silent)).toEqual([]);
    expect(verdicts(world(), rule)).toEqual([]);
  });

  it("obeys its duration and exceptions", () => {
    const longer = world().setting(rule, { parameters: new Map([["after", "P1Y"]]) });
    expect(verdictsSeeing(longer, rule, observed({ lastSignIn: "2026-01-01T00:00:00Z" }))).toEqual([]);
    const except = { users: selector({ department: "Engineering" }), entitlements: [], tags: [], roles: [] };
    expect(verdictsSeeing(world().setting(rule, { except }), rule, observed({ lastSignIn: null }))).toEqual([]);
  });

  it("names the last sign-in, or that there is none", () => {
    const message = (lastSignIn: string | null) => findingsSeeing(world(), rule, observed({ lastSignIn }))[0]?.message;
    expect(message("2026-01-01T00:00:00Z")).toContain("had its last sign-in at 2026-01-01 01:00 Europe/Berlin");
    expect(message(null)).toContain("has no sign-in:");
  });
});

const unusedSince = { lastSignIn: "2026-01-01T00:00:00Z" };
it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld(
      "ada",
      () => aModel().system("okta").user("ada").user("bob"),
      () => [seen("okta", { accounts: [account("ada", unusedSince), account("bob")] })],
    ),
  ));
