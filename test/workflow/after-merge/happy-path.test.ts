import { describe, expect, it } from "vitest";
import { grantFile, grantPath } from "./company-files.ts";
import { aScenario } from "./scenario.ts";

const adaGetsCrm = { [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm") };

describe("a reviewed change", { timeout: 60_000 }, () => {
  it("is commented on, approved, merged and applied, and the next run writes nothing", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", adaGetsCrm, "ada");
    const before = await scenario.approvals(number, { publish: true });
    expect(before.code).toBe(4);
    expect(before.out).toContain("missing");
    expect((await scenario.comment(number)).code).toBe(0);
    expect(scenario.state.comments(number)[0]?.body).toContain("okta/crm");

    scenario.approve(number, "mel");
    expect((await scenario.approvals(number, { publish: true })).code).toBe(0);
    const checks = scenario.state.checkRuns(scenario.repository.hash("ada-crm"));
    expect(checks.map(({ name, conclusion }) => `${name} ${conclusion}`)).toEqual([
      "rolecall/approvals action_required",
      "rolecall/plan success",
      "rolecall/approvals success",
    ]);

    const merged = scenario.merge(number);
    const applied = await scenario.apply();
    expect(applied.err + applied.out).toContain("1 done");
    expect(applied.code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual(["ada", "bob"]);
    // The journal has the approvals and the commit before anything is sent.
    expect(scenario.records().map(({ kind }) => kind)).toEqual([
      "journal-started",
      "evidence",
      "commit-accepted",
      "run-started",
      "intent",
      "result",
      "run-ended",
      "commit-settled",
    ]);
    const evidence = scenario.records().flatMap((record) => (record.kind === "evidence" ? [record.evidence] : []));
    expect(evidence).toMatchObject([{ pullRequest: number, merged, approved: true, author: { login: "ada" } }]);
    expect(evidence[0]?.needs[0]?.stages[0]?.servedBy?.by.login).toBe("mel");
    expect(scenario.records().at(-1)).toMatchObject({ kind: "commit-settled", commit: merged, converged: true });
    expect(scenario.state.comments(number).map(({ body }) => body.split("\n")[0])).toContain("<!-- rolecall:apply -->");

    const writes = scenario.writes();
    expect((await scenario.apply()).code).toBe(0);
    expect(scenario.writes()).toBe(writes);
  });
});
