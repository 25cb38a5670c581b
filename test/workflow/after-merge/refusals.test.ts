import { describe, expect, it } from "vitest";
import { grantFile, grantPath, oktaSystem } from "./company-files.ts";
import { aStory, type Story } from "./scenario.ts";

const adaGetsCrm = { [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm") };

/** Merges a fully approved change and applies it. */
async function anAppliedChange(story: Story): Promise<string> {
  const number = story.propose("ada-crm", adaGetsCrm, "ada");
  story.approve(number, "mel");
  const merged = story.merge(number);
  expect((await story.apply()).code).toBe(0);
  return merged;
}

async function expectRefusal(story: Story, code: string, options: Parameters<Story["apply"]>[0] = {}): Promise<void> {
  const writes = story.writes();
  const ran = await story.apply(options);
  expect(ran.err).toContain(`unattended/${code}`);
  expect(ran.err).toContain("Nothing was written.");
  expect(ran.code).toBe(4);
  expect(story.writes()).toBe(writes);
}

describe("apply --unattended", { timeout: 120_000 }, () => {
  it("refuses a commit that is not the tip: a run that is started again later (G12)", async () => {
    const story = await aStory();
    const old = await anAppliedChange(story);
    const number = story.propose("ada-crm-ends", { [grantPath("ada", "okta/crm")]: null }, "ada");
    story.merge(number);
    expect((await story.apply()).code).toBe(0);
    expect(await story.members("CRM Users")).toEqual(["bob"]);
    story.repository.push("refs/heads/main", old);
    await expectRefusal(story, "not-the-tip");
    expect(await story.members("CRM Users")).toEqual(["bob"]);
  });

  it("refuses a branch that was rewritten, on GitHub as well (G14)", async () => {
    const story = await aStory();
    await anAppliedChange(story);
    story.repository.reset(story.start);
    const sha = story.pushDirectly({ "README.md": "Rewritten\n" });
    expect(story.state.tip("main")).toBe(sha);
    await expectRefusal(story, "broken-history");
  });

  it("refuses a branch without a commit that a run started to apply (G14)", async () => {
    const story = await aStory();
    story.merge(story.propose("ada-crm", adaGetsCrm, "ada"));
    expect((await story.apply()).code).toBe(4);
    story.repository.reset(story.start);
    story.pushDirectly({ [grantPath("bob", "okta/crm")]: null });
    await expectRefusal(story, "broken-history");
  });

  it("refuses a frozen branch, and continues after the freeze", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", adaGetsCrm, "ada");
    story.approve(number, "mel");
    story.merge(number);
    story.repository.push("refs/rolecall/freeze", "main");
    await expectRefusal(story, "frozen");
    story.repository.push("refs/rolecall/freeze", null);
    expect((await story.apply()).code).toBe(0);
    expect(await story.members("CRM Users")).toEqual(["ada", "bob"]);
  });

  it("refuses a remote whose freeze cannot be read", async () => {
    const story = await aStory();
    await expect(story.apply({ remote: "nowhere" })).rejects.toThrow("git cannot ask nowhere");
    expect(story.writes()).toBe(0);
  });

  it("refuses to start without a last applied commit", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", adaGetsCrm, "ada");
    story.approve(number, "mel");
    story.merge(number);
    await expectRefusal(story, "no-start", { isStartNamed: false });
  });

  it("refuses when the branch moves or is frozen while the providers are read", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", adaGetsCrm, "ada");
    story.approve(number, "mel");
    const merged = story.merge(number);
    const freeze = story.google.onExchange(() => {
      story.repository.push("refs/rolecall/freeze", "main");
      freeze();
    });
    await expectRefusal(story, "frozen");
    story.repository.push("refs/rolecall/freeze", null);
    const move = story.google.onExchange(() => {
      story.state.push("main", { by: "ada", commits: [{ sha: "e".repeat(40), by: "ada" }] });
      move();
    });
    await expectRefusal(story, "not-the-tip");
    story.state.push("main", { by: "ada", commits: [{ sha: merged, by: "ada" }] });
    expect((await story.apply()).code).toBe(0);
  });

  it("refuses a merge that has the applied commit only on its second parent (G14)", async () => {
    const story = await aStory();
    await anAppliedChange(story);
    story.repository.checkout("side", story.start);
    story.repository.commit("Aside");
    story.repository.merge("main");
    story.repository.checkout("main", "side");
    story.pushDirectly({ "README.md": "Turned around\n" });
    await expectRefusal(story, "broken-history");
  });

  it("refuses an unprotected branch", async () => {
    const story = await aStory();
    story.state.changeSettings({ rulesets: [], protections: [] });
    await expectRefusal(story, "not-protected");
  });

  it("refuses a plan that a guard blocks: more removals than the limit", async () => {
    const wiki = (user: string) => ({ [grantPath(user, "okta/wiki")]: grantFile(user, "okta/wiki") });
    const story = await aStory({
      ...wiki("ada"),
      ...wiki("bob"),
      ...wiki("mel"),
      "access/systems/okta.yaml": `${oktaSystem()}guards: { removals: { count: 1 } }\n`,
    });
    story.merge(
      story.propose(
        "wiki-ends",
        { [grantPath("ada", "okta/wiki")]: null, [grantPath("bob", "okta/wiki")]: null },
        "ada",
      ),
    );
    await expectRefusal(story, "guard");
    expect(await story.members("Wiki Users")).toEqual(["ada", "bob", "mel"]);
  });
});
