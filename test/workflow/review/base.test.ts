import { describe, expect, it } from "vitest";
import { approvalsFile, grantFile, grantPath } from "../after-merge/company-files.ts";
import { aScenario, type Scenario } from "../after-merge/scenario.ts";

const adaGetsCrm = { [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm") };
const approvalsCheck = "rolecall/approvals";

/** Creates a branch whose policies let its author's friend approve everything. */
function aBranchWithOwnPolicies({ repository, state }: Scenario, branch: string): void {
  repository.checkout(branch, "main");
  repository.write({ "access/policies/approvals.yaml": approvalsFile("[[bob]]") });
  const sha = repository.commit("Own policies");
  repository.push(`refs/heads/${branch}`, sha);
  repository.checkout("main");
  state.push(branch, { by: "ada", commits: [{ sha, by: "ada" }] });
}

/** Opens a pull request with the head of a branch that exists. */
function again({ repository, state }: Scenario, branch: string, { base = "main", author = "ada" } = {}): number {
  const commits = [{ sha: repository.hash(branch), by: "ada" }];
  return state.openPullRequest({ author, branch, base, commits });
}

/** Publishes a check with the token of the app, as a changed workflow on a branch can. */
async function publishByHand({ github }: Scenario, name: string, commit: string): Promise<void> {
  const reply = await fetch(`${github.url}/repos/acme/access/check-runs`, {
    method: "POST",
    headers: { authorization: "Bearer ghs_app-token" },
    body: JSON.stringify({ name, head_sha: commit, status: "completed", conclusion: "success" }),
  });
  expect(reply.status).toBe(201);
}

/** Returns the latest check of a commit, which is the one that GitHub counts. */
const latest = ({ state }: Scenario, commit: string) =>
  state.checkRuns(commit).findLast(({ name }) => name === approvalsCheck);

describe("a check earned on a branch with the author's own policies", { timeout: 120_000 }, () => {
  it("is not published: a pull request into that branch is refused, and into main it is judged", async () => {
    const scenario = await aScenario();
    aBranchWithOwnPolicies(scenario, "mine");
    const judged = scenario.propose("ada-crm", adaGetsCrm, "ada");
    scenario.approve(judged, "bob");
    expect((await scenario.approvals(judged, { publish: true })).code).toBe(4);
    scenario.state.close(judged);
    const refused = again(scenario, "ada-crm", { base: "mine" });
    scenario.approve(refused, "bob");
    const head = scenario.repository.hash("ada-crm");
    const before = scenario.state.checkRuns(head);
    const refusal = { code: "pull-request/other-base", category: "refused" };
    await expect(scenario.approvals(refused, { publish: true })).rejects.toMatchObject(refusal);
    await expect(scenario.comment(refused)).rejects.toMatchObject(refusal);
    expect(scenario.state.checkRuns(head)).toEqual(before);
    expect(scenario.state.comments(refused)).toEqual([]);
    // Even where it is judged, the policies that are not approved do not decide.
    await expect(scenario.approvals(refused, { branch: "mine" })).resolves.toMatchObject({ code: 4 });
    const accepted = again(scenario, "ada-crm");
    scenario.approve(accepted, "mel");
    scenario.state.close(refused);
    expect((await scenario.approvals(accepted, { publish: true })).code).toBe(0);
    expect(latest(scenario, head)).toMatchObject({ conclusion: "success", externalId: `main#${accepted}` });
  });

  it("does not approve in the merge queue, which judges the reviews again", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", adaGetsCrm, "ada");
    scenario.repository.checkout("queue", "main");
    scenario.repository.mergeFiles("ada-crm");
    const head = scenario.repository.commit("Queued");
    scenario.repository.push("refs/heads/queue", head);
    scenario.repository.checkout("main");
    await publishByHand(scenario, approvalsCheck, head);
    const queued = { base: scenario.start, head, publish: true };
    expect((await scenario.approvals(number, queued)).code).toBe(4);
    expect(latest(scenario, head)?.conclusion).toBe("action_required");
    scenario.approve(number, "mel");
    expect((await scenario.approvals(number, queued)).code).toBe(0);
    expect(latest(scenario, head)?.conclusion).toBe("success");
  });

  it.each([
    ["withholds what is not approved, although every check has passed", "bob", ["bob"]],
    ["applies what the manager approved", "mel", ["ada", "bob"]],
  ])("%s", async (_, approver, members) => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", adaGetsCrm, "ada");
    scenario.approve(number, approver);
    const head = scenario.repository.hash("ada-crm");
    for (const name of [approvalsCheck, "rolecall/plan", "verdict of plan"]) await publishByHand(scenario, name, head);
    const merged = scenario.merge(number);
    await publishByHand(scenario, approvalsCheck, merged);
    await scenario.apply();
    expect(await scenario.members("CRM Users")).toEqual(members);
  });

  it.each([
    ["mine", ["bob"]],
    ["main", ["ada", "bob"]],
  ])("gives access only when the approved pull request was merged into main: %s", async (base, members) => {
    const scenario = await aScenario();
    aBranchWithOwnPolicies(scenario, "mine");
    scenario.state.close(scenario.propose("ada-crm", adaGetsCrm, "ada"));
    const number = again(scenario, "ada-crm", { base });
    scenario.approve(number, "mel");
    scenario.merge(number);
    await scenario.apply();
    expect(await scenario.members("CRM Users")).toEqual(members);
  });
});

describe("the check of two pull requests with the same commit", { timeout: 120_000 }, () => {
  it("names its pull request and base", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", adaGetsCrm, "ada");
    scenario.approve(number, "mel");
    await scenario.approvals(number, { publish: true });
    await scenario.comment(number);
    const checks = scenario.state.checkRuns(scenario.repository.hash("ada-crm"));
    expect(checks.map(({ name, externalId }) => [name, externalId])).toEqual([
      [approvalsCheck, `main#${number}`],
      ["rolecall/plan", `main#${number}`],
    ]);
    for (const { title } of checks) expect(title).toMatch(new RegExp(`^#${number} into main: `));
  });

  it.each([
    ["of the repository", false],
    ["of a fork", true],
  ])("reports no approval while the second one, %s, is open", async (_, isFork) => {
    const scenario = await aScenario();
    const first = scenario.propose("ada-crm", adaGetsCrm, "ada");
    scenario.approve(first, "mel");
    const head = scenario.repository.hash("ada-crm");
    expect((await scenario.approvals(first, { publish: true })).code).toBe(0);
    expect(latest(scenario, head)).toMatchObject({ conclusion: "success", externalId: `main#${first}` });

    // The success of the first does not serve the second, and a later review of the first does not bring it back.
    const commits = [{ sha: head, by: "ada" }];
    const second = scenario.state.openPullRequest({ author: "bob", branch: "ada-crm", commits, isFork });
    const numbers = [first, second];
    for (const judged of isFork ? [first] : [second, first]) {
      const ran = await scenario.approvals(judged, { publish: true });
      expect(ran.code).toBe(4);
      for (const number of numbers) expect(ran.err).toContain(`#${number}`);
      expect(latest(scenario, head)).toMatchObject({ conclusion: "action_required", externalId: `main#${judged}` });
      expect(latest(scenario, head)?.title).toContain("have the same head commit");
    }

    scenario.state.close(second);
    expect((await scenario.approvals(first, { publish: true })).code).toBe(0);
    expect(latest(scenario, head)?.conclusion).toBe("success");
  });

  it("is that of the second one when the first is closed", async () => {
    const scenario = await aScenario();
    const first = scenario.propose("ada-crm", adaGetsCrm, "ada");
    scenario.approve(first, "mel");
    await scenario.approvals(first, { publish: true });
    scenario.state.close(first);
    const second = again(scenario, "ada-crm");
    expect((await scenario.approvals(second, { publish: true })).code).toBe(4);
    const head = scenario.repository.hash("ada-crm");
    expect(latest(scenario, head)).toMatchObject({ conclusion: "action_required", externalId: `main#${second}` });
  });

  it("is not published when the open pull requests cannot be read", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", adaGetsCrm, "ada");
    scenario.approve(number, "mel");
    scenario.github.addFault({ path: /\/pulls$/, fault: { kind: "status", status: 403 } });
    await expect(scenario.approvals(number, { publish: true })).rejects.toThrow(/open pull requests/);
    expect(latest(scenario, scenario.repository.hash("ada-crm"))).toBeUndefined();
  });
});
