import { describe, expect, it } from "vitest";
import { approvals } from "../../src/cli/commands/approvals.ts";
import { approvalsFile, grantFile, grantPath } from "../workflow/after-merge/company-files.ts";
import { aStory } from "../workflow/after-merge/scenario.ts";

const gives = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: grantFile(user, entitlement) });

describe("rolecall approvals", { timeout: 120_000 }, () => {
  it("reports pending approvals and publishes them as a check on the head", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    const ran = await story.approvals(number, { publish: true, format: "markdown" });
    expect(ran.out).toMatch(/\| `grant okta\/crm for ada` \| `manager, owner: mel, olga` \|/);
    expect(ran.code).toBe(4);
    const [check] = story.state.checkRuns(story.repository.hash("ada-crm"));
    expect(check).toMatchObject({ name: "rolecall/approvals", conclusion: "action_required" });
    expect(check?.summary).toContain("Digest: `sha256:");
    const json = JSON.parse((await story.approvals(number, { json: true })).out);
    expect(json).toMatchObject({ approved: false, pullRequest: number, needs: [{ approved: false }] });
  });

  it("does not count approvals by the author or a beneficiary", async () => {
    const story = await aStory();
    const own = story.propose("mel-crm", gives("mel", "okta/crm"), "olga");
    story.approve(own, "olga");
    expect((await story.approvals(own)).out).toContain("approval/self");
    story.approve(own, "mel");
    const ran = await story.approvals(own);
    expect(ran.code).toBe(4);
    expect(ran.out).toMatch(/approval\/(beneficiary|not-eligible)/);
  });

  it("does not count a review of another change or of a commit that git does not have", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    story.approve(number, "mel");
    story.amend("ada-crm", gives("ada", "okta/wiki"), "ada");
    expect((await story.approvals(number)).out).toContain("approval/stale");
    story.state.review(number, { by: "mel", state: "APPROVED", commit: "d".repeat(40) });
    const ran = await story.approvals(number);
    expect(ran.out).toContain("approval/unknown-commit");
    expect(ran.code).toBe(4);
  });

  it("does not count a review of code, workflows or policy tests that differ from the merge result", async () => {
    for (const path of [".github/workflows/apply.yml", "access/tests/all.yaml"]) {
      const story = await aStory();
      const text = (name: string): string =>
        path.startsWith("access")
          ? `tests:\n  - name: ${name}\n    user: ada\n    never: [okta/wiki]\n`
          : `name: ${name}\n`;
      const number = story.propose("other-files", { [path]: text("one") }, "ada");
      story.approve(number, "sue");
      expect([path, (await story.approvals(number)).code]).toEqual([path, 0]);
      story.amend("other-files", { [path]: text("two") }, "ada");
      const ran = await story.approvals(number);
      expect([path, ran.code]).toEqual([path, 4]);
      expect(ran.out).toContain("approval/stale");
    }
  });

  it("keeps an approval when the base changes elsewhere, and judges by the base's current policies", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    story.approve(number, "mel");
    const moved = story.pushDirectly(gives("bob", "okta/wiki"));
    expect((await story.approvals(number, { base: moved })).code).toBe(0);
    story.pushDirectly({ "access/policies/approvals.yaml": approvalsFile('[[owner], ["@acme/security"]]') });
    const tip = story.state.tip("main") ?? "";
    const stricter = await story.approvals(number, { base: tip });
    expect(stricter.code).toBe(4);
    expect(stricter.out).toContain("@acme/security");
  });

  it("judges the result of a merge queue and publishes the check on it", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    story.approve(number, "mel");
    story.repository.checkout("queue", "main");
    story.repository.mergeFiles("ada-crm");
    const head = story.repository.commit("Queued");
    story.repository.push("refs/heads/queue", head);
    story.repository.checkout("main");
    const ran = await story.approvals(number, { base: story.start, head, publish: true });
    expect(ran.code).toBe(0);
    expect(story.state.checkRuns(head)).toMatchObject([{ name: "rolecall/approvals", conclusion: "success" }]);
  });

  it("reports a merge conflict or errors and does not approve", async () => {
    const story = await aStory();
    const broken = story.propose("broken", { "access/users/ada.yaml": "id: ada\n" }, "ada");
    const errors = await story.approvals(broken, { publish: true });
    expect(errors.out).toContain("the files have errors");
    expect(errors.code).toBe(3);
    const twice = story.propose("conflict", { "access/rolecall.yaml": "version: 1\n# theirs\n" }, "ada");
    story.pushDirectly({ "access/rolecall.yaml": "version: 1\n# ours\n" });
    const conflict = await story.approvals(twice, { base: story.state.tip("main") ?? "" });
    expect(conflict.out).toContain("in conflict");
    expect(conflict.code).toBe(4);
  });

  it("fails without an approval when GitHub or a team cannot be read", async () => {
    const story = await aStory({ "access/policies/approvals.yaml": approvalsFile('[["@acme/security"]]') });
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    story.approve(number, "sue");
    expect((await story.approvals(number)).code).toBe(0);
    story.github.addFault({ path: /members$/, fault: { kind: "status", status: 403 } });
    const hidden = await story.approvals(number);
    expect(hidden.err).toContain("cannot be read");
    expect(hidden.code).toBe(4);
    story.github.addFault({ path: /reviews$/, fault: { kind: "status", status: 404 } });
    await expect(story.approvals(number)).rejects.toThrow(/GitHub/);
  });

  it("reports missing settings before it sends a request", async () => {
    const story = await aStory();
    const options = { root: story.root, pullRequest: "seven", format: "text" };
    await expect(story.run((environment) => approvals(options, environment))).rejects.toThrow("--pull-request seven");
    const asked = story.run((environment) => approvals(options, { ...environment, env: {} }));
    await expect(asked).rejects.toThrow("GITHUB_TOKEN and GITHUB_REPOSITORY are not set");
    expect(story.github.count()).toBe(0);
  });

  it("does not approve a fork, whose pusher is unknown", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    const commits = [{ sha: story.repository.hash("ada-crm"), by: "ada" }];
    const fork = story.state.openPullRequest({ author: "ada", branch: "ada-crm", commits, isFork: true });
    story.approve(number, "mel");
    story.approve(fork, "mel");
    expect((await story.approvals(number)).code).toBe(0);
    expect((await story.approvals(fork)).code).toBe(4);
  });
});
