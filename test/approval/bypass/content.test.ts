import { describe, expect, it } from "vitest";
import { grantFile, grantPath } from "../../workflow/after-merge/company-files.ts";
import { aScenario, type Scenario } from "../../workflow/after-merge/scenario.ts";
import { contentPushes, formPushes, type Push } from "./content-pushes.ts";

const grant = { [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki") };

/** Approves as every user who could have to approve a change of Ada. */
function approveAsAll({ approve }: Scenario, number: number): void {
  for (const login of ["mel", "olga", "sue", "sam"]) approve(number, login);
}

/** Opens and approves a pull request of Ada, then pushes to it. */
async function pushedAfterApproval(push: Push): Promise<{ readonly scenario: Scenario; readonly number: number }> {
  const scenario = await aScenario();
  const number = scenario.propose("change", push.approved, "ada");
  approveAsAll(scenario, number);
  const before = await scenario.approvals(number);
  expect(before.code, before.out).toBe(0);
  scenario.amend("change", push.pushed, "ada");
  return { scenario, number };
}

/** Replaces the branch of the change by one commit on the tip of main. */
function rewritten(scenario: Scenario, files: Push["approved"]): void {
  const { repository } = scenario;
  repository.checkout("change", "main");
  repository.write(files);
  const sha = repository.commit("Change, in one commit");
  repository.push("refs/heads/change", sha);
  repository.checkout("main");
  scenario.state.push("change", { by: "ada", commits: [{ sha, by: "ada" }] });
}

describe("a push after the approval", { timeout: 120_000 }, () => {
  it.each(contentPushes)("voids the approval: $name", async (push) => {
    const { scenario, number } = await pushedAfterApproval(push);
    const after = await scenario.approvals(number);
    expect(after.out).toContain("approval/stale");
    expect(after.code, after.out).toBe(4);
    // The content itself is acceptable: it only has to be approved.
    approveAsAll(scenario, number);
    const again = await scenario.approvals(number);
    expect(again.code, again.out).toBe(0);
  });

  it.each(formPushes)("keeps the approval: $name", async (push) => {
    const { scenario, number } = await pushedAfterApproval(push);
    const after = await scenario.approvals(number);
    expect(after.out).not.toContain("approval/stale");
    expect(after.code, after.out).toBe(0);
  });

  it("keeps the approval when a rebase or a squash changes nothing", async () => {
    const scenario = await aScenario();
    const title = {
      "access/entitlements/okta/crm.yaml":
        "id: crm\ntitle: Sales\ntarget: { group: CRM Users }\ntier: low\nowners: [olga]\n",
    };
    const number = scenario.propose("change", grant, "ada");
    scenario.amend("change", title, "ada");
    approveAsAll(scenario, number);
    expect((await scenario.approvals(number)).code).toBe(0);
    rewritten(scenario, { ...grant, ...title });
    expect((await scenario.approvals(number)).code).toBe(0);
    scenario.mergeApproved(
      "wiki-title",
      {
        "access/entitlements/okta/wiki.yaml":
          "id: wiki\ntitle: The wiki\ntarget: { group: Wiki Users }\ntier: low\nowners: [olga]\n",
      },
      "olga",
    );
    rewritten(scenario, { ...grant, ...title });
    const onto = { base: scenario.repository.hash("main") };
    const rebased = await scenario.approvals(number, onto);
    expect(rebased.code, rebased.out).toBe(0);
    // One more title in the rebased commit is other content.
    rewritten(scenario, {
      ...grant,
      "access/entitlements/okta/crm.yaml": title["access/entitlements/okta/crm.yaml"].replace("Sales", "All"),
    });
    const ran = await scenario.approvals(number, onto);
    expect(ran.code).toBe(4);
    expect(ran.out).toContain("approval/stale");
  });
});
