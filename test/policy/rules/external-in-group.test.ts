import { describe, expect, it } from "vitest";
import type { SystemId, User } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { verdicts } from "../../support/judged.ts";
import { aModel, at, selector } from "../../support/model.ts";

const rule = "lp/external-in-group";
const world = (changes: Partial<User>, tags: readonly string[] = []) =>
  aModel()
    .user("eve", { kind: "vendor", ...changes })
    .entitlement("google/plans", { tags })
    .entitlement("google/account");
const outside = { email: "eve@partner.example" };
const found = ["error access/grants/google/plans/eve.yaml"];

describe(rule, () => {
  it("refuses an outside address in a group not meant for it", () => {
    expect(verdicts(world(outside).grant("eve", "google/plans"), rule)).toEqual(found);
    const role = world(outside).role("all", ["google/plans"], { birthright: selector({ kind: "vendor" }) });
    expect(verdicts(role, rule)).toEqual(["error access/roles/all.yaml"]);
  });

  it("refuses it where the address is not ours in that system alone", () => {
    const here = { externalIn: ["google" as SystemId] };
    expect(verdicts(world(here).grant("eve", "google/plans"), rule)).toEqual(found);
    const elsewhere = { externalIn: ["okta" as SystemId] };
    expect(verdicts(world(elsewhere).grant("eve", "google/plans"), rule)).toEqual([]);
  });

  it("allows tagged groups, our own addresses in any case of letters, and to have an account", () => {
    expect(verdicts(world(outside, ["external-ok"]).grant("eve", "google/plans"), rule)).toEqual([]);
    expect(verdicts(world({ email: "Eve@ACME.example" }).grant("eve", "google/plans"), rule)).toEqual([]);
    expect(verdicts(world(outside).grant("eve", "google/account"), rule)).toEqual([]);
    // Ends like ours, but is another domain.
    expect(verdicts(world({ email: "eve@not-acme.example" }).grant("eve", "google/plans"), rule)).toEqual(found);
  });

  it("obeys the tag, and finds what is still to come but nothing past", () => {
    const tag = { parameters: new Map([["tag", "guests"]]) };
    expect(verdicts(world(outside, ["guests"]).grant("eve", "google/plans").setting(rule, tag), rule)).toEqual([]);
    const starts = at("2027-01-01T00:00:00Z");
    expect(verdicts(world(outside).grant("eve", "google/plans", { starts }), rule)).toEqual(found);
    const expires = at("2026-11-21T09:00:00Z");
    expect(verdicts(world(outside).grant("eve", "google/plans", { expires }), rule)).toEqual([]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("eve", () =>
      aModel()
        .user("eve", { kind: "vendor", email: "eve@partner.example" })
        .entitlement("google/plans")
        .grant("eve", "google/plans"),
    ),
  ));
