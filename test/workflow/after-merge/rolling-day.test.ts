import { describe, expect, it } from "vitest";
import type { Edit } from "../../support/memory-git/objects.ts";
import { grantFile, grantPath, journalPair, organizationWith, userFile } from "./company-files.ts";
import { aScenario } from "./scenario.ts";

const day = 24 * 3_600_000;
const guards = (text: string): Edit => ({
  "access/rolecall.yaml": `${organizationWith(journalPair.publicKey)}guards: { ${text} }\n`,
});
const given = (...users: readonly string[]): Edit =>
  Object.fromEntries(users.map((id) => [grantPath(id, "okta/crm"), grantFile(id, "okta/crm")]));
const ended = (user: string): Edit => ({ [grantPath(user, "okta/crm")]: null });
const left = (user: string): Edit => ({ [`access/users/${user}.yaml`]: userFile(user, { status: "terminated" }) });
/** An edit that needs root owners, so that a commit with it is not approved. */
const code: Edit = { ".github/CODEOWNERS": "* @acme/security\n" };
const oneRemoval = guards("removals: { count: 1, share: 1, floor: 100 }");

describe("the limit of removals over a rolling day", { timeout: 120_000 }, () => {
  it("counts approved removals of earlier runs, until a day has passed", async () => {
    const scenario = await aScenario({ ...given("ada", "sam"), ...oneRemoval });
    scenario.mergeApproved("end-ada", ended("ada"), "mel");
    expect((await scenario.apply()).code).toBe(0);
    scenario.mergeApproved("end-sam", ended("sam"), "mel");
    const blocked = await scenario.apply();
    expect([blocked.code, await scenario.members("CRM Users")]).toEqual([4, ["bob", "sam"]]);
    expect(blocked.err).toContain("after 1 in the last 24 hours; the limit is 1");
    scenario.later(day);
    expect([(await scenario.apply()).code, await scenario.members("CRM Users")]).toEqual([0, ["bob"]]);
  });

  it("does not count for what is approved what only unapproved commits took away", async () => {
    const scenario = await aScenario({ ...given("ada", "sam"), ...oneRemoval });
    scenario.pushDirectly({ ...ended("ada"), ...code });
    await scenario.apply();
    expect(await scenario.members("CRM Users")).toEqual(["bob", "sam"]);
    scenario.mergeApproved("back", { ...given("ada"), ...ended("sam") }, "mel");
    const ran = await scenario.apply();
    expect([ran.code, await scenario.members("CRM Users")]).toEqual([0, ["ada", "bob"]]);
  });
});

describe("the limit of accounts over a rolling day", { timeout: 120_000 }, () => {
  it("counts approved leavers of earlier runs, until a day has passed", async () => {
    const scenario = await aScenario(guards("accounts: { count: 1 }"));
    scenario.mergeApproved("leave-sam", left("sam"), "mel");
    expect((await scenario.apply()).code).toBe(0);
    scenario.mergeApproved("leave-sue", left("sue"), "mel");
    const held = await scenario.apply();
    expect([held.code, await scenario.statusOf("sue")]).toEqual([4, "ACTIVE"]);
    scenario.later(day);
    expect([(await scenario.apply()).code, await scenario.statusOf("sue")]).toEqual([0, "SUSPENDED"]);
  });

  it("is not used up for an approved leaver by a direct push that ends another user and stands on the branch", async () => {
    const leaves = { "access/users/bob.yaml": userFile("bob", { end: "2026-12-01T12:00:00Z" }), ...ended("bob") };
    const scenario = await aScenario({ ...guards("scheduled: { count: 1 }"), ...leaves });
    scenario.pushDirectly({ ...left("ada"), ...code });
    await scenario.apply();
    expect([await scenario.statusOf("ada"), await scenario.statusOf("bob")]).toEqual(["SUSPENDED", "ACTIVE"]);
    scenario.later(day / 4);
    await scenario.apply();
    expect(await scenario.statusOf("bob")).toBe("SUSPENDED");
  });

  it("is not used up for an approved leaver by a direct push that an approved change has undone", async () => {
    const scenario = await aScenario(guards("accounts: { count: 1 }"));
    scenario.pushDirectly({ ...left("ada"), ...code });
    await scenario.apply();
    expect(await scenario.statusOf("ada")).toBe("SUSPENDED");
    scenario.mergeApproved(
      "undo",
      { "access/users/ada.yaml": userFile("ada"), ...left("bob"), ...ended("bob") },
      "mel",
    );
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.statusOf("bob")).toBe("SUSPENDED");
  });
});
