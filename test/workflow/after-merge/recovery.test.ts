import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { verifyJournal } from "../../../src/journal/verify-journal.ts";
import { grantFile, grantPath, userFile, oneAtATime } from "./company-files.ts";
import { aScenario } from "./scenario.ts";

const gives = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: grantFile(user, entitlement) });

describe("a run after a failure", { timeout: 120_000 }, () => {
  it("completes a run that crashed between two writes, each effect once (I19)", async () => {
    const scenario = await aScenario(oneAtATime);
    const number = scenario.propose("wiki", { ...gives("ada", "okta/wiki"), ...gives("bob", "okta/wiki") }, "ada");
    scenario.approve(number, "mel");
    scenario.merge(number);
    const crash = (text: string): void => {
      if (text.includes("1/2")) throw new Error("the runner died");
    };
    await expect(scenario.apply({}, { err: crash })).rejects.toThrow("the runner died");
    expect(await scenario.members("Wiki Users")).toHaveLength(1);
    expect(scenario.records().at(-1)?.kind).toBe("result");
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("Wiki Users")).toEqual(["ada", "bob"]);
    expect(scenario.writes()).toBe(2);
    expect(verifyJournal(scenario.journal).kind).toBe("intact");
    expect(scenario.records().at(-1)).toMatchObject({ kind: "commit-settled", converged: true });
  });

  it("retries a failed write as the same change, not as drift", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("wiki", { ...gives("ada", "okta/wiki"), ...gives("bob", "okta/crm") }, "ada");
    scenario.approve(number, "mel");
    scenario.merge(number);
    scenario.okta.addFault({ method: "PUT", fault: { kind: "status", status: 403 }, times: 1 });
    const first = await scenario.apply();
    expect(first.code).not.toBe(0);
    expect(scenario.records().at(-1)).toMatchObject({ kind: "commit-settled", converged: false });
    scenario.okta.clearFaults();
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
  });

  it("keeps the approvals of a merged branch that was deleted", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("wiki", gives("ada", "okta/wiki"), "ada");
    scenario.approve(number, "mel");
    scenario.merge(number);
    scenario.repository.push("refs/heads/wiki", null);
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
  });

  it("refuses a journal that was altered", async () => {
    const scenario = await aScenario();
    expect((await scenario.apply()).code).toBe(0);
    writeFileSync(scenario.journal, readFileSync(scenario.journal, "utf8").replaceAll(scenario.start, "d".repeat(40)));
    const ran = await scenario.apply();
    expect(ran.err).toContain("unattended/journal");
    expect([ran.code, scenario.writes()]).toEqual([4, 0]);
  });

  it("stops before the first write when the journal is not a file (fault 29)", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("wiki", gives("ada", "okta/wiki"), "ada");
    scenario.approve(number, "mel");
    scenario.merge(number);
    mkdirSync(scenario.journal, { recursive: true });
    const ran = await scenario.apply();
    expect(ran.code).toBe(4);
    expect(scenario.writes()).toBe(0);
  });

  it("applies and journals an outcome that cannot be posted on the pull request", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("wiki", gives("ada", "okta/wiki"), "ada");
    scenario.approve(number, "mel");
    scenario.merge(number);
    scenario.github.addFault({ method: "POST", path: /comments$/, fault: { kind: "status", status: 403 } });
    const ran = await scenario.apply();
    expect(ran.err).toContain(`The outcome could not be posted on pull request ${number}.`);
    expect(ran.code).toBe(1);
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
    expect(scenario.records().at(-1)).toMatchObject({ kind: "commit-settled", converged: true });
  });

  it.each([/\/reviews$/, /\/activity$/, /\/pulls\/\d+\/commits$/, /\/commits\/[0-9a-f]+\/pulls$/])(
    "assumes no approval when GitHub does not answer %s, and applies a loss (fault 30)",
    async (path) => {
      const scenario = await aScenario();
      const edit = { ...gives("ada", "okta/wiki"), [grantPath("bob", "okta/crm")]: null };
      const number = scenario.propose("wiki", edit, "ada");
      scenario.approve(number, "mel");
      scenario.merge(number);
      scenario.github.addFault({ method: "GET", path, fault: { kind: "status", status: 404 } });
      const ran = await scenario.apply();
      expect(ran.err).toContain("could not be read");
      expect(ran.code).toBe(1);
      expect(await scenario.members("Wiki Users")).toEqual([]);
      expect(await scenario.members("CRM Users")).toEqual([]);
      scenario.github.clearFaults();
      expect((await scenario.apply()).code).toBe(0);
      expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
    },
  );

  it("writes nothing when GitHub does not return the tip (fault 30)", async () => {
    const scenario = await aScenario();
    scenario.pushDirectly({ [grantPath("bob", "okta/crm")]: null });
    scenario.github.addFault({ method: "GET", path: /\/branches\/main$/, fault: { kind: "status", status: 404 } });
    await expect(scenario.apply()).rejects.toThrow(/GitHub/);
    expect(scenario.writes()).toBe(0);
  });

  it("holds back only the system that cannot be read, and does not end with 0", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("wiki", gives("ada", "okta/wiki"), "ada");
    scenario.approve(number, "mel");
    scenario.merge(number);
    scenario.google.addFault({ method: "GET", fault: { kind: "status", status: 403 } });
    const ran = await scenario.apply();
    expect([ran.code, ran.out]).toEqual([5, expect.stringContaining("google was not read (")]);
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
    expect(scenario.google.count({ isWrite: true })).toBe(0);
    expect(scenario.records().at(-1)).toMatchObject({ kind: "commit-settled", converged: false });
  });

  it("writes nothing when no provider can be read completely", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("wiki", gives("ada", "okta/wiki"), "ada");
    scenario.approve(number, "mel");
    scenario.merge(number);
    for (const provider of [scenario.okta, scenario.google])
      provider.addFault({ method: "GET", fault: { kind: "status", status: 403 } });
    await expect(scenario.apply()).rejects.toThrow("the providers could not be read completely");
    expect(scenario.writes()).toBe(0);
  });
});

describe("a run while the tip has errors", { timeout: 120_000 }, () => {
  it("applies the approved state: leavers, starts and ends, and no gain of the tip", async () => {
    const scenario = await aScenario({
      "access/users/bob.yaml": userFile("bob", { end: "2026-12-01T12:00:00Z" }),
      [grantPath("bob", "okta/crm")]: null,
      [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki", "starts: 2026-12-01T11:00:00Z\n"),
      [grantPath("mel", "okta/wiki")]: grantFile("mel", "okta/wiki", "expires: 2026-12-01T11:00:00Z\n"),
    });
    expect((await scenario.apply()).code).toBe(0);
    scenario.pushDirectly({ "access/users/ada.yaml": "id: ada\nkind: [\n", ...gives("sue", "okta/crm") });
    scenario.later(4 * 3_600_000);
    const ran = await scenario.apply();
    expect(ran.out).toContain("the approved state");
    expect(ran.code).toBe(3);
    expect(await scenario.statusOf("bob")).toBe("SUSPENDED");
    // The approved start and the approved end count: ada has the wiki, mel no longer has it.
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
    expect(await scenario.members("CRM Users")).not.toContain("sue");
    // A revert restores the approved state.
    scenario.pushDirectly({ "access/users/ada.yaml": userFile("ada"), [grantPath("sue", "okta/crm")]: null });
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
  });
});
