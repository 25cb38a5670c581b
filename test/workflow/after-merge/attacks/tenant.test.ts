import { describe, expect, it } from "vitest";
import { aStranger } from "../../../support/stranger.ts";
import { grantPath, oktaSystem, userFile } from "../company-files.ts";
import { aScenario, type Scenario } from "../scenario.ts";
import { idsOf, openIn } from "./live-state.ts";

const orgUrl = (url: string) => ({
  "access/systems/okta.yaml": oktaSystem().replace("https://acme.okta.example", url),
});

/** Applies with the connection of the files, without the address that replaces it. */
function applied(scenario: Scenario, tenant: string) {
  const { ROLECALL_OKTA_URL: _, ...env } = scenario.env;
  return scenario.apply({}, { env: { ...env, OKTA_CLIENT_ORGURL: tenant } });
}

/** A company whose files name the sandbox as its tenant, and whose user leaves. */
async function aLeaver() {
  const scenario = await aScenario();
  const ids = await idsOf(scenario, "bob");
  scenario.mergeApproved("tenant", orgUrl(scenario.okta.url), "ada");
  const leaves = {
    "access/users/bob.yaml": userFile("bob", { status: "terminated" }),
    [grantPath("bob", "okta/crm")]: null,
  };
  scenario.mergeApproved("leave", leaves, "ada");
  return { scenario, ids, stranger: await aStranger() };
}

describe("the writing credential", { timeout: 120_000 }, () => {
  it("sends no request to a host that only a direct push names, and contains the leaver", async () => {
    const { scenario, ids, stranger } = await aLeaver();
    scenario.pushDirectly(orgUrl(stranger.url));
    expect((await applied(scenario, scenario.okta.url)).code).toBe(4);
    expect(stranger.count()).toBe(0);
    expect(await openIn(scenario, ids)).toEqual([]);
  });

  it("is the one of the approved files where only a direct push names another", async () => {
    const { scenario, ids } = await aLeaver();
    scenario.pushDirectly(orgUrl(`${scenario.okta.url}, credentials: OTHER`));
    expect((await applied(scenario, scenario.okta.url)).code).toBe(4);
    expect(await openIn(scenario, ids)).toEqual([]);
  });

  it("goes to the host of an approved change, where the environment names it too", async () => {
    const { scenario, stranger } = await aLeaver();
    scenario.mergeApproved("move", orgUrl(stranger.url), "ada");
    await applied(scenario, stranger.url);
    expect(stranger.count()).toBeGreaterThan(0);
  });
});
