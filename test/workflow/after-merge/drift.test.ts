import { describe, expect, it } from "vitest";
import { grantFile, grantPath, oktaSystem } from "./company-files.ts";
import { aStory } from "./scenario.ts";

describe("drift in an unattended run", { timeout: 120_000 }, () => {
  it("is reported and not changed, except for the actions that the system's file lists", async () => {
    const story = await aStory();
    await story.byHand("PUT", "CRM Users", "mel");
    await story.byHand("DELETE", "CRM Users", "bob");
    const ran = await story.apply();
    expect(ran.out).toContain("left alone");
    // membership.remove is listed; membership.add is not.
    expect(await story.members("CRM Users")).toEqual([]);
    expect(ran.code).toBe(0);
  });

  it("is not changed when the list is empty", async () => {
    const story = await aStory({ "access/systems/okta.yaml": oktaSystem([]) });
    await story.byHand("PUT", "CRM Users", "mel");
    const writes = story.writes();
    const ran = await story.apply();
    expect([ran.code, story.writes()]).toEqual([0, writes]);
    expect(await story.members("CRM Users")).toEqual(["bob", "mel"]);
  });

  it("is repaired by a longer list only after that list has converged", async () => {
    const story = await aStory();
    await story.byHand("DELETE", "CRM Users", "bob");
    const number = story.propose(
      "repair-more",
      { "access/systems/okta.yaml": oktaSystem(["membership.remove", "membership.add"]) },
      "ada",
    );
    story.approve(number, "sue");
    story.merge(number);
    expect((await story.apply()).code).toBe(0);
    expect(await story.members("CRM Users")).toEqual([]);
    expect((await story.apply()).code).toBe(0);
    expect(await story.members("CRM Users")).toEqual(["bob"]);
  });

  it("includes a membership that was added again by hand after the grant's end removed it", async () => {
    const story = await aStory({
      "access/systems/okta.yaml": oktaSystem([]),
      [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm", "expires: 2026-12-01T12:00:00Z\n"),
    });
    expect((await story.apply()).code).toBe(0);
    story.later(4 * 3_600_000);
    expect((await story.apply()).code).toBe(0);
    expect(await story.members("CRM Users")).toEqual(["bob"]);
    await story.byHand("PUT", "CRM Users", "ada");
    story.later(3_600_000);
    const ran = await story.apply();
    expect(ran.out).toContain("left alone");
    expect(await story.members("CRM Users")).toEqual(["ada", "bob"]);
  });
});
