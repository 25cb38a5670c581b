import { describe, expect, it } from "vitest";
import { refusalOf } from "../../src/apply/refusal.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import type { GuardResult } from "../../src/plan/plan.ts";
import { adds, planOf, suspends } from "./scenario.ts";

const finding = (changes: Partial<Finding> = {}): Finding => ({
  code: "sod/vendor-payment",
  severity: "error",
  message: "Ada holds both.",
  remedy: "Remove one of them.",
  file: "access/grants/okta/pay/ada.yaml",
  line: 1,
  column: 1,
  ...changes,
});

const guard = (changes: Partial<GuardResult> = {}): GuardResult => ({
  code: "guard/removals",
  system: "okta",
  blocked: true,
  message: "It removes 30 memberships; the limit is 25.",
  remedy: "Split the change.",
  override: null,
  ...changes,
});

describe("the refusal of a plan", () => {
  it("is null for notes, warnings and lifted guards", () => {
    const plan = planOf([suspends("eve")], {
      findings: [finding({ severity: "warning" }), finding({ severity: "note", waiver: "access/waivers/x.yaml" })],
      guards: [guard({ blocked: false, override: "access/overrides/removals/x.yaml" })],
    });
    expect(refusalOf(plan)).toBeNull();
    expect(refusalOf(planOf([]))).toBeNull();
  });

  it("forbids writing to a system in observe mode", () => {
    const plan = planOf([suspends("eve")], { guards: [guard({ code: "guard/observe-only", blocked: false })] });
    expect(refusalOf(plan)).toMatchObject({ kind: "guards", codes: ["guard/observe-only"] });
  });

  it("names error findings, and comes before the guards", () => {
    expect(refusalOf(planOf([suspends("eve")], { findings: [finding(), finding()], guards: [guard()] }))).toEqual({
      kind: "findings",
      codes: ["sod/vendor-payment"],
      message:
        "The plan has findings that block apply:\n" +
        "  sod/vendor-payment: Ada holds both. Remove one of them.\n" +
        "  sod/vendor-payment: Ada holds both. Remove one of them.",
    });
  });

  it("does not accept an unsupported field as a warning", () => {
    const findings = [finding({ code: "schema/not-supported-yet", severity: "warning" })];
    expect(refusalOf(planOf([], { findings }))).toMatchObject({
      kind: "findings",
      codes: ["schema/not-supported-yet"],
    });
  });

  it("names blocking guards with their remedy, also without operations", () => {
    expect(refusalOf(planOf([], { guards: [guard(), guard({ blocked: false })] }))).toEqual({
      kind: "guards",
      codes: ["guard/removals"],
      message:
        "Guards block the plan:\n  guard/removals: It removes 30 memberships; the limit is 25. Split the change.",
    });
  });

  it("refuses an order in which an operation comes before its dependency, or twice", () => {
    const needs = adds("eve", "crew", { dependsOn: ["okta:account.suspend:eve"] });
    expect(refusalOf(planOf([suspends("eve"), needs]))).toBeNull();
    for (const operations of [[needs, suspends("eve")], [needs], [suspends("eve"), suspends("eve")]])
      expect(refusalOf(planOf(operations))).toMatchObject({ kind: "malformed", codes: ["plan/order"] });
  });

  it("shows twenty lines and counts the rest", () => {
    const refusal = refusalOf(planOf([], { findings: Array.from({ length: 23 }, () => finding()) }));
    expect(refusal?.message.split("\n")).toHaveLength(22);
    expect(refusal?.message).toContain("… and 3 more.");
  });
});
