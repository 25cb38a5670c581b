import { describe, expect, it } from "vitest";
import { approvalsFile, grantFile, grantPath } from "../after-merge/company-files.ts";
import { aScenario, type Scenario } from "../after-merge/scenario.ts";

const gives = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: grantFile(user, entitlement) });
const onBranch = { journal: "branch:rolecall-journal" };

/** Returns how often GitHub was asked for the pull requests of a commit: once for each judged commit of the branch. */
const judgedCommits = (scenario: Scenario): number => scenario.github.count({ path: /\/commits\/[0-9a-f]+\/pulls/ });

describe("the approved state that a pull request is judged from", () => {
  it("begins at the last converged run of the journal, so that nothing before it is judged again", async () => {
    const scenario = await aScenario();
    for (const user of ["ada", "mel"]) scenario.mergeApproved(`${user}-wiki`, gives(user, "okta/wiki"), user);
    const first = scenario.propose("bob-wiki", gives("bob", "okta/wiki"), "bob");
    await scenario.approvals(first);
    expect(judgedCommits(scenario)).toBe(2);
    expect((await scenario.apply(onBranch)).code).toBe(0);
    const before = judgedCommits(scenario);
    const second = scenario.propose("sue-wiki", gives("sue", "okta/wiki"), "sue");
    await scenario.approvals(second);
    expect(judgedCommits(scenario)).toBe(before);
  });

  it("has its own policies: those of an unapproved commit do not decide", async () => {
    for (const [how, code] of [
      ["pushed", 4],
      ["approved", 0],
    ] as const) {
      const scenario = await aScenario();
      const policy = { "access/policies/approvals.yaml": approvalsFile("[]") };
      if (how === "pushed") scenario.pushDirectly(policy);
      else scenario.mergeApproved("policy", policy, "ada");
      const number = scenario.propose("bob-wiki", gives("bob", "okta/wiki"), "bob");
      expect([how, (await scenario.approvals(number)).code]).toEqual([how, code]);
    }
  });
});
