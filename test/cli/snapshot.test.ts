import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readSnapshot, snapshotOf } from "../../src/cli/snapshot.ts";
import { buildPlan } from "../../src/plan/build-plan.ts";
import { aModel, now } from "../support/model.ts";
import { anOkta } from "../support/observed.ts";
import { guardsOf, idsOf, sideOf } from "../support/planned.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("a snapshot", () => {
  it("does not treat a group that was declared later as empty when its members were not recorded", () => {
    const folder = mkdtempSync(join(tmpdir(), "rolecall-snapshot-"));
    folders.push(folder);
    const path = join(folder, "snapshot.json");
    const recorded = anOkta().account("ada").group("crm").group("pay").member("crm", "ada").withoutMembersOf("pay");
    writeFileSync(path, JSON.stringify(snapshotOf([recorded.build()], "2026-11-21T09:00:00Z")));
    const world = () => aModel().entitlement("okta/account").entitlement("okta/crm").user("ada");
    const planned = (builder: ReturnType<typeof world>) => {
      const model = builder.grant("ada", "okta/account").grant("ada", "okta/crm").build();
      const observations = readSnapshot(path, model);
      return buildPlan({ head: sideOf(model), base: null, at: now, observations, findings: [] });
    };
    expect([idsOf(planned(world())), guardsOf(planned(world()))]).toEqual([[], []]);
    const later = planned(world().entitlement("okta/pay").grant("ada", "okta/pay"));
    expect([idsOf(later), guardsOf(later)]).toEqual([[], ["provider/unread blocked"]]);
  });

  it.each([
    ["acme.okta.com", true],
    ["https://acme.okta.com", true],
    ["127.0.0.1:4010", true],
    ["other.okta.com", false],
    ["acme.okta.com.evil.example", false],
  ])("of the tenant %s is accepted for acme.okta.com: %s", (tenant, isAccepted) => {
    const folder = mkdtempSync(join(tmpdir(), "rolecall-snapshot-"));
    folders.push(folder);
    const path = join(folder, "snapshot.json");
    const recorded = snapshotOf([anOkta().build()], "2026-11-21T09:00:00Z");
    const systems = recorded.systems.map((system) => ({ ...system, tenant }));
    writeFileSync(path, JSON.stringify({ ...recorded, systems }));
    const model = aModel()
      .system("okta", { connection: { orgUrl: "https://acme.okta.com", customer: "my_customer" } })
      .build();
    const read = () => readSnapshot(path, model);
    if (isAccepted) expect(read()).toHaveLength(1);
    else expect(read).toThrow(`okta is recorded from ${tenant}, and its connection names acme.okta.com`);
  });
});
