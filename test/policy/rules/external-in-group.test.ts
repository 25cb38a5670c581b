import { describe, expect, it } from "vitest";
import type { SystemId, User } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, now, selector, userId } from "../../support/model.ts";

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

  it("judges external members of a group by the same tag, until their end", () => {
    const box = { address: "box@vendor.example", sponsor: userId("eve"), reason: "Reports", expires: now + 1 };
    const having = (expires: number, tags: readonly string[] = []) =>
      aModel()
        .user("eve")
        .entitlement("google/plans", { tags, externalMembers: [{ ...box, expires }] });
    expect(verdicts(having(now + 1), rule)).toEqual([
      "error access/entitlements/google/plans.yaml externalMembers.0.address",
    ]);
    expect(findingsOf(having(now + 1), rule)[0]?.message).toContain("box@vendor.example would be an external member");
    expect(verdicts(having(now), rule)).toEqual([]);
    expect(verdicts(having(now + 1, ["external-ok"]), rule)).toEqual([]);
  });

  it("does not accept another address with an entry of the baseline", () => {
    const having = (address: string) =>
      aModel()
        .user("eve")
        .entitlement("google/plans", {
          externalMembers: [{ address, sponsor: userId("eve"), reason: "Reports", expires: now + 1 }],
        })
        .accepted(rule, "access/entitlements/google/plans.yaml", {
          witness: ["google/plans (low)", "box@vendor.example"],
        });
    const place = "access/entitlements/google/plans.yaml externalMembers.0.address";
    expect(verdicts(having("Box@vendor.example"), rule)).toEqual([`note ${place}`]);
    expect(verdicts(having("other@vendor.example"), rule)).toEqual([`error ${place}`]);
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
