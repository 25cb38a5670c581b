import { describe, expect, it } from "vitest";
import { grantFile, grantPath } from "./company-files.ts";
import { aScenario, type Scenario } from "./scenario.ts";

const gives = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: grantFile(user, entitlement) });
const edits = [gives("ada", "okta/crm"), gives("ada", "okta/wiki")] as const;

/** Opens a pull request of two commits, which mel approves, and puts them on main one by one, as a rebase merge does. */
function rebased(scenario: Scenario, between: Readonly<Record<string, string>> = {}): void {
  const number = scenario.propose("two-grants", edits[0], "ada");
  scenario.amend("two-grants", edits[1], "ada");
  scenario.approve(number, "mel");
  const commits: string[] = [];
  for (const edit of [edits[0], between, edits[1]]) {
    if (Object.keys(edit).length === 0) continue;
    scenario.repository.write(edit);
    commits.push(scenario.repository.commit("Rebased"));
  }
  const last = commits.at(-1) ?? "";
  scenario.repository.push("refs/heads/main", last);
  for (const sha of commits.slice(0, -1)) scenario.state.push("main", { by: "olga", commits: [{ sha, by: "ada" }] });
  scenario.state.merge(number, { by: "olga", sha: last });
}

describe("the commits of a rebase merge", { timeout: 120_000 }, () => {
  it("count as one unit: the approvals of the pull request cover all of them", async () => {
    const scenario = await aScenario();
    rebased(scenario);
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual(["ada", "bob"]);
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
  });

  it("are not approved with a commit between them that the pull request does not have", async () => {
    const scenario = await aScenario();
    rebased(scenario, gives("sue", "okta/crm"));
    expect((await scenario.apply()).code).toBe(4);
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
    expect(scenario.writes()).toBe(0);
  });
});
