import { describe, expect, it } from "vitest";
import { leaver } from "../../../support/disturbances.ts";
import { grantPath, userFile } from "../company-files.ts";
import { aScenario } from "../scenario.ts";
import { idsOf, liveOf, openIn } from "./live-state.ts";

const day = 24 * 3_600_000;

/** A company whose leaver was contained by a run a day ago. */
async function aContainedLeaver() {
  const scenario = await aScenario();
  const ids = await idsOf(scenario, leaver.id);
  const leaves = {
    [`access/users/${leaver.id}.yaml`]: userFile(leaver.id, { status: "terminated" }),
    [grantPath(leaver.id, "okta/crm")]: null,
  };
  scenario.mergeApproved("leave", leaves, "sue");
  expect((await scenario.apply()).code).toBe(0);
  expect(await openIn(scenario, ids)).toEqual([]);
  scenario.later(day);
  return { scenario, ids, ...liveOf(scenario) };
}

describe("a contained leaver", { timeout: 120_000 }, () => {
  it.each([
    ["under the old number and login", false],
    ["under another number and login, by the ids that the journal knows", true],
  ])("who was let in again by hand is found %s, contained and reported", async (_, isRenamed) => {
    const { scenario, ids, okta, google } = await aContainedLeaver();
    await okta("POST", `/users/${ids.okta}/lifecycle/unsuspend`);
    await google("PATCH", `/users/${ids.google}`, { suspended: false });
    if (isRenamed) {
      const address = "night@acme.example";
      await okta("POST", `/users/${ids.okta}`, { profile: { login: address, email: address, employeeNumber: "x-1" } });
      await google("PATCH", `/users/${ids.google}`, { primaryEmail: address, externalIds: [] });
    }
    expect(await openIn(scenario, ids)).toEqual(["google", "okta"]);
    const { out } = await scenario.apply();
    expect(await openIn(scenario, ids)).toEqual([]);
    for (const system of ["google", "okta"]) expect(out).toContain(`suspend the account of ${leaver.id} in ${system}`);
  });

  it("who was not let in again is not written to, nor is an active user who was", async () => {
    const { scenario, ids, okta, google } = await aContainedLeaver();
    const ada = await idsOf(scenario, "ada");
    await okta("POST", `/users/${ada.okta}/lifecycle/suspend`);
    await okta("POST", `/users/${ada.okta}/lifecycle/unsuspend`);
    await google("PATCH", `/users/${ada.google}`, { suspended: false });
    const before = scenario.writes();
    const ran = await scenario.apply();
    expect([ran.code, scenario.writes()]).toEqual([0, before]);
    expect(ran.out).not.toContain("suspend the account");
    expect([await openIn(scenario, ids), await openIn(scenario, ada)]).toEqual([[], ["google", "okta"]]);
  });
});
