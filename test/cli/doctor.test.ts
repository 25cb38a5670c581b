import { describe, expect, it } from "vitest";
import { doctor } from "../../src/cli/commands/doctor.ts";
import { schemaProblems } from "../../src/formats/validators.ts";
import { soundSettings } from "../../src/sandbox/github/seed.ts";
import { aScenario, type Scenario } from "../workflow/after-merge/scenario.ts";

const checked = (scenario: Scenario, format = "text") =>
  scenario.run((environment) => doctor({ root: scenario.root, format }, environment));

describe("rolecall doctor", { timeout: 60_000 }, () => {
  it("reports that all settings are safe, or the setting to change", async () => {
    const scenario = await aScenario();
    expect(await checked(scenario)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^All settings were read and have the expected values\.\n\nCheck by hand/) as unknown,
    });
    scenario.state.changeSettings({ actions: { ...soundSettings().actions, mayApprove: true } });
    const ran = await checked(scenario);
    expect(ran.out).toContain("wrong   actions/approve\n");
    expect(ran.out).toContain("Fix: Disable: Settings → Actions → General");
    expect(ran.out).toContain("1 to change, 0 unknown.");
    expect(ran.code).toBe(3);
    const answer = JSON.parse((await checked(scenario, "json")).out) as unknown;
    expect(answer).toMatchObject({ findings: [{ id: "actions/approve" }] });
    expect(schemaProblems("doctor", answer)).toEqual([]);
  });

  it("does not treat a hidden setting as safe", async () => {
    const scenario = await aScenario();
    scenario.github.addFault({ path: /actions\/permissions/, fault: { kind: "status", status: 403 } });
    expect(schemaProblems("doctor", JSON.parse((await checked(scenario, "json")).out))).toEqual([]);
    const ran = await checked(scenario);
    expect(ran.out).toMatch(/unknown +actions\/pinning/);
    expect(ran.out).toContain("Page: https://github.com/acme/access/settings/actions\n");
    expect(ran.code).toBe(3);
  });

  it("lists what GitHub shows to no token, with the address of each page", async () => {
    const scenario = await aScenario();
    const { out, code } = await checked(scenario, "json");
    expect(code).toBe(0);
    const pages = (JSON.parse(out) as { checkByHand: { page: string }[] }).checkByHand.map(({ page }) => page);
    expect(pages).toContain("https://github.com/organizations/acme/settings/actions/runner-groups");
    expect(pages).toContain("https://github.com/acme/access/settings/installations");
    const text = (await checked(scenario)).out;
    for (const page of pages) expect(text).toContain(page);
  });
});
