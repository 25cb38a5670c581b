import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { nothingWritten } from "../../src/model/written-files.ts";
import { buildPlan } from "../../src/plan/build-plan.ts";
import { diverged } from "../../src/sandbox/company/diverge.ts";
import type { Divergence } from "../../src/sandbox/company/divergence.ts";
import { convergedWorld } from "../../src/sandbox/company/live-world.ts";
import { blockedDivergences, divergences } from "../../src/sandbox/sample/divergences.ts";
import { observationsOf } from "./observed-world.ts";
import { actions as actionTable } from "../../src/plan/actions.ts";
import { everyAction } from "../support/operation.ts";
import { days, morningOf, sampleCompany } from "./sample-company.ts";

async function planOf(day: string, list: readonly Divergence[]): Promise<Plan> {
  const { model, index, at, findings } = await sampleCompany(morningOf(day));
  const world = diverged(convergedWorld({ model, index, at }), list, model);
  return buildPlan({
    head: { model, index, at, commit: null, written: nothingWritten },
    base: null,
    at,
    observations: observationsOf(world, at),
    findings,
  });
}

const blocking = ({ guards }: Plan): readonly string[] =>
  guards.filter(({ blocked }) => blocked).map(({ code }) => code);

describe("the first plan against the sandbox", () => {
  it.each(days)("has no operations without differences on %s", async (day) => {
    const plan = await planOf(day, []);
    expect(plan.operations.map(({ id }) => id)).toEqual([]);
    expect(plan.guards).toEqual([]);
  });

  it.each(days)("has every kind of operation and is not blocked by a guard on %s", async (day) => {
    const plan = await planOf(day, divergences);
    const actions = new Set(plan.operations.map(({ action }) => action));
    // The sample company declares no app, administrator role or licence.
    const declarable = everyAction.filter((action) => actionTable[action].object !== "assignment");
    expect(declarable.filter((action) => !actions.has(action))).toEqual([]);
    expect(blocking(plan)).toEqual([]);
  });

  it("stages an account for a user who starts later", async () => {
    const { operations } = await planOf("2026-12-01", divergences);
    const staged = operations.filter(
      ({ action, after }) => action === "account.create" && after?.["state"] === "staged",
    );
    expect(staged.map(({ id }) => id)).toContain("okta:account.create:luca-moretti");
  });

  it("reports unmanaged objects and does not change them", async () => {
    const { operations, unmanaged } = await planOf("2026-12-01", divergences);
    expect(unmanaged["okta"]).toMatchObject({ accounts: 1, groups: 2 });
    expect(unmanaged["google"]).toMatchObject({ accounts: 1, groups: 1 });
    const names = new Set(operations.map(({ resource }) => resource.name));
    expect(["Chess Club", "Marketing (automatic)", "runners@acme.example"].filter((name) => names.has(name))).toEqual(
      [],
    );
  });

  it("never touches a protected user", async () => {
    const { operations } = await planOf("2026-12-01", [...divergences, ...blockedDivergences]);
    const users = new Set(operations.map(({ user }) => String(user)));
    expect(["breakglass-one", "breakglass-two", "rolecall-bot"].filter((id) => users.has(id))).toEqual([]);
  });

  it("is blocked by differences that need a decision", async () => {
    const plan = await planOf("2026-12-01", [...divergences, ...blockedDivergences]);
    expect(new Set(blocking(plan))).toEqual(
      new Set([
        "provider/recycled-address",
        "provider/needs-adoption",
        "provider/not-writable",
        "provider/unexplained-suspension",
      ]),
    );
  });
});
