import { describe, expect, it } from "vitest";
import { grantFile, grantPath, oktaSystem } from "./company-files.ts";
import { aScenario } from "./scenario.ts";

describe("drift in an unattended run", { timeout: 120_000 }, () => {
  it("is reported and not changed, except for the actions that the system's file lists", async () => {
    const scenario = await aScenario();
    await scenario.byHand("PUT", "CRM Users", "mel");
    await scenario.byHand("DELETE", "CRM Users", "bob");
    const ran = await scenario.apply();
    expect(ran.out).toContain("not changed");
    // membership.remove is listed; membership.add is not.
    expect(await scenario.members("CRM Users")).toEqual([]);
    expect(ran.code).toBe(0);
  });

  it("is not changed when the list is empty, and a removal that is not done never ends with 0", async () => {
    const scenario = await aScenario({ "access/systems/okta.yaml": oktaSystem([]) });
    await scenario.byHand("PUT", "CRM Users", "mel");
    const writes = scenario.writes();
    const ran = await scenario.apply();
    expect([ran.code, scenario.writes()]).toEqual([4, writes]);
    expect(ran.out).toContain('Removals not done:\n  remove mel from the okta group "CRM Users"');
    const listed = JSON.parse((await scenario.apply({ format: "json" })).out);
    expect(listed.notRemoved).toEqual(["okta:membership.remove:crm:mel"]);
    expect(await scenario.members("CRM Users")).toEqual(["bob", "mel"]);
  });

  it("is repaired by a longer list only after that list has converged", async () => {
    const scenario = await aScenario();
    await scenario.byHand("DELETE", "CRM Users", "bob");
    const number = scenario.propose(
      "repair-more",
      { "access/systems/okta.yaml": oktaSystem(["membership.remove", "membership.add"]) },
      "ada",
    );
    scenario.approve(number, "sue");
    scenario.merge(number);
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual([]);
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
  });

  it("includes a membership that was added again by hand after the grant's end removed it", async () => {
    const scenario = await aScenario({
      "access/systems/okta.yaml": oktaSystem([]),
      [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm", "expires: 2026-12-01T12:00:00Z\n"),
    });
    expect((await scenario.apply()).code).toBe(0);
    scenario.later(4 * 3_600_000);
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
    await scenario.byHand("PUT", "CRM Users", "ada");
    scenario.later(3_600_000);
    const ran = await scenario.apply();
    expect(ran.out).toContain("not changed");
    expect(await scenario.members("CRM Users")).toEqual(["ada", "bob"]);
  });
});
