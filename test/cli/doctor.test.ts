import { describe, expect, it } from "vitest";
import { doctor } from "../../src/cli/commands/doctor.ts";
import { soundSettings } from "../../src/sandbox/github/seed.ts";
import { aScenario, type Scenario } from "../workflow/after-merge/scenario.ts";

const checked = (scenario: Scenario, format = "text") =>
  scenario.run((environment) => doctor({ root: scenario.root, format }, environment));

describe("rolecall doctor", { timeout: 60_000 }, () => {
  it("reports that all settings are safe, or the setting to change", async () => {
    const scenario = await aScenario();
    expect(await checked(scenario)).toMatchObject({
      code: 0,
      out: "All settings were read and have the expected values.\n",
    });
    scenario.state.changeSettings({ actions: { ...soundSettings().actions, mayApprove: true } });
    const ran = await checked(scenario);
    expect(ran.out).toContain("wrong   actions/approve\n");
    expect(ran.out).toContain("Fix: Disable: Settings → Actions → General");
    expect(ran.out).toContain("1 to change, 0 unknown.");
    expect(ran.code).toBe(3);
    expect(JSON.parse((await checked(scenario, "json")).out)).toMatchObject({ findings: [{ id: "actions/approve" }] });
  });

  it("does not treat a hidden setting as safe", async () => {
    const scenario = await aScenario();
    scenario.github.addFault({ path: /actions\/permissions/, fault: { kind: "status", status: 403 } });
    const ran = await checked(scenario);
    expect(ran.out).toMatch(/unknown +actions\/pinning/);
    expect(ran.code).toBe(3);
  });
});
