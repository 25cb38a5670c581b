import { describe, expect, it } from "vitest";
import { freeze, unfreeze } from "../../../../src/cli/commands/freeze.ts";
import { grantFile, grantPath, userFile } from "../company-files.ts";
import { aScenario } from "../scenario.ts";
import { idsOf, openIn } from "./live-state.ts";

describe("a freeze of the unattended runs", { timeout: 120_000 }, () => {
  it("stops everything but containment, names author and reason, and ends with unfreeze", async () => {
    const scenario = await aScenario();
    const ids = await idsOf(scenario, "bob");
    scenario.mergeApproved(
      "leave",
      {
        "access/users/bob.yaml": userFile("bob", { status: "terminated" }),
        [grantPath("bob", "okta/crm")]: null,
        [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki"),
      },
      "sue",
    );
    const [root, remote] = [scenario.root, "origin"];
    const reason = "An unknown account is in the administrators";
    expect((await scenario.run((environment) => freeze({ root, remote, reason }, environment))).code).toBe(0);
    const frozen = await scenario.apply();
    expect([frozen.code, frozen.err]).toEqual([5, expect.stringContaining("unattended/frozen:")]);
    expect(frozen.err).toContain(`Test <test@acme.example> gave the reason: ${reason}.`);
    expect(await openIn(scenario, ids)).toEqual([]);
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
    expect(await scenario.members("Wiki Users")).toEqual([]);

    expect((await scenario.run((environment) => unfreeze({ root, remote }, environment))).code).toBe(0);
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual([]);
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
  });
});
