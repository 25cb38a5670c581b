import { describe, expect, it } from "vitest";
import { grantFile, grantPath } from "../../workflow/after-merge/company-files.ts";
import { aScenario } from "../../workflow/after-merge/scenario.ts";

const grant = { [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki") };

/** Ada's pull request with one commit, whose address GitHub links to no account. Mel, her manager, approves it. */
async function judged(claimedAddress: string) {
  const scenario = await aScenario();
  const number = scenario.propose("change", grant, "ada");
  const { repository } = scenario;
  repository.checkout("change", "main");
  repository.write(grant);
  const sha = repository.commit("Change, written elsewhere");
  repository.push("refs/heads/change", sha);
  repository.checkout("main");
  scenario.state.push("change", { by: "ada", commits: [{ sha, by: null, claimedAddress }] });
  scenario.approve(number, "mel");
  return scenario.approvals(number);
}

describe("a commit whose address GitHub links to no account", { timeout: 120_000 }, () => {
  it("leaves the approval of another user", async () => {
    const ran = await judged("ada@acme.example");
    expect(ran.code, ran.out).toBe(0);
  });

  it("takes the approval of the user whose address it is, and does not bring the fallback in", async () => {
    const ran = await judged("mel@acme.example");
    expect(ran.code, ran.out).toBe(4);
    expect(ran.out).toContain("approval/committer");
    expect(ran.out).toContain("olga");
  });
});
