import { describe, expect, it } from "vitest";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { verdicts } from "../../support/judged.ts";
import { aModel, at, selector } from "../../support/model.ts";

const rule = "lp/external-end-date";
const vendor = (end: string) =>
  aModel().user("eve", { kind: "vendor", start: at("2026-01-01T00:00:00Z"), end: at(end) });

describe(rule, () => {
  it("warns of an end more than a year after the start", () => {
    // `end` is stored as the end of the written day: 2027-01-02 is written, 366 days later.
    expect(verdicts(vendor("2027-01-03T00:00:00Z"), rule)).toEqual(["warning access/users/eve.yaml end"]);
  });

  it("allows a year, and another limit where the organization sets one", () => {
    expect(verdicts(vendor("2027-01-02T00:00:00Z"), rule)).toEqual([]);
    const longer = vendor("2027-06-01T00:00:00Z").setting(rule, { parameters: new Map([["max", "P2Y"]]) });
    expect(verdicts(longer, rule)).toEqual([]);
  });

  it("says nothing of employees", () => {
    expect(verdicts(aModel().user("ada", { end: at("2040-01-01T00:00:00Z") }), rule)).toEqual([]);
  });

  it("obeys an exception by user", () => {
    const except = (kind: string) => ({ users: selector({ kind }), entitlements: [], tags: [], roles: [] });
    const long = () => vendor("2040-01-01T00:00:00Z");
    expect(verdicts(long().setting(rule, { except: except("vendor") }), rule)).toEqual([]);
    expect(verdicts(long().setting(rule, { except: except("partner") }), rule)).toHaveLength(1);
  });

  it("leaves a missing start or end to the schema", () => {
    expect(verdicts(aModel().user("eve", { kind: "vendor", end: null }), rule)).toEqual([]);
    const noStart = aModel().user("eve", { kind: "vendor", start: null, end: at("2040-01-01T00:00:00Z") });
    expect(verdicts(noStart, rule)).toEqual([]);
  });

  it("says nothing of service accounts, and something of every other kind", () => {
    const kind = (name: "contractor" | "vendor" | "partner" | "service") =>
      verdicts(
        aModel().user("eve", { kind: name, start: at("2026-01-01T00:00:00Z"), end: at("2040-01-01T00:00:00Z") }),
        rule,
      ).length;
    expect([kind("contractor"), kind("vendor"), kind("partner"), kind("service")]).toEqual([1, 1, 1, 0]);
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("eve", () =>
      aModel().user("eve", { kind: "vendor", start: at("2026-01-01T00:00:00Z"), end: at("2028-01-01T00:00:00Z") }),
    ),
  ));
