import { describe, expect, it } from "vitest";
import { judgeSettings } from "../../src/github/doctor/judge-settings.ts";
import { aGithub, aPullRequest, sha } from "../sandbox/github/running-github.ts";
import { githubChecker, judgeGithubExchanges } from "./github-openapi.ts";

const checker = githubChecker();

describe("the GitHub sandbox", () => {
  it("answers all requests of Rolecall's client as GitHub's description defines", async () => {
    const github = await aGithub();
    const { problems } = judgeGithubExchanges(github.sandbox, checker);
    const number = aPullRequest(github, { commits: 120 });
    github.state.review(number, { by: "olga", state: "APPROVED" });
    github.state.push("more", { by: "bob", commits: [{ sha: sha("more"), by: "bob" }] });
    const { reader, writer, settings } = await github.client({ token: "ghs_app-token", app: "rolecall" });
    await reader.pullRequest(number);
    await reader.reviews(number);
    await reader.commits(number);
    await reader.pushes("give-bob-access");
    await reader.teamMembers(301);
    await expect(reader.teamMembers(999)).rejects.toThrow();
    await reader.branchRules("main");
    await writer.upsertComment(number, "<!-- m -->", "one");
    await writer.upsertComment(number, "<!-- m -->", "two");
    const line = { file: "access/a.yaml", line: 1, level: "warning", title: "t", message: "m" } as const;
    const check = { name: "Rolecall", commit: sha("x"), conclusion: "failure", title: "t", summary: "s" } as const;
    await writer.publishCheck({ ...check, annotations: Array.from({ length: 60 }, () => line) });
    const request = { branch: "more", base: "main", title: "t", body: "b", labels: ["l"], reviewers: ["olga"] };
    const opened = await writer.openPullRequest({ ...request, teamReviewers: ["security"] });
    github.state.merge(opened.number, { by: "olga", sha: sha("merged") });
    await reader.pullRequestsOfCommit(sha("merged"));
    await reader.pullRequest(opened.number);
    judgeSettings(await settings());
    expect(problems()).toEqual([]);
  });

  it("answers requests for classic protection, issues and contents, and refusals", async () => {
    const reviews = { codeOwners: true, dismissStale: true, lastPush: true, bypass: ["olga"] };
    const checks = { strict: true, required: [{ name: "Rolecall", app: 15368 }] };
    const switches = { enforceAdmins: true, allowForcePushes: false, allowDeletions: false };
    const github = await aGithub({
      settings: { protections: [{ branch: "main", reviews, checks, ...switches }] },
    });
    const { problems, seen } = judgeGithubExchanges(github.sandbox, checker);
    const number = aPullRequest(github);
    const token = "ghs_app-token";
    const calls: readonly (readonly [string, string, unknown?])[] = [
      ["GET", "branches/main/protection"],
      ["GET", "branches/nowhere/protection"],
      ["GET", "rulesets/501"],
      ["GET", "rulesets/9"],
      ["GET", "contents/access/users/ada.yaml"],
      ["GET", "contents/nothing"],
      ["POST", "issues", { title: "Drift", body: "…", labels: ["drift"], assignees: ["olga"] }],
      ["GET", "issues?state=all&labels=drift"],
      ["GET", "issues?state=all"],
      ["PATCH", "issues/2", { state: "closed" }],
      ["GET", "issues/2"],
      ["GET", "issues/99"],
      ["GET", "pulls?state=all&head=acme:give-bob-access"],
      ["PATCH", `pulls/${number}`, { title: "Another title" }],
      ["POST", `issues/${number}/comments`, { body: "x".repeat(65_537) }],
      ["POST", `issues/${number}/comments`, { body: "x" }],
      ["GET", `issues/${number}/comments?per_page=1`],
      ["POST", "check-runs", { name: "a", head_sha: sha("x"), status: "in_progress" }],
      ["GET", `commits/${sha("x")}/check-runs?check_name=a&filter=all`],
      ["PUT", `pulls/${number}/merge`, { sha: sha("stale") }],
      ["PUT", `pulls/${number}/merge`, { sha: sha("give-bob-access-2"), merge_method: "squash" }],
      ["PUT", `pulls/${number}/merge`, {}],
      ["GET", "activity?ref=refs/heads/main&per_page=1"],
      ["GET", "/user"],
    ];
    for (const [method, path, body] of calls) await github.call(method, path, { body, token });
    await github.call("GET", "/user", { token: "ghp_ada-token" });
    await github.call("GET", "pulls/1", { token: "" });
    await github.call("GET", "actions/secrets");
    expect(problems()).toEqual([]);
    // Successful and refused requests were checked.
    expect([...seen].sort()).toEqual(
      expect.arrayContaining([
        "GET 200",
        "GET 401",
        "GET 403",
        "GET 404",
        "POST 201",
        "POST 422",
        "PUT 200",
        "PUT 405",
        "PUT 409",
      ]),
    );
  });

  it("fails the check with an additional or missing field", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const judge = (change: (body: Record<string, unknown>) => object): readonly string[] => {
      const found: string[] = [];
      github.sandbox.onExchange(({ request, reply, isFault }) => {
        found.push(
          ...checker.check({ request, isFault, reply: { ...reply, body: change({ ...(reply.body as object) }) } }),
        );
      });
      return found;
    };
    const more = judge((body) => ({ ...body, colour: "red" }));
    const less = judge((body) => ({ ...body, number: undefined }));
    await github.call("GET", `pulls/${number}`);
    expect(more.join()).toContain("colour");
    expect(less.join()).toContain("number");
  });
});
