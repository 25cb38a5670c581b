import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plan } from "../../src/cli/commands/plan.ts";
import { grantFile, grantPath } from "../workflow/after-merge/company-files.ts";
import { aScenario, type Scenario } from "../workflow/after-merge/scenario.ts";
import { aFolder } from "../support/sandboxed.ts";

const gives = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: grantFile(user, entitlement) });

/** The plan that a job with a read-only credential saved for the head of a branch. */
async function aSavedPlan(scenario: Scenario, branch: string): Promise<string> {
  const out = join(aFolder(), "plan.json");
  scenario.fetch();
  const commit = scenario.repository.hash(branch);
  const options = { root: scenario.root, base: scenario.start, commit, out, failOn: "error", format: "text" } as const;
  const ran = await scenario.run((environment) => plan(options, environment));
  expect(ran.code).toBe(0);
  return out;
}

describe("rolecall comment", { timeout: 120_000 }, () => {
  it("writes one comment and one check with at most eight requests to GitHub", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    scenario.approve(number, "sue");
    const saved = await aSavedPlan(scenario, "ada-crm");
    const before = scenario.github.count();
    const ran = await scenario.comment(number, { plan: saved });
    expect(ran.code).toBe(0);
    expect(scenario.github.count() - before).toBeLessThanOrEqual(8);
    const [own, ...others] = scenario.state.comments(number);
    expect(others).toEqual([]);
    expect(own?.body).toContain("1 operation planned");
    expect(own?.body).toContain("add ada to the okta group");
    const [check] = scenario.state.checkRuns(scenario.repository.hash("ada-crm"));
    expect(check).toMatchObject({ name: "rolecall/plan", conclusion: "success" });
    scenario.amend("ada-crm", gives("ada", "okta/wiki"), "ada");
    await scenario.comment(number);
    expect(scenario.state.comments(number)).toHaveLength(1);
    expect(scenario.state.comments(number)[0]?.body).toContain("okta/wiki");
  });

  it("shows findings at their lines, and fails the check for an error", async () => {
    const scenario = await aScenario();
    const toxic = { ...gives("ada", "okta/vendors"), ...gives("ada", "okta/payments") };
    const number = scenario.propose("toxic", toxic, "ada");
    expect((await scenario.comment(number)).code).toBe(0);
    const [check] = scenario.state.checkRuns(scenario.repository.hash("toxic"));
    expect(check?.conclusion).toBe("failure");
    expect(check?.title).toContain("Blocked");
    const paths = check?.annotations.map(({ path, annotation_level: level }) => `${level} ${path}`);
    expect(paths).toContain(`failure ${grantPath("ada", "okta/payments")}`);
  });

  it("reports a plan of another change and returns 4", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    const saved = await aSavedPlan(scenario, "ada-crm");
    scenario.amend("ada-crm", gives("bob", "okta/wiki"), "ada");
    const ran = await scenario.comment(number, { plan: saved });
    expect(ran.code).toBe(4);
    expect(scenario.state.comments(number)[0]?.body).toContain("Okta and Google were not read");
    expect(scenario.state.checkRuns(scenario.repository.hash("ada-crm"))[0]?.conclusion).toBe("failure");
  });

  it("reports errors of the files in the comment and returns 3", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("broken", { "access/users/ada.yaml": "id: ada\n" }, "ada");
    expect((await scenario.comment(number)).code).toBe(3);
    expect(scenario.state.comments(number)[0]?.body).toContain("schema/required");
  });

  it("writes the verdict on a fork only to the job summary", async () => {
    const scenario = await aScenario();
    scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    const commits = [{ sha: scenario.repository.hash("ada-crm"), by: "ada" }];
    const fork = scenario.state.openPullRequest({ author: "ada", branch: "ada-crm", commits, isFork: true });
    const summary = join(aFolder(), "summary.md");
    expect((await scenario.comment(fork, { summary })).code).toBe(0);
    expect(readFileSync(summary, "utf8")).toContain("okta/crm");
    expect(scenario.github.count({ isWrite: true })).toBe(0);
  });

  it("makes the verdict from git without a token", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    const folder = aFolder();
    mkdirSync(join(folder, "s"));
    const summary = join(folder, "s", "summary.md");
    writeFileSync(summary, "");
    const options = { base: scenario.start, head: scenario.repository.hash("ada-crm"), summary };
    const before = scenario.github.count();
    const ran = await scenario.comment(number, options, { env: {} });
    expect(ran.code).toBe(0);
    expect(readFileSync(summary, "utf8")).toContain("okta/crm");
    expect(scenario.github.count()).toBe(before);
    const { base: _, ...without } = options;
    await expect(scenario.comment(number, without, { env: {} })).rejects.toThrow("--base");
  });
});
