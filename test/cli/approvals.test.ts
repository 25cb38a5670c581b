import { describe, expect, it } from "vitest";
import { approvals } from "../../src/cli/commands/approvals.ts";
import { approvalsFile, grantFile, grantPath } from "../workflow/after-merge/company-files.ts";
import { aScenario } from "../workflow/after-merge/scenario.ts";

const gives = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: grantFile(user, entitlement) });

describe("rolecall approvals", { timeout: 120_000 }, () => {
  it("reports pending approvals and publishes them as a check on the head", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    const ran = await scenario.approvals(number, { publish: true, format: "markdown" });
    expect(ran.out).toMatch(/\| `grant okta\/crm for ada` \| `manager, owner: mel, olga` \|/);
    expect(ran.code).toBe(4);
    const [check] = scenario.state.checkRuns(scenario.repository.hash("ada-crm"));
    expect(check).toMatchObject({ name: "rolecall/approvals", conclusion: "action_required" });
    expect(check?.summary).toContain("Digest: `sha256:");
    const json = JSON.parse((await scenario.approvals(number, { json: true })).out);
    expect(json).toMatchObject({ approved: false, pullRequest: number, needs: [{ approved: false }] });
  });

  it("does not count approvals by the author or a beneficiary", async () => {
    const scenario = await aScenario();
    const own = scenario.propose("mel-crm", gives("mel", "okta/crm"), "olga");
    scenario.approve(own, "olga");
    expect((await scenario.approvals(own)).out).toContain("approval/self");
    scenario.approve(own, "mel");
    const ran = await scenario.approvals(own);
    expect(ran.code).toBe(4);
    expect(ran.out).toMatch(/approval\/(beneficiary|not-eligible)/);
  });

  it("does not count a review of another change or of a commit that git does not have", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    scenario.approve(number, "mel");
    scenario.amend("ada-crm", gives("ada", "okta/wiki"), "ada");
    expect((await scenario.approvals(number)).out).toContain("approval/stale");
    scenario.state.review(number, { by: "mel", state: "APPROVED", commit: "d".repeat(40) });
    const ran = await scenario.approvals(number);
    expect(ran.out).toContain("approval/unknown-commit");
    expect(ran.code).toBe(4);
  });

  it("does not count a review of code, workflows or policy tests that differ from the merge result", async () => {
    for (const path of [".github/workflows/apply.yml", "access/tests/all.yaml"]) {
      const scenario = await aScenario();
      const text = (name: string): string =>
        path.startsWith("access")
          ? `tests:\n  - name: ${name}\n    user: ada\n    never: [okta/wiki]\n`
          : `name: ${name}\n`;
      const number = scenario.propose("other-files", { [path]: text("one") }, "ada");
      scenario.approve(number, "sue");
      expect([path, (await scenario.approvals(number)).code]).toEqual([path, 0]);
      scenario.amend("other-files", { [path]: text("two") }, "ada");
      const ran = await scenario.approvals(number);
      expect([path, ran.code]).toEqual([path, 4]);
      expect(ran.out).toContain("approval/stale");
    }
  });

  it("keeps an approval when the base changes elsewhere, and judges by the base's current policies", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    scenario.approve(number, "mel");
    const moved = scenario.mergeApproved("bob-wiki", gives("bob", "okta/wiki"), "sam");
    expect((await scenario.approvals(number, { base: moved })).code).toBe(0);
    const policy = { "access/policies/approvals.yaml": approvalsFile('[[owner], ["@acme/security"]]') };
    const tip = scenario.mergeApproved("stricter", policy, "ada");
    const stricter = await scenario.approvals(number, { base: tip });
    expect(stricter.code).toBe(4);
    expect(stricter.out).toContain("@acme/security");
  });

  it("judges the result of a merge queue and publishes the check on it", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    scenario.approve(number, "mel");
    scenario.repository.checkout("queue", "main");
    scenario.repository.mergeFiles("ada-crm");
    const head = scenario.repository.commit("Queued");
    scenario.repository.push("refs/heads/queue", head);
    scenario.repository.checkout("main");
    const ran = await scenario.approvals(number, { base: scenario.start, head, publish: true });
    expect(ran.code).toBe(0);
    expect(scenario.state.checkRuns(head)).toMatchObject([{ name: "rolecall/approvals", conclusion: "success" }]);
  });

  it("reports a merge conflict or errors and does not approve", async () => {
    const scenario = await aScenario();
    const broken = scenario.propose("broken", { "access/users/ada.yaml": "id: ada\n" }, "ada");
    const errors = await scenario.approvals(broken, { publish: true });
    expect(errors.out).toContain("the files have errors");
    expect(errors.code).toBe(3);
    const twice = scenario.propose("conflict", { "access/rolecall.yaml": "version: 1\n# theirs\n" }, "ada");
    scenario.pushDirectly({ "access/rolecall.yaml": "version: 1\n# ours\n" });
    const conflict = await scenario.approvals(twice, { base: scenario.state.tip("main") ?? "" });
    expect(conflict.out).toContain("conflicts with its base branch");
    expect(conflict.code).toBe(4);
  });

  it("fails without an approval when GitHub or a team cannot be read", async () => {
    const scenario = await aScenario({ "access/policies/approvals.yaml": approvalsFile('[["@acme/security"]]') });
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    scenario.approve(number, "sue");
    expect((await scenario.approvals(number)).code).toBe(0);
    scenario.github.addFault({ path: /members$/, fault: { kind: "status", status: 403 } });
    const hidden = await scenario.approvals(number);
    expect(hidden.err).toContain("cannot be read");
    expect(hidden.code).toBe(4);
    scenario.github.addFault({ path: /reviews$/, fault: { kind: "status", status: 404 } });
    await expect(scenario.approvals(number)).rejects.toThrow(/GitHub/);
  });

  it("reports missing settings before it sends a request", async () => {
    const scenario = await aScenario();
    const options = { root: scenario.root, pullRequest: "seven", format: "text" };
    await expect(scenario.run((environment) => approvals(options, environment))).rejects.toThrow(
      "--pull-request seven",
    );
    const ran = scenario.run((environment) => approvals(options, { ...environment, env: {} }));
    await expect(ran).rejects.toThrow("GITHUB_TOKEN and GITHUB_REPOSITORY are not set");
    expect(scenario.github.count()).toBe(0);
  });

  it("does not approve a fork, whose pusher is unknown", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    const commits = [{ sha: scenario.repository.hash("ada-crm"), by: "ada" }];
    const fork = scenario.state.openPullRequest({ author: "ada", branch: "ada-crm", commits, isFork: true });
    scenario.approve(number, "mel");
    scenario.approve(fork, "mel");
    expect((await scenario.approvals(number)).code).toBe(0);
    expect((await scenario.approvals(fork)).code).toBe(4);
  });
});
