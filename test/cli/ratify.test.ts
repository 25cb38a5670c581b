import { describe, expect, it } from "vitest";
import { ratify, type RatifyOptions } from "../../src/cli/commands/ratify.ts";
import { grantFile, grantPath } from "../workflow/after-merge/company-files.ts";
import { aScenario, type Scenario } from "../workflow/after-merge/scenario.ts";

const gives = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: grantFile(user, entitlement) });

const ratified = (scenario: Scenario, options: Partial<RatifyOptions> = {}) => {
  scenario.fetch();
  return scenario.run((environment) => ratify({ root: scenario.root, branch: "main", ...options }, environment));
};

describe("rolecall ratify", () => {
  it("opens a pull request whose approvals cover a direct push, so that its gains are applied", async () => {
    const scenario = await aScenario();
    scenario.pushDirectly(gives("ada", "okta/crm"));
    expect((await scenario.apply()).code).toBe(4);
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);

    const ran = await ratified(scenario);
    expect([ran.code, ran.err]).toEqual([0, ""]);
    expect(ran.out).toContain("main has 1 commit without an approval");
    const number = Number(/pull\/(\d+)\n$/.exec(ran.out)?.[1]);
    expect(scenario.state.issue(number).title).toBe("Ratify 1 commit on main");
    expect(scenario.state.issue(number).body).toContain("changes no file");

    const pending = await scenario.approvals(number);
    expect(pending.code).toBe(4);
    expect(pending.out).toContain("grant okta/crm for ada");
    scenario.approve(number, "mel");
    expect((await scenario.approvals(number)).code).toBe(0);
    scenario.merge(number);
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual(["ada", "bob"]);
    expect((await ratified(scenario)).out).toBe("Every commit on main is approved.\n");
  });

  it("gives nothing while its pull request has only the approval of the beneficiary", async () => {
    const scenario = await aScenario();
    scenario.pushDirectly(gives("ada", "okta/crm"), "mel");
    const number = Number(/pull\/(\d+)\n$/.exec((await ratified(scenario)).out)?.[1]);
    scenario.approve(number, "ada");
    scenario.merge(number);
    expect((await scenario.apply()).code).toBe(4);
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
  });

  it("only lists the commits with --dry-run", async () => {
    const scenario = await aScenario();
    const commit = scenario.pushDirectly(gives("ada", "okta/crm"));
    const ran = await ratified(scenario, { dryRun: true });
    expect(ran.code).toBe(4);
    expect(ran.out).toContain(`${commit.slice(0, 12)} It was pushed without a pull request.`);
    expect((await ratified(await aScenario(), { dryRun: true })).code).toBe(0);
  });
});

describe("a pull request while the branch has unapproved commits", () => {
  it("shows them in its comment and its approvals, and needs the approvals of both", async () => {
    const scenario = await aScenario();
    const stray = scenario.pushDirectly(gives("ada", "okta/crm"));
    const number = scenario.propose("bob-wiki", gives("bob", "okta/wiki"), "bob");
    const ran = await scenario.approvals(number);
    expect(ran.out).toContain("grant okta/crm for ada");
    expect(ran.out).toContain("grant okta/wiki for bob");
    expect(ran.out).toContain(`${stray.slice(0, 12)} It was pushed without a pull request.`);
    expect((await scenario.comment(number)).code).toBe(0);
    const [comment] = scenario.state.comments(number);
    expect(comment?.body).toContain("### main has 1 commit without an approval");
    expect(comment?.body).toContain(stray.slice(0, 12));
  });

  it("does not count an approval of a branch without them until the branch is updated", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("bob-wiki", gives("bob", "okta/wiki"), "bob");
    scenario.approve(number, "mel");
    expect((await scenario.approvals(number)).code).toBe(0);
    const base = scenario.pushDirectly({
      "access/entitlements/okta/crm.yaml": null,
      [grantPath("bob", "okta/crm")]: null,
    });
    const ran = await scenario.approvals(number, { base });
    expect(ran.code).toBe(4);
    expect(ran.out).toContain("update the branch");
  });

  it("has no such section after a typo fix in README.md", async () => {
    const scenario = await aScenario();
    scenario.pushDirectly({ "README.md": "Fixed\n" });
    const number = scenario.propose("bob-wiki", gives("bob", "okta/wiki"), "bob");
    scenario.approve(number, "mel");
    const ran = await scenario.approvals(number);
    expect(ran.code).toBe(0);
    expect(ran.out).not.toContain("without an approval");
    scenario.merge(number);
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("Wiki Users")).toEqual(["bob"]);
  });
});
