import { describe, expect, it } from "vitest";
import { approvalsFile, grantFile, grantPath, oktaSystem, userFile } from "./company-files.ts";
import { aScenario, type Scenario } from "./scenario.ts";

const gives = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: grantFile(user, entitlement) });
const takes = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: null });

function aMerge(
  scenario: Scenario,
  branch: string,
  edit: Parameters<Scenario["propose"]>[1],
  by: string | null,
): number {
  const number = scenario.propose(branch, edit, "ada");
  if (by !== null) scenario.approve(number, by);
  scenario.merge(number);
  return number;
}

describe("a gain without the required approvals", { timeout: 120_000 }, () => {
  it("is withheld when only the author approved it", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "mel");
    scenario.approve(number, "mel");
    scenario.merge(number);
    const ran = await scenario.apply();
    expect(ran.out).toContain("withheld");
    expect([ran.code, scenario.writes()]).toEqual([4, 0]);
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
    expect(scenario.records().at(-1)).toMatchObject({ kind: "commit-settled", converged: false });
    expect(scenario.state.comments(number)[0]?.body).toContain("New access from this change is withheld");
  });

  it("is withheld when the branch was pushed to after the approval (G5)", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    scenario.approve(number, "mel");
    scenario.amend("ada-crm", gives("bob", "okta/wiki"), "ada");
    scenario.merge(number);
    const ran = await scenario.apply();
    expect([ran.code, scenario.writes()]).toEqual([4, 0]);
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
    scenario.approve(number, "mel", "Seen again");
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("Wiki Users")).toEqual(["bob"]);
  });

  it("is withheld when a later push rewords its reason, and not when it only adds a comment", async () => {
    const file = grantFile("ada", "okta/crm");
    const pushes = [
      { text: `# Reviewed\n${file}`, code: 0, members: ["ada", "bob"] },
      { text: file.replace("daily work", "weekly report"), code: 4, members: ["bob"] },
    ];
    for (const { text, code, members } of pushes) {
      const scenario = await aScenario();
      const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
      scenario.approve(number, "mel");
      scenario.amend("ada-crm", { [grantPath("ada", "okta/crm")]: text }, "ada");
      scenario.merge(number);
      expect((await scenario.apply()).code).toBe(code);
      expect(await scenario.members("CRM Users")).toEqual(members);
    }
  });

  it("is withheld when it was pushed directly, while losses of the same push are applied (G8)", async () => {
    const scenario = await aScenario();
    scenario.pushDirectly({ ...gives("ada", "okta/crm"), ...takes("bob", "okta/crm") });
    const ran = await scenario.apply();
    expect(ran.out).toContain("without a pull request");
    expect(ran.code).toBe(4);
    expect(await scenario.members("CRM Users")).toEqual([]);
  });

  it("does not use the approval of a pull request that is still open", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    scenario.approve(number, "mel");
    scenario.repository.reset("ada-crm");
    scenario.pushDirectly({ "access/users/ada.yaml": `${userFile("ada")}# a note\n` });
    const ran = await scenario.apply();
    expect([ran.code, scenario.writes()]).toEqual([4, 0]);
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
  });

  it("is covered by the approvals of the next pull request, which shows it", async () => {
    const scenario = await aScenario();
    scenario.pushDirectly(gives("ada", "okta/crm"));
    expect((await scenario.apply()).code).toBe(4);
    const number = scenario.propose("bob-wiki", gives("bob", "okta/wiki"), "bob");
    scenario.approve(number, "mel");
    scenario.merge(number);
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual(["ada", "bob"]);
    expect(await scenario.members("Wiki Users")).toEqual(["bob"]);
  });

  it("is withheld with the gains of a pull request that was branched before it, and a later run does not settle it", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("bob-wiki", gives("bob", "okta/wiki"), "bob");
    scenario.approve(number, "mel");
    scenario.pushDirectly(gives("ada", "okta/crm"));
    scenario.merge(number);
    for (let run = 0; run < 2; run += 1) expect((await scenario.apply()).code).toBe(4);
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
    expect(await scenario.members("Wiki Users")).toEqual([]);
    expect(scenario.writes()).toBe(0);
  });

  it("is withheld at a start after the merge", async () => {
    const scenario = await aScenario();
    const starts = grantFile("ada", "okta/crm", "starts: 2026-12-01T12:00:00Z\n");
    aMerge(scenario, "ada-crm", { [grantPath("ada", "okta/crm")]: starts }, null);
    expect((await scenario.apply()).code).toBe(4);
    scenario.later(4 * 3_600_000);
    expect((await scenario.apply()).code).toBe(4);
    expect(scenario.writes()).toBe(0);
  });

  it("makes every later gain withheld when it changes the approvers, until it is reverted", async () => {
    const scenario = await aScenario();
    scenario.pushDirectly({ "access/policies/approvals.yaml": approvalsFile("[]") });
    aMerge(scenario, "ada-crm", gives("ada", "okta/crm"), "mel");
    expect((await scenario.apply()).code).toBe(4);
    expect(scenario.writes()).toBe(0);
    // Reverts both commits, the last one first.
    scenario.repository.write(takes("ada", "okta/crm"));
    scenario.repository.commit("Revert the grant");
    scenario.repository.write({ "access/policies/approvals.yaml": approvalsFile() });
    scenario.repository.commit("Revert the policy");
    scenario.pushDirectly({ "README.md": "Undone\n" });
    scenario.pushDirectly({ "README.md": null });
    expect((await scenario.apply()).code).toBe(0);
    aMerge(scenario, "ada-crm-again", gives("ada", "okta/crm"), "mel");
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual(["ada", "bob"]);
  });

  it("cannot extend the drift that the last settled commit repairs", async () => {
    const scenario = await aScenario();
    await scenario.byHand("DELETE", "CRM Users", "bob");
    scenario.pushDirectly({ "access/systems/okta.yaml": oktaSystem(["membership.remove", "membership.add"]) });
    expect((await scenario.apply()).code).toBe(4);
    expect(await scenario.members("CRM Users")).toEqual([]);
  });
});

describe("rules on the tip", { timeout: 120_000 }, () => {
  it("stop every gain when two approved changes conflict together, and apply losses (G11)", async () => {
    const scenario = await aScenario();
    const first = scenario.propose("ada-vendors", gives("ada", "okta/vendors"), "ada");
    const second = scenario.propose(
      "ada-payments",
      { ...gives("ada", "okta/payments"), ...takes("bob", "okta/crm") },
      "ada",
    );
    for (const number of [first, second]) {
      scenario.approve(number, "mel");
      expect((await scenario.approvals(number)).code).toBe(0);
    }
    scenario.merge(first);
    scenario.merge(second);
    const ran = await scenario.apply();
    expect(ran.out).toContain("sod/vendor-payment");
    expect(ran.code).toBe(3);
    expect(await scenario.members("Vendor Keepers")).toEqual([]);
    expect(await scenario.members("Payment Approvers")).toEqual([]);
    expect(await scenario.members("CRM Users")).toEqual([]);
  });
});
