import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plan } from "../../src/cli/commands/plan.ts";
import { grantFile, grantPath } from "../workflow/after-merge/company-files.ts";
import { aStory, type Story } from "../workflow/after-merge/scenario.ts";
import { aFolder } from "../support/sandboxed.ts";

const gives = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: grantFile(user, entitlement) });

/** The plan that a job with a read-only credential saved for the head of a branch. */
async function aSavedPlan(story: Story, branch: string): Promise<string> {
  const out = join(aFolder(), "plan.json");
  story.fetch();
  const commit = story.repository.hash(branch);
  const options = { root: story.root, base: story.start, commit, out, failOn: "error", format: "text" } as const;
  const ran = await story.run((environment) => plan(options, environment));
  expect(ran.code).toBe(0);
  return out;
}

describe("rolecall comment", { timeout: 120_000 }, () => {
  it("writes one comment and one check with at most eight requests to GitHub", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    story.approve(number, "sue");
    const saved = await aSavedPlan(story, "ada-crm");
    const before = story.github.count();
    const ran = await story.comment(number, { plan: saved });
    expect(ran.code).toBe(0);
    expect(story.github.count() - before).toBeLessThanOrEqual(8);
    const [own, ...others] = story.state.comments(number);
    expect(others).toEqual([]);
    expect(own?.body).toContain("1 operation planned");
    expect(own?.body).toContain("add ada to the okta group");
    const [check] = story.state.checkRuns(story.repository.hash("ada-crm"));
    expect(check).toMatchObject({ name: "rolecall/plan", conclusion: "success" });
    story.amend("ada-crm", gives("ada", "okta/wiki"), "ada");
    await story.comment(number);
    expect(story.state.comments(number)).toHaveLength(1);
    expect(story.state.comments(number)[0]?.body).toContain("okta/wiki");
  });

  it("shows findings at their lines, and fails the check for an error", async () => {
    const story = await aStory();
    const toxic = { ...gives("ada", "okta/vendors"), ...gives("ada", "okta/payments") };
    const number = story.propose("toxic", toxic, "ada");
    expect((await story.comment(number)).code).toBe(0);
    const [check] = story.state.checkRuns(story.repository.hash("toxic"));
    expect(check?.conclusion).toBe("failure");
    expect(check?.title).toContain("Blocked");
    const paths = check?.annotations.map(({ path, annotation_level: level }) => `${level} ${path}`);
    expect(paths).toContain(`failure ${grantPath("ada", "okta/payments")}`);
  });

  it("reports a plan of another change and returns 4", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    const saved = await aSavedPlan(story, "ada-crm");
    story.amend("ada-crm", gives("bob", "okta/wiki"), "ada");
    const ran = await story.comment(number, { plan: saved });
    expect(ran.code).toBe(4);
    expect(story.state.comments(number)[0]?.body).toContain("The providers were not asked");
    expect(story.state.checkRuns(story.repository.hash("ada-crm"))[0]?.conclusion).toBe("failure");
  });

  it("reports errors of the files in the comment and returns 3", async () => {
    const story = await aStory();
    const number = story.propose("broken", { "access/users/ada.yaml": "id: ada\n" }, "ada");
    expect((await story.comment(number)).code).toBe(3);
    expect(story.state.comments(number)[0]?.body).toContain("schema/required");
  });

  it("writes the verdict on a fork only to the job summary", async () => {
    const story = await aStory();
    story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    const commits = [{ sha: story.repository.hash("ada-crm"), by: "ada" }];
    const fork = story.state.openPullRequest({ author: "ada", branch: "ada-crm", commits, isFork: true });
    const summary = join(aFolder(), "summary.md");
    expect((await story.comment(fork, { summary })).code).toBe(0);
    expect(readFileSync(summary, "utf8")).toContain("okta/crm");
    expect(story.github.count({ isWrite: true })).toBe(0);
  });

  it("makes the verdict from git without a token", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    const folder = aFolder();
    mkdirSync(join(folder, "s"));
    const summary = join(folder, "s", "summary.md");
    writeFileSync(summary, "");
    const options = { base: story.start, head: story.repository.hash("ada-crm"), summary };
    const asked = story.github.count();
    const ran = await story.comment(number, options, { env: {} });
    expect(ran.code).toBe(0);
    expect(readFileSync(summary, "utf8")).toContain("okta/crm");
    expect(story.github.count()).toBe(asked);
    const { base: _, ...without } = options;
    await expect(story.comment(number, without, { env: {} })).rejects.toThrow("--base");
  });
});
