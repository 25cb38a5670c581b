import { describe, expect, it } from "vitest";
import { aGithub, aPullRequest, sha } from "./running-github.ts";

describe("the permissions of tokens", () => {
  it.each([
    ["no token", "", "GET", "pulls/1", 401],
    ["a job's token", "ghs_job-token", "GET", "pulls/1", 200],
    ["a job's token", "ghs_job-token", "POST", "issues/1/comments", 201],
    ["a job's token", "ghs_job-token", "GET", "actions/secrets", 403],
    ["a job's token", "ghs_job-token", "GET", "branches/main/protection", 403],
    ["a job's token", "ghs_job-token", "GET", "/organizations/77/team/301/members", 403],
    ["a job's token", "ghs_job-token", "GET", "/user", 403],
    ["a fork's token", "ghs_fork-token", "GET", "pulls/1", 200],
    ["a fork's token", "ghs_fork-token", "POST", "issues/1/comments", 403],
    ["a fork's token", "ghs_fork-token", "POST", "check-runs", 403],
    ["an app's token", "ghs_app-token", "GET", "/organizations/77/team/301/members", 200],
    ["an app's token", "ghs_app-token", "GET", "actions/secrets", 200],
    ["a person's token", "ghp_ada-token", "GET", "/user", 200],
    ["a person's token", "ghp_ada-token", "POST", "check-runs", 403],
    ["any token", "ghs_job-token", "GET", "/repos/acme/other/pulls/1", 404],
    ["any token", "ghs_job-token", "GET", "/repos/acme/access-two", 404],
    ["any token", "ghs_job-token", "GET", "nonsense", 404],
  ])("give %s (%s) for %s %s the status %d", async (_, token, method, path, status) => {
    const github = await aGithub();
    aPullRequest(github);
    const body = method === "POST" ? { body: "x", name: "Rolecall", head_sha: sha("x") } : undefined;
    expect((await github.call(method, path, { token, body })).status).toBe(status);
  });

  it("accept only the configured token and those of the seed", async () => {
    const github = await aGithub({}, { token: "secret" });
    expect((await github.call("GET", "", { token: "other" })).body.message).toBe("Bad credentials");
    expect((await github.call("GET", "", { token: "secret" })).status).toBe(200);
    expect((await github.call("GET", "", { token: "ghs_app-token" })).status).toBe(200);
  });

  it("determine the author of writes", async () => {
    const github = await aGithub();
    aPullRequest(github);
    const write = async (token: string): Promise<unknown> => {
      const { body } = await github.call("POST", "issues/1/comments", { token, body: { body: "x" } });
      return [body.user.login, body.user.type, body.performed_via_github_app?.slug ?? null];
    };
    expect(await write("ghs_job-token")).toEqual(["github-actions[bot]", "Bot", "github-actions"]);
    expect(await write("ghs_app-token")).toEqual(["rolecall[bot]", "Bot", "rolecall"]);
    expect(await write("ghp_ada-token")).toEqual(["ada", "User", null]);
  });

  it("do not cover another account's comment or another app's check", async () => {
    const github = await aGithub();
    aPullRequest(github);
    const id = github.state.comment(1, { by: "bob", body: "mine" });
    expect((await github.call("PATCH", `issues/comments/${id}`, { body: { body: "x" } })).status).toBe(403);
    const run = await github.call("POST", "check-runs", { body: { name: "a", head_sha: sha("x") } });
    const changed = await github.call("PATCH", `check-runs/${run.body.id}`, {
      token: "ghs_app-token",
      body: { conclusion: "success" },
    });
    expect(changed.status).toBe(403);
    expect(github.state.comments(1)[0]?.body).toBe("mine");
    expect(github.state.checkRuns(sha("x"))[0]?.conclusion).toBeNull();
  });
});

describe("limits", () => {
  it("are announced with every answer, and reset after an hour", async () => {
    const github = await aGithub({}, { perHour: 2 });
    const first = await github.call("GET", "");
    expect(Object.fromEntries([...first.headers].filter(([name]) => name.startsWith("x-ratelimit")))).toEqual({
      "x-ratelimit-limit": "2",
      "x-ratelimit-remaining": "1",
      "x-ratelimit-used": "1",
      "x-ratelimit-reset": String(Date.parse("2027-01-04T10:00:00Z") / 1000),
      "x-ratelimit-resource": "core",
    });
    await github.call("GET", "");
    const refused = await github.call("GET", "");
    expect([refused.status, refused.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
    expect((await github.call("GET", "", { token: "ghs_app-token" })).status).toBe(200);
    github.clock.pass(3_600_000);
    expect((await github.call("GET", "")).status).toBe(200);
  });

  it("include one for created content, which gives the seconds to wait", async () => {
    const github = await aGithub({}, { createdPerMinute: 1 });
    aPullRequest(github);
    const create = () => github.call("POST", "issues/1/comments", { body: { body: "x" } });
    expect((await create()).status).toBe(201);
    github.clock.pass(20_000);
    const refused = await create();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([403, "40"]);
    expect(refused.body.message).toContain("secondary rate limit");
    github.clock.pass(40_000);
    expect((await create()).status).toBe(201);
    expect(github.state.comments(1).length).toBe(2);
  });

  it("apply to lengths, exact to the character", async () => {
    const github = await aGithub();
    aPullRequest(github);
    const comment = (length: number) =>
      github.call("POST", "issues/1/comments", { body: { body: "é".repeat(length) } });
    expect((await comment(65_536)).status).toBe(201);
    const refused = await comment(65_537);
    expect([refused.status, refused.body.errors[0].message]).toEqual([422, expect.stringContaining("too long")]);
    const check = (summary: string) =>
      github.call("POST", "check-runs", { body: { name: "a", head_sha: sha("x"), output: { title: "t", summary } } });
    expect((await check("x".repeat(65_535))).status).toBe(201);
    expect((await check("x".repeat(65_536))).status).toBe(422);
  });

  it("apply to the annotations of each request, and a refused request changes nothing", async () => {
    const github = await aGithub();
    const line = { path: "a", start_line: 1, end_line: 1, annotation_level: "notice", message: "m" };
    const output = (count: number) => ({
      title: "t",
      summary: "s",
      annotations: Array.from({ length: count }, () => line),
    });
    const { body: run } = await github.call("POST", "check-runs", {
      body: { name: "a", head_sha: sha("x"), status: "in_progress", output: output(50) },
    });
    const add = (count: number, conclusion?: string) =>
      github.call("PATCH", `check-runs/${run.id}`, { body: { conclusion, output: output(count) } });
    expect((await add(51, "success")).status).toBe(422);
    expect(github.state.checkRuns(sha("x"))).toMatchObject([{ conclusion: null, annotations: { length: 50 } }]);
    expect((await add(7, "success")).body).toMatchObject({ status: "completed", output: { annotations_count: 57 } });
    const listed = await github.call("GET", `check-runs/${run.id}/annotations?per_page=100`);
    expect(listed.body.length).toBe(57);
  });
});

describe("lists", () => {
  it("have pages of thirty entries with absolute links to the others", async () => {
    const github = await aGithub();
    aPullRequest(github);
    for (let index = 0; index < 70; index += 1) github.state.comment(1, { by: "bob", body: `${index}` });
    const first = await github.call("GET", "issues/1/comments");
    const at = (page: number) => `<${github.sandbox.url}/repos/acme/access/issues/1/comments?page=${page}>`;
    expect(first.body.length).toBe(30);
    expect(first.headers.get("link")).toBe(`${at(2)}; rel="next", ${at(3)}; rel="last"`);
    const last = await github.call("GET", "issues/1/comments?page=3");
    expect(last.body.map(({ body }: { body: string }) => body)).toEqual(
      Array.from({ length: 10 }, (_, i) => `${60 + i}`),
    );
    expect(last.headers.get("link")).toBe(`${at(2)}; rel="prev", ${at(1)}; rel="first"`);
    expect((await github.call("GET", "issues/1/comments?per_page=1000")).body.length).toBe(70);
  });

  it("include pull requests among the issues, which share their numbers", async () => {
    const github = await aGithub();
    const pull = aPullRequest(github);
    const issue = github.state.openIssue({ by: "bob", title: "Drift", labels: ["drift"] });
    expect([pull, issue]).toEqual([1, 2]);
    const { body } = await github.call("GET", "issues");
    expect(
      body.map((entry: { number: number; pull_request?: object }) => [entry.number, "pull_request" in entry]),
    ).toEqual([
      [2, false],
      [1, true],
    ]);
    expect((await github.call("GET", "issues?labels=drift")).body.length).toBe(1);
    expect((await github.call("GET", "pulls/2")).status).toBe(404);
  });

  it("answer 304 to a caller that has the same version", async () => {
    const github = await aGithub();
    aPullRequest(github);
    const first = await github.call("GET", "pulls/1/reviews");
    const headers = { "if-none-match": first.headers.get("etag") ?? "" };
    const same = await github.call("GET", "pulls/1/reviews", { headers });
    expect([same.status, same.body]).toEqual([304, undefined]);
    github.state.review(1, { by: "olga", state: "APPROVED" });
    expect((await github.call("GET", "pulls/1/reviews", { headers })).status).toBe(200);
  });
});

describe("pull requests", () => {
  it("follow the pushes to their branch, and a review keeps its commit", async () => {
    const github = await aGithub();
    const number = aPullRequest(github, { commits: 1 });
    github.state.review(number, { by: "olga", state: "APPROVED" });
    github.state.push("give-bob-access", { by: "bob", commits: [{ sha: sha("more"), by: "bob" }] });
    const { body } = await github.call("GET", `pulls/${number}`);
    expect([body.head.sha, body.commits]).toEqual([sha("more"), 2]);
    const reviews = await github.call("GET", `pulls/${number}/reviews`);
    expect(reviews.body[0].commit_id).toBe(sha("give-bob-access-1"));
    github.state.push("give-bob-access", { by: "ada", commits: [{ sha: sha("new"), by: "ada" }], isForced: true });
    const commits = await github.call("GET", `pulls/${number}/commits`);
    expect(commits.body.map((commit: { sha: string }) => commit.sha)).toEqual([sha("new")]);
    const activity = await github.call("GET", "activity?ref=refs/heads/give-bob-access");
    expect(activity.body.map((entry: { activity_type: string }) => entry.activity_type)).toEqual([
      "force_push",
      "push",
      "branch_creation",
    ]);
  });

  it("are merged once, as one commit of the base, by hand and through the API", async () => {
    const github = await aGithub();
    const first = aPullRequest(github);
    github.state.merge(first, { by: "bob", sha: sha("one") });
    expect(github.state.tip("main")).toBe(sha("one"));
    const second = aPullRequest(github, { branch: "second" });
    const { body } = await github.call("PUT", `pulls/${second}/merge`, { body: { sha: sha("second-2") } });
    expect(github.state.tip("main")).toBe(body.sha);
    expect((await github.call("PUT", `pulls/${second}/merge`, { body: {} })).status).toBe(405);
    const found = await github.call("GET", `commits/${body.sha}/pulls`);
    expect(found.body.map((pull: { number: number }) => pull.number)).toEqual([second]);
    expect((await github.call("GET", `commits/${sha("nowhere")}/pulls`)).status).toBe(422);
  });

  it("do not change the repository's own branches when they come from a fork", async () => {
    const github = await aGithub();
    const commits = [{ sha: sha("outside"), by: "bob" }];
    const number = github.state.openPullRequest({ author: "bob", branch: "main", commits, isFork: true });
    expect(github.state.tip("main")).toBe(sha("main-0"));
    const { body } = await github.call("GET", `pulls/${number}`);
    expect([body.head.repo.fork, body.head.repo.id === body.base.repo.id]).toEqual([true, false]);
  });

  it("cannot be reviewed by their author on request", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const reply = await github.call("POST", `pulls/${number}/requested_reviewers`, { body: { reviewers: ["ada"] } });
    expect(reply.status).toBe(422);
  });
});

describe("a submitted review", () => {
  const submit = async (token: string, body: object) => {
    const github = await aGithub();
    const number = aPullRequest(github); // by ada
    const reply = await github.call("POST", `pulls/${number}/reviews`, { token, body });
    return { reply, reviews: github.state.issue(number).pull?.reviews ?? [] };
  };

  it.each([
    ["APPROVE", "APPROVED"],
    ["REQUEST_CHANGES", "CHANGES_REQUESTED"],
    ["COMMENT", "COMMENTED"],
  ])("with the event %s is %s, by the token's account, on the head", async (event, state) => {
    const { reply, reviews } = await submit("ghs_app-token", { event, body: "Bounded." });
    expect([reply.status, reply.body.state, reply.body.body]).toEqual([200, state, "Bounded."]);
    expect(reviews).toMatchObject([{ state, by: { login: "rolecall[bot]" }, commit: sha("give-bob-access-2") }]);
  });

  it.each([
    ["an approval of the own pull request", "ghp_ada-token", { event: "APPROVE" }],
    ["a request for changes without a text", "ghs_app-token", { event: "REQUEST_CHANGES" }],
    ["an unknown event", "ghs_app-token", { event: "MERGE" }],
    ["a review without an event", "ghs_app-token", { body: "x" }],
  ])("is refused: %s", async (_, token, body) => {
    const { reply, reviews } = await submit(token, body);
    expect([reply.status, reviews]).toEqual([422, []]);
  });
});
