import { describe, expect, it } from "vitest";
import { grantPath } from "../company-files.ts";
import { aScenario, type Scenario } from "../scenario.ts";

/** Merges the end of bob's grant, and cuts what Okta answers about the groups of one user. */
async function aRemoval(): Promise<Scenario> {
  const scenario = await aScenario();
  expect((await scenario.apply()).code).toBe(0);
  scenario.mergeApproved("bob-crm-ends", { [grantPath("bob", "okta/crm")]: null }, "ada");
  return scenario;
}

describe("a removal whose precondition is read from a cut list", { timeout: 120_000 }, () => {
  it("is not reported as done while the members of the group have the account", async () => {
    const scenario = await aRemoval();
    scenario.okta.addFault({
      method: "GET",
      path: /\/users\/[^/]+\/groups$/,
      fault: { kind: "rewrite", rewrite: (reply) => ({ ...reply, body: [] }) },
    });
    const ran = await scenario.apply();
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
    expect(ran.code).not.toBe(0);
    expect(ran.out).toContain("members have the account");
    scenario.okta.clearFaults();
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual([]);
  });
});
