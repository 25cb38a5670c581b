import { describe, expect, it } from "vitest";
import { aModel, type ModelBuilder } from "../../support/model.ts";
import { aGoogle, type ObservedBuilder } from "../../support/observed.ts";
import { guardsOf, idsOf, planFor } from "../../support/planned.ts";
import { applyToObserved } from "../../support/applied.ts";
import { buildPlan } from "../../../src/plan/build-plan.ts";
import { now } from "../../support/model.ts";
import { sideOf } from "../../support/planned.ts";

const address = "list@acme.example";
const closed = { whoCanJoin: "INVITED_CAN_JOIN", allowExternalMembers: false };
const declared = (settings: Readonly<Record<string, string | boolean>> = closed): ModelBuilder =>
  aModel()
    .entitlement("google/account")
    .entitlement("google/list", {
      target: { kind: "group", name: address, role: "member" },
      title: "list",
      settings: new Map(Object.entries(settings)),
    });
const live = (settings: Readonly<Record<string, unknown>> | null): ObservedBuilder =>
  aGoogle().group("list", { name: address, profile: { name: "list" }, settings });

describe("the settings of a group", () => {
  it("are changed where they differ, and a flag of the file equals the provider's text", () => {
    const shown = { whoCanJoin: "ANYONE_CAN_JOIN", allowExternalMembers: "false", whoCanViewGroup: "ANYONE_CAN_VIEW" };
    expect(planFor(declared(), [live(shown)]).operations).toMatchObject([
      {
        id: "google:group.configure:list",
        resource: { kind: "group", id: "g-list", name: address },
        before: { whoCanJoin: "ANYONE_CAN_JOIN" },
        after: { whoCanJoin: "INVITED_CAN_JOIN" },
        patch: [{ op: "replace", path: "/whoCanJoin", value: "INVITED_CAN_JOIN" }],
        origin: "drift",
      },
    ]);
    expect(idsOf(planFor(declared(), [live({ ...shown, whoCanJoin: "INVITED_CAN_JOIN" })]))).toEqual([]);
  });

  it("are a change where the base declares others, and drift where it declares the same", () => {
    const shown = live({ whoCanJoin: "ANYONE_CAN_JOIN", allowExternalMembers: "false" });
    const originWith = (base: ModelBuilder) =>
      planFor(declared(), [shown], { base }).operations.map((one) => one.origin);
    expect(originWith(declared({ whoCanJoin: "ANYONE_CAN_JOIN" }))).toEqual(["change"]);
    expect(originWith(declared({}))).toEqual(["change"]);
    expect(originWith(declared())).toEqual(["drift"]);
  });

  it("of a new group are all set after its creation, and the next plan is empty", () => {
    const world = declared();
    const plan = planFor(world, [aGoogle()]);
    expect(plan.operations).toMatchObject([
      { id: "google:group.create:list" },
      {
        id: "google:group.configure:list",
        resource: { id: null, name: address },
        before: {},
        after: { whoCanJoin: "INVITED_CAN_JOIN", allowExternalMembers: "false" },
        dependsOn: ["google:group.create:list"],
      },
    ]);
    const observations = applyToObserved(plan.operations, [aGoogle().build()]);
    const next = buildPlan({
      head: sideOf(world.build()),
      base: null,
      at: now,
      observations,
      findings: [],
      since: null,
    });
    expect(idsOf(next)).toEqual([]);
  });

  it("block the group where they were not read, and only where the file declares settings", () => {
    const plan = planFor(declared(), [live(null)]);
    expect([idsOf(plan), guardsOf(plan)]).toEqual([[], ["provider/unread blocked"]]);
    expect(plan.guards[0]?.message).toBe(
      'The settings of the group "list@acme.example" (g-list) in google were not read.',
    );
    const undeclared = planFor(declared({}), [live(null)]);
    expect([idsOf(undeclared), guardsOf(undeclared)]).toEqual([[], []]);
  });

  it("are not changed for a retired group", () => {
    const retired = declared().entitlement("google/list", {
      target: { kind: "group", name: address, role: "member" },
      status: "retired",
      settings: new Map(Object.entries(closed)),
    });
    const plan = planFor(retired, [live(null)]);
    expect([idsOf(plan), guardsOf(plan)]).toEqual([[], []]);
  });

  it("become stricter only outside add-only mode, and looser in both", () => {
    const shown = live({ whoCanJoin: "CAN_REQUEST_TO_JOIN", allowExternalMembers: "false" });
    const addOnly = (settings: Readonly<Record<string, string>>) =>
      planFor(declared(settings).system("google", { mode: "add-only" }), [shown]);
    const stricter = addOnly({ whoCanJoin: "INVITED_CAN_JOIN" });
    expect([idsOf(stricter), guardsOf(stricter)]).toEqual([[], ["guard/add-only"]]);
    expect(stricter.guards[0]?.message).toContain("Makes a setting of a group stricter: google:group.configure:list.");
    expect(idsOf(addOnly({ whoCanJoin: "ANYONE_CAN_JOIN" }))).toEqual(["google:group.configure:list"]);
  });

  it("do not count as a removed membership when they become stricter", () => {
    const shown = live({ whoCanJoin: "ANYONE_CAN_JOIN", allowExternalMembers: "true" });
    const limits = { removals: { count: 0, share: 0, floor: 0, allowance: 0 } };
    const plan = planFor(declared(), [shown], {
      with: (model) => ({
        ...model,
        systems: new Map(
          [...model.systems].map(([id, system]) => [id, { ...system, guards: { ...system.guards, ...limits } }]),
        ),
      }),
    });
    expect([idsOf(plan), guardsOf(plan)]).toEqual([["google:group.configure:list"], []]);
  });
});
