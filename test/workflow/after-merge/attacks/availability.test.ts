import { appendFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { disturbances, leaver } from "../../../support/disturbances.ts";
import { grantFile, grantPath, userFile } from "../company-files.ts";
import { aScenario, type Scenario } from "../scenario.ts";
import { idsOf, liveOf, openIn } from "./live-state.ts";

const leaves = {
  [`access/users/${leaver.id}.yaml`]: userFile(leaver.id, { status: "terminated" }),
  [grantPath(leaver.id, "okta/crm")]: null,
};
const googleWiki = "wiki@acme.example";
/** A group in Google that ada is given, besides the group in Okta, and a group that disturbances fill. */
const company = {
  "access/entitlements/google/crew.yaml":
    "id: crew\ntitle: Crew\ntarget: { group: crew@acme.example }\ntier: low\nowners: [olga]\n",
  "access/entitlements/google/wiki.yaml": `id: wiki\ntitle: Wiki\ntarget: { group: ${googleWiki} }\ntier: low\nowners: [olga]\n`,
};
/** A gain in each system, in groups that no disturbance concerns. */
const harmless = {
  [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki"),
  [grantPath("ada", "google/wiki")]: grantFile("ada", "google/wiki"),
};
const day = 24 * 3_600_000;

interface Outcome {
  readonly code: number;
  /** The systems in which the gain is applied. */
  readonly gains: readonly string[];
}

const everything: Outcome = { code: 0, gains: ["google", "okta"] };
/** What is left in doubt, by disturbance. Every other one leaves nothing in doubt. */
const inDoubt: Readonly<Record<string, Outcome>> = {
  "a second account with another user's number": { code: 5, gains: ["google", "okta"] },
  "a second account with the leaver's number": { code: 5, gains: ["google", "okta"] },
  "26 strangers in a group": { code: 5, gains: ["google"] },
  "21 outside addresses in a group": { code: 5, gains: ["okta"] },
  "a rule that feeds a declared group": { code: 5, gains: ["google", "okta"] },
  "cut lists of groups": { code: 5, gains: [] },
  "empty lists of users, searches included": { code: 5, gains: ["google"] },
  "Okta that answers 500 to everything": { code: 5, gains: ["google"] },
  "Google that answers 500 to everything": { code: 5, gains: ["okta"] },
  "a member of an unknown type": { code: 5, gains: ["google", "okta"] },
  "a journal that is not believed": { code: 5, gains: [] },
};

/** Returns the systems in which ada has the wiki. */
async function gainsOf(scenario: Scenario): Promise<readonly string[]> {
  const { members = [] } = await liveOf(scenario).google("GET", `/groups/${googleWiki}/members`);
  const inOkta = await scenario.members("Wiki Users");
  return [...(members.length === 0 ? [] : ["google"]), ...(inOkta.includes("ada") ? ["okta"] : [])];
}

describe("an approved merge in which a user leaves and another gains access", { timeout: 120_000 }, () => {
  it("is applied completely in a world without a disturbance", async () => {
    const scenario = await aScenario(company);
    const ids = await idsOf(scenario, leaver.id);
    scenario.mergeApproved("leave", { ...leaves, ...harmless }, "ada");
    const { code } = await scenario.apply();
    expect({ code, gains: await gainsOf(scenario) }).toEqual(everything);
    expect(await openIn(scenario, ids)).toEqual([]);
  });

  for (const { name, disturb, journal, wasContained = false, down } of disturbances)
    it(`contains the leaver within one run despite ${name}`, async () => {
      const scenario = await aScenario(company);
      const ids = await idsOf(scenario, leaver.id);
      if (journal === "named") {
        // A run that writes the leaver's memberships records the ids of the accounts.
        const crew = { [grantPath(leaver.id, "okta/vendors")]: grantFile(leaver.id, "okta/vendors") };
        scenario.mergeApproved("crew", crew, "ada");
        expect((await scenario.apply()).code).toBe(0);
      }
      if (journal === "none") {
        expect((await scenario.apply()).code).toBe(0);
        appendFileSync(scenario.journal, "garbage\n");
      }
      scenario.mergeApproved("leave", wasContained ? leaves : { ...leaves, ...harmless }, "ada");
      if (wasContained) {
        expect((await scenario.apply()).code).toBe(0);
        scenario.mergeApproved("gain", harmless, "ada");
        scenario.later(day);
      }
      await disturb(liveOf(scenario));
      const { code, out, err } = await scenario.apply();
      for (const server of [scenario.okta, scenario.google]) server.clearFaults();
      expect(await openIn(scenario, ids)).toEqual(down === undefined ? [] : [down]);
      expect({ code, gains: await gainsOf(scenario) }, out + err).toEqual(inDoubt[name] ?? everything);
    });
});
