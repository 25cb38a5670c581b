import { describe, expect, it } from "vitest";
import { doctor } from "../../src/cli/commands/doctor.ts";
import { soundSettings } from "../../src/sandbox/github/seed.ts";
import { aStory, type Story } from "../workflow/after-merge/scenario.ts";

const checked = (story: Story, format = "text") =>
  story.run((environment) => doctor({ root: story.root, format }, environment));

describe("rolecall doctor", { timeout: 60_000 }, () => {
  it("says nothing but that all is well, or the setting to change", async () => {
    const story = await aStory();
    expect(await checked(story)).toMatchObject({
      code: 0,
      out: "All settings were read and have the expected values.\n",
    });
    story.state.changeSettings({ actions: { ...soundSettings().actions, mayApprove: true } });
    const ran = await checked(story);
    expect(ran.out).toContain("wrong   actions/approve\n");
    expect(ran.out).toContain("Fix: Disable: Settings → Actions → General");
    expect(ran.out).toContain("1 to change, 0 unknown.");
    expect(ran.code).toBe(3);
    expect(JSON.parse((await checked(story, "json")).out)).toMatchObject({ findings: [{ id: "actions/approve" }] });
  });

  it("does not take what it may not see for fine", async () => {
    const story = await aStory();
    story.github.addFault({ path: /actions\/permissions/, fault: { kind: "status", status: 403 } });
    const ran = await checked(story);
    expect(ran.out).toMatch(/unknown +actions\/pinning/);
    expect(ran.code).toBe(3);
  });
});
