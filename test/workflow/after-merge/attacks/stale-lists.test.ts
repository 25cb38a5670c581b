import { describe, expect, it } from "vitest";
import { grantFile, grantPath, userFile } from "../company-files.ts";
import { aScenario, type Scenario } from "../scenario.ts";

/** Lets a list show an earlier or later state than the objects have, while each object itself is current. */
function stale(scenario: Scenario, system: "okta" | "google", path: RegExp, change: (body: unknown) => unknown): void {
  scenario[system].addFault({
    method: "GET",
    path,
    fault: { kind: "rewrite", rewrite: (reply) => ({ ...reply, body: change(reply.body) }) },
  });
}

const renamed = userFile("ada").replace("family: Example", "family: Lovelace");
const inNewName = (text: string): unknown =>
  JSON.parse(text.replaceAll('"familyName":"Example"', '"familyName":"Lovelace"'));

describe("a list that is older than the object", { timeout: 120_000 }, () => {
  it("does not end with 0 for an account whose update would never be made, and the next run makes it", async () => {
    const scenario = await aScenario();
    expect((await scenario.apply()).code).toBe(0);
    scenario.mergeApproved("rename", { "access/users/ada.yaml": renamed }, "mel");
    // The list of users shows the new name although the account has the old one.
    stale(scenario, "google", /\/users$/, (body) => inNewName(JSON.stringify(body)));
    const ran = await scenario.apply();
    expect(ran.code).not.toBe(0);
    expect(ran.out).toContain("The account of ada in google is not as the list shows it.");
    expect(scenario.records().at(-1)).toMatchObject({ kind: "commit-settled", converged: false });
    scenario.google.clearFaults();
    expect((await scenario.apply()).code).toBe(0);
    expect(scenario.records().at(-1)).toMatchObject({ kind: "commit-settled", converged: true });
  });

  it("does not end with 0 for a membership whose removal would never be made", async () => {
    const scenario = await aScenario();
    expect((await scenario.apply()).code).toBe(0);
    scenario.mergeApproved("bob-crm-ends", { [grantPath("bob", "okta/crm")]: null }, "ada");
    stale(scenario, "okta", /\/groups\/[^/]+\/users$/, () => []);
    stale(scenario, "okta", /\/groups$/, (body) => emptied(body));
    const ran = await scenario.apply();
    expect(ran.code).not.toBe(0);
    scenario.okta.clearFaults();
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual([]);
  });

  it("ends with 0 where the lists are current: the twin", async () => {
    const scenario = await aScenario();
    scenario.mergeApproved(
      "rename",
      { "access/users/ada.yaml": renamed, [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki") },
      "mel",
    );
    expect((await scenario.apply()).code).toBe(0);
    const writes = scenario.writes();
    expect((await scenario.apply()).code).toBe(0);
    expect(scenario.writes()).toBe(writes);
  });
});

/** Sets the number of members that a list of groups reports to zero. */
function emptied(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body).replaceAll(/"usersCount":\d+/g, '"usersCount":0'));
}
