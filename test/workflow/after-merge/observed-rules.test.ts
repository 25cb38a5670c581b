import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aFolder } from "../../support/sandboxed.ts";
import { liveOf } from "./attacks/live-state.ts";
import { grantFile, grantPath, userFile } from "./company-files.ts";
import { aScenario } from "./scenario.ts";

const adaGetsCrm = { [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm") };

describe("the rules on the observed state in an unattended run", { timeout: 120_000 }, () => {
  it("are reported in the log, the summary, the comment and JSON, and the run ends with 0", async () => {
    const scenario = await aScenario();
    const address = "night@else.example";
    const profile = { login: address, email: address, firstName: "Night", lastName: "Owl" };
    await liveOf(scenario).okta("POST", "/users?activate=true", { profile });
    const number = scenario.propose("crm", adaGetsCrm, "ada");
    for (const login of ["mel", "olga"]) scenario.approve(number, login);
    scenario.merge(number);
    const summary = join(aFolder(), "summary.md");
    const ran = await scenario.apply({ summary });
    expect(ran.code).toBe(0);
    for (const text of [ran.out, readFileSync(summary, "utf8"), scenario.state.comments(number)[0]?.body ?? ""]) {
      expect(text).toContain("Rules on the state of the providers");
      expect(text).toContain("lp/orphan-account");
      expect(text).toContain("night");
    }
    const json = JSON.parse((await scenario.apply({ json: true })).out);
    expect(json.observed).toMatchObject([{ code: "lp/orphan-account", severity: "warning", user: null }]);
  });

  it("do not report access of a leaver that the run removed, and report nothing where the providers match", async () => {
    const scenario = await aScenario();
    const leaves = {
      "access/users/bob.yaml": userFile("bob", { status: "terminated" }),
      [grantPath("bob", "okta/crm")]: null,
    };
    scenario.mergeApproved("leave", leaves, "sue");
    const json = JSON.parse((await scenario.apply({ json: true })).out);
    expect(json.results).not.toEqual([]);
    expect(json.observed).toEqual([]);
    expect((await scenario.apply()).out).not.toContain("Rules on the state");
  });
});
