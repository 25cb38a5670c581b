import { describe, expect, it } from "vitest";
import { grantFile, grantPath, oktaSystem, unsignedOrganization, userFile } from "./company-files.ts";
import { aScenario, type Scenario } from "./scenario.ts";

const adaGetsCrm = { [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm") };

/** Merges a fully approved change and applies it. */
async function anAppliedChange(scenario: Scenario): Promise<string> {
  const number = scenario.propose("ada-crm", adaGetsCrm, "ada");
  scenario.approve(number, "mel");
  const merged = scenario.merge(number);
  expect((await scenario.apply()).code).toBe(0);
  return merged;
}

async function expectRefusal(
  scenario: Scenario,
  code: string,
  options: Parameters<Scenario["apply"]>[0] = {},
): Promise<void> {
  const writes = scenario.writes();
  const ran = await scenario.apply(options);
  expect(ran.err).toContain(`unattended/${code}`);
  expect(ran.err).toContain("Nothing was written.");
  expect(ran.code).toBe(4);
  expect(scenario.writes()).toBe(writes);
}

const wiki = (user: string) => ({ [grantPath(user, "okta/wiki")]: grantFile(user, "okta/wiki") });

/** Three members of the wiki, in a system that allows one removal for each run. */
const oneRemovalAtOnce = {
  ...wiki("ada"),
  ...wiki("bob"),
  ...wiki("mel"),
  "access/systems/okta.yaml": `${oktaSystem()}guards: { removals: { count: 1 } }\n`,
};

describe("apply --unattended", { timeout: 120_000 }, () => {
  it("refuses a commit that is not the tip: a run that is started again later (G12)", async () => {
    const scenario = await aScenario();
    const old = await anAppliedChange(scenario);
    const number = scenario.propose("ada-crm-ends", { [grantPath("ada", "okta/crm")]: null }, "ada");
    scenario.merge(number);
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
    scenario.repository.push("refs/heads/main", old);
    await expectRefusal(scenario, "not-the-tip");
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
  });

  it("refuses a credential that can only read before the first write, with the missing right", async () => {
    const scenario = await aScenario();
    scenario.okta.addFault({
      path: /\/users\/[^/]+\/roles$/,
      fault: { kind: "rewrite", rewrite: (reply) => ({ ...reply, body: [{ type: "READ_ONLY_ADMIN" }] }) },
    });
    scenario.mergeApproved("ada-crm", adaGetsCrm, "ada");
    const writes = scenario.writes();
    const ran = await scenario.apply();
    expect(ran.code).toBe(4);
    expect(ran.err).toContain("provider/read-only-credential");
    expect(ran.err).toContain("cannot create groups and change their members");
    expect(scenario.writes()).toBe(writes);

    scenario.okta.clearFaults();
    expect((await scenario.apply()).code).toBe(0);
    expect(scenario.writes()).toBe(writes + 1);
  });

  it("refuses a branch that was rewritten, on GitHub as well (G14)", async () => {
    const scenario = await aScenario();
    await anAppliedChange(scenario);
    scenario.repository.reset(scenario.start);
    const sha = scenario.pushDirectly({ "README.md": "Rewritten\n" });
    expect(scenario.state.tip("main")).toBe(sha);
    await expectRefusal(scenario, "broken-history");
  });

  it("refuses a branch without a commit that a run started to apply (G14)", async () => {
    const scenario = await aScenario();
    scenario.merge(scenario.propose("ada-crm", adaGetsCrm, "ada"));
    expect((await scenario.apply()).code).toBe(4);
    scenario.repository.reset(scenario.start);
    scenario.pushDirectly({ [grantPath("bob", "okta/crm")]: null });
    await expectRefusal(scenario, "broken-history");
  });

  it("refuses a frozen branch, and continues after the freeze", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", adaGetsCrm, "ada");
    scenario.approve(number, "mel");
    scenario.merge(number);
    scenario.repository.push("refs/heads/rolecall-freeze", "main");
    await expectRefusal(scenario, "frozen");
    scenario.repository.push("refs/heads/rolecall-freeze", null);
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual(["ada", "bob"]);
  });

  it("ignores a ref outside the branches, which a ruleset cannot protect", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", adaGetsCrm, "ada");
    scenario.approve(number, "mel");
    scenario.merge(number);
    scenario.repository.push("refs/rolecall/freeze", "main");
    expect((await scenario.apply()).code).toBe(0);
  });

  it("refuses a remote whose freeze cannot be read", async () => {
    const scenario = await aScenario();
    await expect(scenario.apply({ remote: "nowhere" })).rejects.toThrow("from nowhere");
    expect(scenario.writes()).toBe(0);
  });

  it("refuses to start without a commit that declares a journal key", async () => {
    const scenario = await aScenario({ "access/rolecall.yaml": unsignedOrganization });
    const number = scenario.propose("ada-crm", adaGetsCrm, "ada");
    scenario.approve(number, "mel");
    scenario.merge(number);
    await expectRefusal(scenario, "no-start");
  });

  it("refuses when the branch moves or is frozen while the providers are read", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", adaGetsCrm, "ada");
    scenario.approve(number, "mel");
    const merged = scenario.merge(number);
    const freeze = scenario.google.onExchange(() => {
      scenario.repository.push("refs/heads/rolecall-freeze", "main");
      freeze();
    });
    await expectRefusal(scenario, "frozen");
    scenario.repository.push("refs/heads/rolecall-freeze", null);
    const move = scenario.google.onExchange(() => {
      scenario.state.push("main", { by: "ada", commits: [{ sha: "e".repeat(40), by: "ada" }] });
      move();
    });
    await expectRefusal(scenario, "not-the-tip");
    scenario.state.push("main", { by: "ada", commits: [{ sha: merged, by: "ada" }] });
    expect((await scenario.apply()).code).toBe(0);
  });

  it("refuses a merge that has the applied commit only on its second parent (G14)", async () => {
    const scenario = await aScenario();
    await anAppliedChange(scenario);
    scenario.repository.checkout("side", scenario.start);
    scenario.repository.commit("Aside");
    scenario.repository.merge("main");
    scenario.repository.checkout("main", "side");
    scenario.pushDirectly({ "README.md": "Turned around\n" });
    await expectRefusal(scenario, "broken-history");
  });

  it("refuses an unprotected branch", async () => {
    const scenario = await aScenario();
    scenario.state.changeSettings({ rulesets: [], protections: [] });
    await expectRefusal(scenario, "not-protected");
  });

  it("refuses a plan that a guard blocks: more removals than the limit", async () => {
    const scenario = await aScenario(oneRemovalAtOnce);
    scenario.merge(
      scenario.propose(
        "wiki-ends",
        { [grantPath("ada", "okta/wiki")]: null, [grantPath("bob", "okta/wiki")]: null },
        "ada",
      ),
    );
    await expectRefusal(scenario, "guard");
    expect(await scenario.members("Wiki Users")).toEqual(["ada", "bob", "mel"]);
  });

  it("holds only the system in which a guard trips, and contains the leaver there (exit 5)", async () => {
    const scenario = await aScenario(oneRemovalAtOnce);
    scenario.merge(
      scenario.propose(
        "wiki-ends",
        {
          [grantPath("ada", "okta/wiki")]: null,
          [grantPath("bob", "okta/wiki")]: null,
          "access/users/sam.yaml": userFile("sam", { status: "terminated" }),
        },
        "ada",
      ),
    );
    const ran = await scenario.apply();
    expect([ran.code, ran.err]).toEqual([5, expect.stringContaining("guard/removals: ")]);
    expect(await scenario.members("Wiki Users")).toEqual(["ada", "bob", "mel"]);
    expect(await scenario.statusOf("sam")).toBe("SUSPENDED");
    expect(scenario.google.count({ isWrite: true })).toBe(1);
    expect(scenario.records().map(({ kind }) => kind)).not.toContain("commit-settled");
  });
});
