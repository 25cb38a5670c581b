import { aModel } from "../../support/model.ts";
import { account, group, seen } from "../../policy/seen.ts";
import { inWorld, type Stories } from "../told.ts";

const unusedSince = { lastSignIn: "2026-01-01T00:00:00Z" };

/** `lp/*`, of what the providers hold. */
export const observedStories: Stories = {
  "lp/inactive-account": inWorld(
    "ada",
    () => aModel().system("okta").user("ada").user("bob"),
    () => [seen("okta", { accounts: [account("ada", unusedSince), account("bob")] })],
  ),
  "lp/unused-entitlement": inWorld(
    "ada",
    () => aModel().user("ada").user("bob").entitlement("okta/db").grant("ada", "okta/db"),
    () => [seen("okta", { accounts: [account("ada", unusedSince), account("bob")] })],
  ),
  "lp/orphan-account": inWorld(
    "zoe@acme.example",
    () => aModel().system("okta"),
    () => [seen("okta", { accounts: [account("zoe", { join: null })] })],
  ),
  "lp/second-writer": inWorld(
    "okta/db",
    () => aModel().entitlement("okta/db"),
    () => [seen("okta", { groups: [group("db", { ruleFed: true })] })],
  ),
  "lp/leaver-with-access": inWorld(
    "ada",
    () => aModel().system("okta").user("ada", { status: "terminated" }),
    () => [seen("okta", { accounts: [account("ada")] })],
  ),
};
