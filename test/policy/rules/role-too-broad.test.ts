import { describe, expect, it } from "vitest";
import type { RoleId } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { manyIn } from "../../golden/worlds.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel } from "../../support/model.ts";

const rule = "lp/role-too-broad";
const world = (own: number, included: number, systems = 1) => {
  const model = aModel();
  const refs = Array.from({ length: own + included }, (_, number) => `s${number % systems}/e${number}`);
  for (const text of refs) model.entitlement(text);
  return model.role("base", refs.slice(own)).role("lead", refs.slice(0, own), { includes: ["base" as RoleId] });
};

describe(rule, () => {
  it("warns of a role that gives more than forty entitlements over its closure", () => {
    expect(verdicts(world(21, 20), rule)).toEqual(["warning access/roles/lead.yaml"]);
    expect(verdicts(world(20, 20), rule)).toEqual([]);
  });

  it("warns of a role over more than six systems", () => {
    expect(verdicts(world(4, 3, 7), rule)).toEqual(["warning access/roles/lead.yaml"]);
    expect(verdicts(world(4, 3, 6), rule)).toEqual([]);
  });

  it("obeys its limits, and severity none turns it off", () => {
    const strict = {
      parameters: new Map([
        ["entitlements", 1],
        ["systems", 1],
      ]),
    };
    expect(verdicts(world(1, 1).setting(rule, strict), rule)).toEqual(["warning access/roles/lead.yaml"]);
    expect(verdicts(world(41, 0).setting(rule, { severity: "none" }), rule)).toEqual([]);
  });

  it("obeys an exception by role", () => {
    const except = (role: string) => ({ users: null, entitlements: [], tags: [], roles: [role as RoleId] });
    expect(verdicts(world(21, 20).setting(rule, { except: except("lead") }), rule)).toEqual([]);
    expect(verdicts(world(21, 20).setting(rule, { except: except("base") }), rule)).toHaveLength(1);
  });

  it("names each exceeded limit", () => {
    const limits = {
      parameters: new Map([
        ["entitlements", 2],
        ["systems", 1],
      ]),
    };
    const refs = ["okta/a", "okta/b", "google/c"];
    const model = aModel();
    for (const text of refs) model.entitlement(text);
    expect(findingsOf(model.role("broad", refs).setting(rule, limits), rule)[0]?.message).toMatch(
      /^The role broad gives 3 entitlements \(limit 2\) and entitlements of 2 systems \(limit 1\), included roles counted\.$/,
    );
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("lead", () => manyIn("lead", 41)),
  ));
