import { describe, expect, it } from "vitest";
import { createGithub } from "../../src/github/client.ts";
import { createTransport, isBelow } from "../../src/github/transport.ts";
import { aGithub, aPullRequest, sha } from "../sandbox/github/running-github.ts";
import type { RunningGithub } from "../sandbox/github/running-github.ts";

const token = "ghs_job-token";

/** Opens a pull request with this many comments, so that its list has several pages. */
function withComments(github: RunningGithub, count: number): number {
  const number = aPullRequest(github);
  for (let index = 0; index < count; index += 1) github.state.comment(number, { by: "bob", body: `${index}` });
  return number;
}

describe("the connection", () => {
  const clock = { now: () => 0, sleep: async () => undefined };
  const options = { token, apiUrl: "https://api.github.example", repository: "acme/access", clock };

  it.each([
    ["plain http to another machine", { apiUrl: "http://api.github.example" }, /not encrypted/],
    ["an address with a password in it", { apiUrl: "https://me:pass@api.github.example" }, /user name or password/],
    ["no token", { token: "" }, /GitHub token is empty/],
    ["a token with a line end", { token: "ghs_a\nb" }, /an invalid character/],
    ["a repository without an owner", { repository: "access" }, /owner\/name/],
    ["a repository that leaves its folder", { repository: "acme/.." }, /owner\/name/],
  ])("refuses %s", async (_, change, message) => {
    await expect(createGithub({ ...options, ...change })).rejects.toThrow(message);
  });

  it("sends no request on its own, accepts a slash at the end, and counts requests", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const client = await github.client({ apiUrl: `${github.sandbox.url}/` });
    expect(client.usage()).toEqual({ requests: 0, remaining: null, resetsAt: null });
    await client.reader.pullRequest(number);
    expect(client.usage()).toEqual({ requests: 1, remaining: 999, resetsAt: Date.parse("2027-01-04T10:00:00Z") });
    expect(github.sandbox.requests[0]?.path).toBe(`/repos/acme/access/pulls/${number}`);
  });
});

describe("every request", () => {
  it("names the API version and Rolecall", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const headers: (readonly (string | undefined)[])[] = [];
    github.sandbox.onExchange(({ request }) => {
      headers.push([request.headers["x-github-api-version"], request.headers["user-agent"]?.split(" ")[0]]);
    });
    const { reader } = await github.client();
    await reader.commits(number);
    expect(headers).toEqual([
      ["2022-11-28", "rolecall"],
      ["2022-11-28", "rolecall"],
    ]);
  });
});

describe("failure handling", () => {
  it.each([
    [401, "denied"],
    [403, "denied"],
    [404, "not-found"],
    [422, "rejected"],
    [429, "throttled"],
    [418, "unexpected"],
    [500, "unavailable"],
    [503, "unavailable"],
  ])("reports status %d as %s, without the token", async (status, kind) => {
    const github = await aGithub();
    github.sandbox.addFault({
      fault: { kind: "rewrite", rewrite: () => ({ status, body: { message: `Bad ${token}` } }) },
    });
    const { reader } = await github.client();
    const error: unknown = await reader.reviews(1).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: "GithubFailure", kind });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(token);
  });

  it.each([403, 404, 422, 429])("does not retry status %d", async (status) => {
    const github = await aGithub();
    github.sandbox.addFault({ fault: { kind: "rewrite", rewrite: () => ({ status, body: { message: "No" } }) } });
    const { reader } = await github.client();
    await expect(reader.reviews(1)).rejects.toThrow();
    expect(github.sandbox.count()).toBe(1);
  });

  it("reports a network error as unavailable", async () => {
    const github = await aGithub();
    const { reader } = await github.client();
    await github.sandbox.close();
    await expect(reader.reviews(1)).rejects.toMatchObject({ kind: "unavailable", message: /cannot be reached/ });
  });

  it("reports a server that does not answer as unavailable", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.sandbox.addFault({ fault: { kind: "hang" }, path: /reviews$/ });
    const { reader } = await github.client({ pauses: { second: 1, longestRequest: 100 } });
    await expect(reader.reviews(number)).rejects.toMatchObject({ kind: "unavailable", message: /timeout/ });
  });

  it("retries a read after a temporary server error", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.sandbox.addFault({ fault: { kind: "status", status: 502, as: "html" }, times: 2 });
    const { reader } = await github.client();
    expect((await reader.pullRequest(number)).number).toBe(number);
  });

  it("never returns an empty list for an answer that breaks off", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.state.review(number, { by: "olga", state: "CHANGES_REQUESTED" });
    github.sandbox.addFault({ fault: { kind: "drop" }, path: /reviews$/, times: 1 });
    const { reader } = await github.client();
    expect(await reader.reviews(number)).toMatchObject([{ state: "changes-requested" }]);
    github.sandbox.addFault({ fault: { kind: "drop" }, path: /reviews$/ });
    await expect(reader.reviews(number)).rejects.toMatchObject({ kind: "unavailable" });
  });

  it.each([
    ["nothing", ""],
    ["a page of HTML", "<html></html>"],
    ["an object", { total: 0 }],
    ["a list of texts", ["APPROVED"]],
  ])("reports %s where a list is expected", async (_, body) => {
    const github = await aGithub();
    github.sandbox.addFault({ fault: { kind: "rewrite", rewrite: () => ({ status: 200, body }) } });
    const { reader } = await github.client();
    await expect(reader.reviews(1)).rejects.toMatchObject({ kind: "unexpected" });
  });
});

describe("reading a list", () => {
  it("rejects a list that ends before the page that was announced as the last", async () => {
    const github = await aGithub();
    const number = withComments(github, 250);
    github.sandbox.addFault({ fault: { kind: "cut-page" }, path: /comments$/, skip: 1 });
    const { writer } = await github.client();
    await expect(writer.upsertComment(number, "<!-- m -->", "text")).rejects.toThrow(/ended at page 2 of 3/);
    expect(github.sandbox.count({ isWrite: true })).toBe(0);
  });

  it.each([
    ["another server", "https://evil.example/steal", /another server/],
    ["a server whose address begins alike", "SAME.evil.example/x", /another server/],
    ["its own first page", "SAME/repos/acme/access/pulls/1/reviews?page=1&per_page=100", /links to an earlier page/],
  ])("does not follow a link to %s", async (_, href, message) => {
    const github = await aGithub();
    aPullRequest(github);
    const next = href.replace("SAME", github.sandbox.url);
    github.sandbox.addFault({
      fault: { kind: "rewrite", rewrite: (reply) => ({ ...reply, links: [{ rel: "next", href: next }] }) },
    });
    const { reader } = await github.client();
    await expect(reader.reviews(1)).rejects.toThrow(message);
    expect(github.sandbox.count()).toBeLessThanOrEqual(2);
  });

  it("counts an entry once when it moves to the next page during the read", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    for (let index = 0; index < 150; index += 1) github.state.review(number, { by: "olga", state: "COMMENTED" });
    github.sandbox.addFault({
      path: /reviews$/,
      skip: 1,
      fault: {
        kind: "rewrite",
        rewrite: (reply) => ({ ...reply, body: [...(reply.body as object[]), ...(reply.body as object[])] }),
      },
    });
    const { reader } = await github.client();
    expect((await reader.reviews(number)).length).toBe(150);
  });

  it("rejects a list whose count does not match", async () => {
    const github = await aGithub({ settings: { repositorySecrets: ["A", "B"] } });
    github.sandbox.addFault({ fault: { kind: "cut-page" }, path: /actions\/secrets$/ });
    const client = await github.client({ token: "ghs_app-token" });
    expect((await client.settings()).repositorySecrets).toMatchObject({ kind: "unknown" });
  });

  it("does not follow a redirect of a repository that has moved", async () => {
    const github = await aGithub();
    const headers = { location: `${github.sandbox.url}/repositories/9/pulls/1/reviews` };
    github.sandbox.addFault({ fault: { kind: "rewrite", rewrite: () => ({ status: 301, headers, body: [] }) } });
    const { reader } = await github.client();
    await expect(reader.reviews(1)).rejects.toMatchObject({ kind: "rejected", message: /GITHUB_REPOSITORY/ });
  });
});

describe("the transport", () => {
  it.each([
    ["https://ghe.example/api/v3", "https://ghe.example/api/v3/repos/a/b", true],
    ["https://ghe.example/api/v3", "https://ghe.example/api/v3/../v4/repos", false],
    ["https://ghe.example/api/v3", "https://ghe.example/api/v33/repos", false],
    ["https://api.github.example", "https://api.github.example.evil.example/repos", false],
    ["https://api.github.example", "http://api.github.example/repos", false],
    ["https://api.github.example", "/repos", false],
  ])("decides, for the address %s, whether to send to %s: %s", (base, url, expected) => {
    expect(isBelow(url, base)).toBe(expected);
  });

  it("sends no request to another address", async () => {
    const transport = createTransport("https://api.github.example", 1000);
    await expect(transport.fetch("https://evil.example/", {})).rejects.toMatchObject({ kind: "unexpected" });
    expect(transport.usage().requests).toBe(0);
  });
});

describe("the pace", () => {
  it("waits for the seconds that a secondary limit announces, and continues", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.sandbox.addFault({ fault: { kind: "throttle", resetInSeconds: 2 }, times: 1 });
    github.sandbox.addFault({ fault: { kind: "throttle", resetInSeconds: 2 }, method: "POST", times: 1 });
    const { reader, writer } = await github.client();
    expect((await reader.pullRequest(number)).number).toBe(number);
    expect(await writer.upsertComment(number, "<!-- m -->", "text")).toBe("created");
    expect(github.state.comments(number).length).toBe(1);
  });

  it("fails where the wait is too long for a run, and names its end", async () => {
    const github = await aGithub({}, { perHour: 1 });
    const number = aPullRequest(github);
    const { reader } = await github.client();
    await reader.pullRequest(number);
    await expect(reader.pullRequest(number)).rejects.toMatchObject({ kind: "throttled" });
    github.sandbox.addFault({ fault: { kind: "throttle", resetInSeconds: 900 } });
    await expect(reader.reviews(number)).rejects.toThrow(/again in 900 seconds/);
  });

  it("keeps one second between writes and three between writes that notify people", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const { writer } = await github.client();
    await writer.upsertComment(number, "<!-- a -->", "text");
    await writer.upsertComment(number, "<!-- b -->", "text");
    expect(github.clock.slept).toBe(3000);
    const check = { name: "Rolecall", commit: sha("x"), conclusion: "success", title: "t", summary: "s" } as const;
    await writer.publishCheck({ ...check, annotations: [] });
    expect(github.clock.slept).toBe(4000);
  });
});
