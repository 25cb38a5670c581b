import { describe, expect, it } from "vitest";
import type { JournalRecord } from "../../../src/ports/journal.ts";
import { earlierRunsOf } from "../../../src/workflow/after-merge/earlier-runs.ts";
import { grantFile, grantPath } from "./company-files.ts";
import { aScenario, type Scenario } from "./scenario.ts";

const elsewhere = "f".repeat(40);

/** Ada's branch with one commit that gives her the CRM; answers the commit. */
function proposal(scenario: Scenario): string {
  scenario.repository.checkout("ada-crm", "main");
  scenario.repository.write({ [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm") });
  const commit = scenario.repository.commit("Give Ada the CRM");
  scenario.repository.push("refs/heads/ada-crm", commit);
  return commit;
}

/** An approved pull request of the commit into `base`, merged as `merged`; then the commit stands on main. */
function mergedPullRequest(
  scenario: Scenario,
  commit: string,
  { base, merged }: { base: string; merged: string },
): void {
  const commits = [{ sha: commit, by: "ada" }];
  const number = scenario.state.openPullRequest({ author: "ada", branch: "ada-crm", base, commits });
  scenario.approve(number, "mel");
  scenario.state.merge(number, { by: "olga", sha: merged });
  scenario.repository.push("refs/heads/main", commit);
  if (base !== "main" || merged !== commit) scenario.state.push("main", { by: "ada", commits });
}

describe("the approval of a commit on the branch", { timeout: 120_000 }, () => {
  it("is that of the pull request whose merge it is", async () => {
    const scenario = await aScenario();
    const commit = proposal(scenario);
    mergedPullRequest(scenario, commit, { base: "main", merged: commit });
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual(["ada", "bob"]);
  });

  it("is not that of a merged pull request which only holds the commit", async () => {
    const scenario = await aScenario();
    mergedPullRequest(scenario, proposal(scenario), { base: "main", merged: elsewhere });
    const ran = await scenario.apply();
    expect(ran.out).toContain("without a pull request");
    expect([ran.code, await scenario.members("CRM Users")]).toEqual([4, ["bob"]]);
  });

  it("is not that of a pull request into another branch", async () => {
    const scenario = await aScenario();
    const commit = proposal(scenario);
    mergedPullRequest(scenario, commit, { base: "release", merged: commit });
    const ran = await scenario.apply();
    expect(ran.out).toContain("without a pull request");
    expect([ran.code, await scenario.members("CRM Users")]).toEqual([4, ["bob"]]);
  });
});

describe("earlierRunsOf", () => {
  const about = (branch: string, commit: string): JournalRecord[] => {
    const common = { at: "2026-12-01T09:00:00Z", run: "1", branch, commit };
    return [
      { kind: "commit-accepted", ...common, approved: commit, base: `base of ${commit}` },
      { kind: "commit-settled", ...common, instant: "2026-12-01T09:00:00Z", converged: true, withheld: [] },
    ];
  };

  it("goes by the records of the branch alone, in whichever order the branches were applied", () => {
    const expected = {
      accepted: "main-1",
      acceptedBase: "base of main-1",
      converged: { commit: "main-1", instant: Date.parse("2026-12-01T09:00:00Z") },
    };
    const [ours, others] = [about("main", "main-1"), about("release", "release-1")];
    expect(earlierRunsOf([...ours, ...others], "main")).toEqual(expected);
    expect(earlierRunsOf([...others, ...ours], "main")).toEqual(expected);
    expect(earlierRunsOf(others, "main")).toEqual({
      accepted: null,
      acceptedBase: null,
      converged: null,
    });
  });
});
