import { describe, expect, it } from "vitest";
import { aGithub, aPullRequest, sha } from "../sandbox/github/running-github.ts";

const ada = { id: 11, login: "ada", kind: "human" };
const bob = { id: 12, login: "bob", kind: "human" };

describe("a pull request", () => {
  it("has its author, its branches and the state open", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const { reader } = await github.client();
    expect(await reader.pullRequest(number)).toEqual({
      number,
      url: `https://github.example/acme/access/pull/${number}`,
      title: "Give Bob access",
      author: ada,
      state: "open",
      isFork: false,
      head: { commit: sha("give-bob-access-2"), branch: "give-bob-access" },
      base: { commit: sha("main-0"), branch: "main" },
      // GitHub's test merge of an open pull request is not a merge.
      mergeCommit: null,
      mergedBy: null,
    });
  });

  it("has its merge commit and the person who merged it, also when found by commit", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.state.merge(number, { by: "bob", sha: sha("squashed") });
    const { reader } = await github.client();
    const [found, ...others] = await reader.pullRequestsOfCommit(sha("squashed"));
    expect(others).toEqual([]);
    expect(found).toEqual(await reader.pullRequest(number));
    expect(found).toMatchObject({ state: "merged", mergeCommit: sha("squashed"), mergedBy: bob });
  });

  it("is not found for a commit of a direct push, and is closed when it was closed", async () => {
    const github = await aGithub();
    github.state.push("main", { by: "ada", commits: [{ sha: sha("direct"), by: "ada" }] });
    const number = aPullRequest(github);
    github.state.close(number);
    const { reader } = await github.client();
    expect(await reader.pullRequestsOfCommit(sha("direct"))).toEqual([]);
    expect((await reader.pullRequest(number)).state).toBe("closed");
  });

  it("is recognized as a fork's", async () => {
    const github = await aGithub();
    const commits = [{ sha: sha("from-outside"), by: "bob" }];
    const number = github.state.openPullRequest({ author: "bob", branch: "main", commits, isFork: true });
    const { reader } = await github.client();
    expect((await reader.pullRequest(number)).isFork).toBe(true);
  });

  it("counts as a fork's when the repository of its head is deleted", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.sandbox.addFault({
      fault: {
        kind: "rewrite",
        rewrite: (reply) => {
          const body = reply.body as { head: object };
          return { ...reply, body: { ...body, head: { ...body.head, repo: null } } };
        },
      },
    });
    const { reader } = await github.client();
    expect((await reader.pullRequest(number)).isFork).toBe(true);
  });
});

describe("the reviews of a pull request", () => {
  it("have account, commit and state, in order, over several pages", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    for (let index = 0; index < 205; index += 1)
      github.state.review(number, { by: "olga", state: "COMMENTED", body: `note ${index}` });
    const approval = github.state.review(number, { by: "cyn", state: "APPROVED", commit: sha("give-bob-access-1") });
    github.state.dismiss(number, approval);
    github.state.review(number, { by: "olga", state: "CHANGES_REQUESTED" });
    const reviews = await (await github.client()).reader.reviews(number);
    expect(reviews.length).toBe(207);
    expect(reviews.slice(0, 205).map(({ body }) => body)).toEqual(Array.from({ length: 205 }, (_, i) => `note ${i}`));
    expect(reviews.slice(205)).toMatchObject([
      { by: { id: 13 }, state: "dismissed", commit: sha("give-bob-access-1"), at: "2027-01-04T09:00:00Z" },
      { by: { id: 14 }, state: "changes-requested", commit: sha("give-bob-access-2") },
    ]);
  });

  it("include a bot's approval as a bot's", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.state.review(number, { by: "renovate[bot]", state: "APPROVED" });
    expect(await (await github.client()).reader.reviews(number)).toMatchObject([{ by: { id: 15, kind: "bot" } }]);
  });

  it("keep the id of a renamed account, and have another id for the account that took its login", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.state.review(number, { by: "cyn", state: "APPROVED" });
    github.state.renameAccount(13, "cynthia");
    github.state.addAccount({ id: 99, login: "cyn" });
    github.state.review(number, { by: "cyn", state: "APPROVED" });
    const reviews = await (await github.client()).reader.reviews(number);
    expect(reviews.map(({ by }) => by.id)).toEqual([13, 99]);
  });

  it.each([
    ["an unknown state", "state", "BLESSED"],
    ["no state", "state", undefined],
    ["an id that is a text", "id", "7"],
  ])("are rejected for %s", async (_, field, value) => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.state.review(number, { by: "cyn", state: "APPROVED" });
    github.sandbox.addFault({
      fault: {
        kind: "rewrite",
        rewrite: (reply) => ({ ...reply, body: (reply.body as object[]).map((item) => ({ ...item, [field]: value })) }),
      },
    });
    const { reader } = await github.client();
    await expect(reader.reviews(number)).rejects.toMatchObject({ name: "GithubFailure", kind: "unexpected" });
  });

  it("name no approver for a deleted account", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.state.review(number, { by: "cyn", state: "APPROVED" });
    github.sandbox.addFault({
      fault: {
        kind: "rewrite",
        rewrite: (reply) => ({ ...reply, body: (reply.body as object[]).map((item) => ({ ...item, user: null })) }),
      },
    });
    const [review] = await (await github.client()).reader.reviews(number);
    expect(review?.by.id).toBe(0);
  });
});

describe("the commits of a pull request", () => {
  it("have the linked accounts, none for a name that is only claimed, and the addresses as written", async () => {
    const github = await aGithub();
    const unknown = { authorAddress: "name@acme.example", committerAddress: "name@acme.example" };
    const commits = [
      { sha: sha("c1"), by: "ada", message: "One" },
      { sha: sha("c2"), by: null, claimedName: "olga", claimedAddress: "olga@acme.example", message: "Two" },
    ];
    const number = github.state.openPullRequest({ author: "ada", branch: "b", commits });
    expect(await (await github.client()).reader.commits(number)).toEqual([
      { sha: sha("c1"), message: "One", author: ada, committer: ada, ...unknown },
      {
        sha: sha("c2"),
        message: "Two",
        author: null,
        committer: null,
        authorAddress: "olga@acme.example",
        committerAddress: "olga@acme.example",
      },
    ]);
  });

  it("are read completely, and read again after a push in between", async () => {
    const github = await aGithub();
    const number = aPullRequest(github, { commits: 201 });
    const { reader } = await github.client();
    await reader.pullRequest(number);
    github.state.push("give-bob-access", { by: "bob", commits: [{ sha: sha("late"), by: "bob" }] });
    const commits = await reader.commits(number);
    expect([commits.length, commits.at(-1)?.sha]).toEqual([202, sha("late")]);
  });

  it("are rejected when there are more than GitHub lists", async () => {
    const github = await aGithub();
    const number = aPullRequest(github, { commits: 251 });
    const { reader } = await github.client();
    await expect(reader.commits(number)).rejects.toThrow(/251 commits, and GitHub lists at most 250/);
  });

  it("are rejected when the list has half of them and no next page", async () => {
    const github = await aGithub();
    const number = aPullRequest(github, { commits: 4 });
    github.sandbox.addFault({ fault: { kind: "cut-page" }, path: /\/commits$/ });
    const { reader } = await github.client();
    await expect(reader.commits(number)).rejects.toMatchObject({ kind: "unexpected" });
  });
});

describe("the pushes to a branch", () => {
  it("are listed newest first, over several pages", async () => {
    const github = await aGithub();
    aPullRequest(github);
    for (let index = 0; index < 150; index += 1)
      github.state.push("give-bob-access", { by: "bob", commits: [{ sha: sha(`p${index}`), by: "bob" }] });
    github.state.push("other", { by: "cyn", commits: [{ sha: sha("other"), by: "cyn" }] });
    const pushes = await (await github.client()).reader.pushes("give-bob-access");
    expect(pushes.length).toBe(151);
    expect(pushes[0]).toEqual({ by: bob, after: sha("p149"), at: "2027-01-04T09:00:00Z" });
    expect(pushes.at(-1)).toEqual({ by: ada, after: sha("give-bob-access-2"), at: "2027-01-04T09:00:00Z" });
  });

  it("are rejected when the account of one is unknown: that account must not approve", async () => {
    const github = await aGithub();
    aPullRequest(github);
    github.state.push("give-bob-access", { by: null, commits: [{ sha: sha("x"), by: null }] });
    const { reader } = await github.client();
    await expect(reader.pushes("give-bob-access")).rejects.toMatchObject({ kind: "unexpected" });
  });
});

describe("the push that made the head of a pull request", () => {
  it("is read again when GitHub lists it late", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const { reader } = await github.client();
    await reader.pullRequest(number);
    github.sandbox.addFault({
      path: /activity$/,
      times: 2,
      fault: { kind: "rewrite", rewrite: (reply) => ({ ...reply, body: [] }) },
    });
    expect(await reader.pushes("give-bob-access")).toMatchObject([{ by: { id: 11 } }]);
    expect(github.clock.slept).toBe(4000);
  });

  it("is required: its account must not approve", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.state.push("give-bob-access", { by: "bob", commits: [{ sha: sha("by-bob"), by: "ada" }] });
    const { reader } = await github.client();
    await reader.pullRequest(number);
    github.sandbox.addFault({
      path: /activity$/,
      fault: { kind: "rewrite", rewrite: (reply) => ({ ...reply, body: (reply.body as object[]).slice(1) }) },
    });
    await expect(reader.pushes("give-bob-access")).rejects.toThrow(/does not name the account of the push/);
  });

  it("is not required where the branch is a fork's", async () => {
    const github = await aGithub();
    github.state.push("main", { by: "olga", commits: [{ sha: sha("ours"), by: "olga" }] });
    const commits = [{ sha: sha("outside"), by: "bob" }];
    const number = github.state.openPullRequest({ author: "bob", branch: "main", commits, isFork: true });
    const { reader } = await github.client();
    await reader.pullRequest(number);
    expect(await reader.pushes("main")).toMatchObject([{ after: sha("ours") }]);
  });

  it("must exist: a branch without any push is rejected", async () => {
    const github = await aGithub();
    const { reader } = await github.client();
    await expect(reader.pushes("nowhere")).rejects.toMatchObject({ kind: "unexpected" });
  });
});

describe("a list of reviews", () => {
  it.each([0, 1, 99, 100, 101, 200, 201])("has all of %d reviews, each once", async (size) => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const ids = Array.from({ length: size }, () => github.state.review(number, { by: "olga", state: "COMMENTED" }));
    const { reader } = await github.client();
    expect((await reader.reviews(number)).map(({ id }) => id)).toEqual(ids);
  });
});

describe("the members of a team", () => {
  it("are found by the team's id, whatever its name", async () => {
    const members = Array.from({ length: 130 }, (_, index) => ({ id: 1000 + index, login: `m${index}` }));
    const github = await aGithub({
      accounts: members,
      teams: [{ id: 301, slug: "renamed", members: members.map(({ login }) => login) }],
    });
    const { reader } = await github.client({ token: "ghs_app-token" });
    expect((await reader.teamMembers(301)).map(({ id }) => id)).toEqual(members.map(({ id }) => id));
  });

  it("are never empty for an unknown team or for a token that may not see teams", async () => {
    const github = await aGithub();
    const job = await github.client();
    await expect(job.reader.teamMembers(301)).rejects.toMatchObject({ kind: "denied" });
    const app = await github.client({ token: "ghs_app-token" });
    await expect(app.reader.teamMembers(999)).rejects.toMatchObject({ kind: "not-found" });
  });
});

describe("the rules of a branch", () => {
  const sound = {
    pullRequestRequired: true,
    codeOwnerReview: true,
    staleReviewsDismissed: true,
    lastPushApproval: true,
    forcePushBlocked: true,
    deletionBlocked: true,
    upToDate: true,
    rebaseBlocked: true,
    pushesRestricted: false,
    creationRestricted: false,
    requiredApprovals: 1,
    requiredChecks: [
      { name: "verdict of plan", app: 15368 },
      { name: "rolecall/approvals", app: 900100 },
    ],
  };

  it("include those of rulesets, and the bypass list for a token that may see it", async () => {
    const github = await aGithub();
    const app = await github.client({ token: "ghs_app-token" });
    expect(await app.reader.branchRules("main")).toEqual({ ...sound, bypassActors: 0 });
    const job = await github.client();
    expect(await job.reader.branchRules("main")).toEqual({
      ...sound,
      pushesRestricted: null,
      creationRestricted: null,
      bypassActors: null,
    });
  });

  it("are false without any rule for a token that may see all, and unknown for another token", async () => {
    const github = await aGithub({ settings: { rulesets: [] } });
    const app = await github.client({ token: "ghs_app-token" });
    expect(await app.reader.branchRules("main")).toMatchObject({ pullRequestRequired: false, requiredChecks: [] });
    const job = await github.client();
    expect(await job.reader.branchRules("main")).toMatchObject({
      pullRequestRequired: null,
      requiredChecks: null,
      bypassActors: null,
    });
  });

  it("are unknown where classic protection is not found, unless GitHub states that there is none", async () => {
    const github = await aGithub({ settings: { rulesets: [] } });
    github.sandbox.addFault({ path: /protection$/, fault: { kind: "status", status: 404 } });
    const app = await github.client({ token: "ghs_app-token" });
    expect(await app.reader.branchRules("main")).toMatchObject({ pullRequestRequired: null, bypassActors: null });
  });

  it("include those of classic protection, with administrators and named people on the bypass list", async () => {
    const reviews = { codeOwners: true, dismissStale: false, lastPush: true, bypass: ["olga"] };
    // GitHub writes "any app" as -1 where a check was first required by its name.
    const checks = {
      strict: false,
      required: [
        { name: "Rolecall", app: null },
        { name: "ci", app: -1 },
      ],
    };
    const switches = { enforceAdmins: false, allowForcePushes: true, allowDeletions: false };
    const github = await aGithub({
      settings: { rulesets: [], protections: [{ branch: "main", reviews, checks, ...switches }] },
    });
    const app = await github.client({ token: "ghs_app-token" });
    expect(await app.reader.branchRules("main")).toEqual({
      pullRequestRequired: true,
      codeOwnerReview: true,
      staleReviewsDismissed: false,
      lastPushApproval: true,
      forcePushBlocked: false,
      deletionBlocked: true,
      upToDate: false,
      rebaseBlocked: false,
      pushesRestricted: false,
      creationRestricted: false,
      requiredApprovals: 1,
      requiredChecks: [
        { name: "Rolecall", app: null },
        { name: "ci", app: null },
      ],
      bypassActors: 2,
    });
  });
});
