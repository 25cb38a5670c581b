import { describe, expect, it } from "vitest";
import type { GuardLimits, SystemId } from "../../src/model/documents.ts";
import { formatInstant } from "../../src/model/instant.ts";
import { buildPlan } from "../../src/plan/build-plan.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { JournalRecord } from "../../src/ports/journal.ts";
import { doneWithinDay } from "../../src/workflow/done-within-day.ts";
import { aModel, defaultGuards, type ModelBuilder, now } from "../support/model.ts";
import { anOkta } from "../support/observed.ts";
import { guardsOf, idsOf, sideOf } from "../support/planned.ts";

const hour = 3_600_000;

const result = (operation: string, at: number, outcome: "done" | "failed" | "already-so" = "done"): JournalRecord => ({
  kind: "result",
  at: formatInstant(at),
  run: "r",
  operation,
  outcome,
  detail: null,
});

describe("doneWithinDay", () => {
  it("returns the removals and suspensions of the last 24 hours, by system, each object once", () => {
    const removed = doneWithinDay(
      [
        result("okta:membership.remove:crm:old", now - 24 * hour),
        result("okta:membership.remove:crm:ada", now - 24 * hour + 1000),
        result("okta:membership.remove:crm:ada", now - hour),
        result("okta:membership.update:crm:bob", now),
        result("okta:membership.add:crm:cid", now),
        result("okta:membership.remove:crm:dan", now, "failed"),
        result("okta:membership.remove:crm:eli", now, "already-so"),
        result("okta:account.suspend:eve", now - hour),
        result("okta:account.deactivate:eve", now),
        result("google:account.suspend:eve", now),
        { kind: "run-ended", at: formatInstant(now), run: "r", done: 9, alreadySo: 0, failed: 0, notAttempted: 0 },
      ],
      now,
    );
    expect(removed).toEqual(
      new Map([
        ["okta", { memberships: new Set(["crm:ada", "crm:bob"]), accounts: new Set(["eve"]) }],
        ["google", { memberships: new Set(), accounts: new Set(["eve"]) }],
      ]),
    );
  });
});

/** Ten users with a group, of whom the first `gone` are no longer granted it, or left. */
function company(gone: number, limits: Partial<GuardLimits>, how: "grant" | "leaves"): ModelBuilder {
  const world = aModel().entitlement("okta/account").entitlement("okta/crm");
  for (const [position, id] of names.entries()) {
    const isGone = position < gone;
    world.user(id, how === "leaves" && isGone ? { status: "terminated" } : {}).grant(id, "okta/account");
    if (how === "leaves" || !isGone) world.grant(id, "okta/crm");
  }
  const system = world.build().systems.get("okta" as SystemId);
  if (system === undefined) throw new Error("no Okta");
  return world.system("okta", { ...system, guards: { ...defaultGuards, ...limits } });
}
const names = Array.from({ length: 10 }, (_, position) => `u${position}`);

/** Applies the plan of each hour, one more removal each time, and returns the plans until a guard blocks. */
function drained(limits: Partial<GuardLimits>, how: "grant" | "leaves", isCounted: boolean): readonly Plan[] {
  const records: JournalRecord[] = [];
  const plans: Plan[] = [];
  const done = new Set<string>();
  for (let run = 1; run < names.length; run += 1) {
    const at = now + run * hour;
    const live = anOkta().group("crm");
    for (const id of names) {
      live.account(id, done.has(`okta:account.suspend:${id}`) ? { state: "suspended" } : {});
      if (!done.has(`okta:membership.remove:crm:${id}`)) live.member("crm", id);
    }
    const plan = buildPlan({
      head: sideOf(company(run, limits, how).build(), at),
      base: sideOf(company(run - 1, limits, how).build(), at),
      at,
      observations: [live.build()],
      findings: [],
      ...(isCounted ? { alreadyRemoved: doneWithinDay(records, at) } : {}),
    });
    plans.push(plan);
    if (plan.guards.some(({ blocked }) => blocked)) break;
    for (const id of idsOf(plan)) {
      done.add(id);
      records.push(result(id, at));
    }
  }
  return plans;
}

describe("a limit over a rolling day", () => {
  const removals: Partial<GuardLimits> = { removals: { count: 3, share: 1, floor: 100, allowance: 0 } };
  const accounts: Partial<GuardLimits> = {
    accounts: { count: 3 },
    removals: { count: 100, share: 1, floor: 100, allowance: 0 },
  };

  it("cannot be drained run by run: the fourth removal of the day is blocked", () => {
    const plans = drained(removals, "grant", true);
    expect(plans.map(guardsOf)).toEqual([[], [], [], ["guard/removals blocked"]]);
    expect(plans.at(-1)?.guards[0]?.message).toBe(
      "The plan would remove 1 membership in okta, after 3 in the last 24 hours; the limit is 3 (guards.removals, access/systems/okta.yaml).",
    );
    expect(plans.at(-1)?.guards[0]?.remedy).toContain("`count: 4`");
  });

  it("is not counted without the records, so that approved removals go on", () => {
    expect(drained(removals, "grant", false).flatMap(guardsOf)).toEqual([]);
  });

  it("counts the share of what was present before the day's removals", () => {
    const plans = drained({ removals: { count: 100, share: 0.3, floor: 5, allowance: 0 } }, "grant", true);
    expect(plans.map(guardsOf)).toEqual([[], [], [], ["guard/removals blocked"]]);
  });

  it("counts accounts in the same way", () => {
    const plans = drained(accounts, "leaves", true);
    expect(plans.map(guardsOf)).toEqual([[], [], [], ["guard/accounts blocked"]]);
    expect(plans.at(-1)?.guards[0]?.message).toContain(
      "1 account in okta, after 3 in the last 24 hours; the limit is 3",
    );
    expect(drained(accounts, "leaves", false).flatMap(guardsOf)).toEqual([]);
  });

  it("counts an object once that is removed again on the same day", () => {
    const model = company(1, { removals: { count: 1, share: 1, floor: 100, allowance: 0 } }, "grant").build();
    const live = anOkta().group("crm");
    for (const id of names) live.account(id).member("crm", id);
    const alreadyRemoved = doneWithinDay([result("okta:membership.remove:crm:u0", now)], now);
    const plan = buildPlan({
      head: sideOf(model),
      base: null,
      at: now,
      observations: [live.build()],
      findings: [],
      alreadyRemoved,
    });
    expect([idsOf(plan), guardsOf(plan)]).toEqual([["okta:membership.remove:crm:u0"], []]);
  });
});
