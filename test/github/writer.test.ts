import { describe, expect, it } from "vitest";
import { actionsApp, actionsBot } from "../../src/sandbox/github/seed.ts";
import type { CheckResult } from "../../src/ports/github.ts";
import { aGithub, aPullRequest, sha } from "../sandbox/github/running-github.ts";
import type { RunningGithub } from "../sandbox/github/running-github.ts";

const marker = "<!-- rolecall plan -->";
const bodiesOf = ({ state }: RunningGithub, number: number): readonly string[] =>
  state.comments(number).map(({ body }) => body);

describe("the comment", () => {
  it("is written once, not written again while it is the same, and updated in place", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const write = async (body: string): Promise<string> =>
      (await github.client()).writer.upsertComment(number, marker, body);
    expect(await write("two changes")).toBe("created");
    expect(await write("two changes")).toBe("unchanged");
    expect(await write("three changes")).toBe("updated");
    expect(bodiesOf(github, number)).toEqual([`${marker}\nthree changes`]);
  });

  it("accepts a body that begins with the marker", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const { writer } = await github.client();
    await writer.upsertComment(number, marker, `${marker}\nhello`);
    expect(bodiesOf(github, number)).toEqual([`${marker}\nhello`]);
  });

  it("is not written again where GitHub returns other line endings", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.state.comment(number, { by: actionsBot, app: actionsApp, body: `${marker}\r\none\r\ntwo\r\n` });
    const { writer } = await github.client();
    expect(await writer.upsertComment(number, marker, "one\ntwo")).toBe("unchanged");
  });

  it("keeps one comment for each marker", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const { writer } = await github.client();
    expect(await writer.upsertComment(number, marker, "plan")).toBe("created");
    expect(await writer.upsertComment(number, "<!-- rolecall apply -->", "applied")).toBe("created");
    expect(bodiesOf(github, number).length).toBe(2);
  });

  it.each<[string, (github: RunningGithub, number: number) => void]>([
    [
      "of a person with the marker",
      ({ state }, number) => state.comment(number, { by: "bob", body: `${marker}\nfine` }),
    ],
    [
      "of another app's bot with the marker",
      ({ state }, number) => state.comment(number, { by: "renovate[bot]", body: `${marker}\nfine` }),
    ],
    [
      "of a person who took the bot's name",
      ({ state }, number) => {
        state.addAccount({ id: 666, login: "github-actions[bot]" });
        state.comment(number, { by: { id: 666, login: "github-actions[bot]" }, body: `${marker}\nfine` });
      },
    ],
    [
      "of the bot through another app",
      ({ state }, number) =>
        state.comment(number, {
          by: actionsBot,
          body: `${marker}\nfine`,
          app: { id: 7, slug: "other", name: "Other" },
        }),
    ],
    [
      "of another workflow that quotes the marker",
      ({ state }, number) => state.comment(number, { by: actionsBot, app: actionsApp, body: `Title:\n${marker}` }),
    ],
  ])("does not change a comment %s", async (_, spoof) => {
    const github = await aGithub();
    const number = aPullRequest(github);
    spoof(github, number);
    const [before] = bodiesOf(github, number);
    const { writer } = await github.client();
    expect(await writer.upsertComment(number, marker, "two changes")).toBe("created");
    expect(await writer.upsertComment(number, marker, "four changes")).toBe("updated");
    expect(bodiesOf(github, number)).toEqual([before, `${marker}\nfour changes`]);
  });

  it("is found behind a hundred others", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    for (let index = 0; index < 130; index += 1) github.state.comment(number, { by: "bob", body: `${index}` });
    const { writer } = await github.client();
    await writer.upsertComment(number, marker, "one");
    expect(await writer.upsertComment(number, marker, "two")).toBe("updated");
  });

  it("is not written a second time when a list of comments is incomplete", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    for (let index = 0; index < 130; index += 1) github.state.comment(number, { by: "bob", body: `${index}` });
    const { writer } = await github.client();
    await writer.upsertComment(number, marker, "one");
    github.sandbox.addFault({ fault: { kind: "cut-page" }, method: "GET", path: /comments$/, times: 1 });
    await expect(writer.upsertComment(number, marker, "two")).rejects.toMatchObject({ kind: "unexpected" });
    expect(bodiesOf(github, number).length).toBe(131);
  });

  it("is found by account for a personal token", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const { writer } = await github.client({ token: "ghp_ada-token" });
    await writer.upsertComment(number, marker, "one");
    github.state.renameAccount(11, "ada-lovelace");
    expect(await writer.upsertComment(number, marker, "two")).toBe("updated");
  });

  it("is found by the app's name, and not repeated under another name", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const named = await github.client({ token: "ghs_app-token", app: "rolecall" });
    expect(await named.writer.upsertComment(number, marker, "one")).toBe("created");
    expect(await named.writer.upsertComment(number, marker, "two")).toBe("updated");
    const unnamed = await github.client({ token: "ghs_app-token" });
    await expect(unnamed.writer.upsertComment(number, marker, "three")).rejects.toThrow(
      /The author of the comment is rolecall\[bot\]/,
    );
  });

  it("is not sent where it is longer than GitHub accepts", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const { writer } = await github.client();
    const room = 65_536 - marker.length - 1;
    await expect(writer.upsertComment(number, marker, "x".repeat(room + 1))).rejects.toMatchObject({
      kind: "rejected",
    });
    expect(github.sandbox.count()).toBe(0);
    expect(await writer.upsertComment(number, marker, "x".repeat(room))).toBe("created");
  });

  it("is read again when the answer is lost, and never written twice", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.sandbox.addFault({ fault: { kind: "status", status: 502, when: "after" }, method: "POST", times: 1 });
    const { writer } = await github.client();
    expect(await writer.upsertComment(number, marker, "one")).toBe("created");
    github.sandbox.addFault({ fault: { kind: "drop" }, method: "PATCH", times: 1 });
    expect(await writer.upsertComment(number, marker, "two")).toBe("updated");
    expect(bodiesOf(github, number)).toEqual([`${marker}\ntwo`]);
  });

  it("fails after one attempt when it was not written", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.sandbox.addFault({ fault: { kind: "status", status: 502 }, method: "POST" });
    const { writer } = await github.client();
    await expect(writer.upsertComment(number, marker, "one")).rejects.toMatchObject({ kind: "unavailable" });
    expect(github.sandbox.count({ method: "POST" })).toBe(1);
  });

  it("is refused for a fork's token, with a message", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    const { writer } = await github.client({ token: "ghs_fork-token" });
    await expect(writer.upsertComment(number, marker, "one")).rejects.toMatchObject({ kind: "denied" });
  });
});

const aCheck = (change: Partial<CheckResult> = {}): CheckResult => ({
  name: "Rolecall",
  commit: sha("give-bob-access-2"),
  conclusion: "success",
  title: "Two changes",
  summary: "digest abc",
  annotations: [],
  ...change,
});
const annotations = (count: number): CheckResult["annotations"] =>
  Array.from({ length: count }, (_, index) => ({
    file: "access/users/ada.yaml",
    line: index + 1,
    level: "warning",
    title: "lp/too-long",
    message: `finding ${index}`,
  }));

describe("the check", () => {
  it.each([
    [0, 1],
    [50, 1],
    [51, 2],
    [125, 3],
  ])("sends %d annotations in %d requests, each once and in order", async (count, requests) => {
    const github = await aGithub();
    const { writer } = await github.client();
    await writer.publishCheck(aCheck({ conclusion: "failure", annotations: annotations(count) }));
    expect(github.sandbox.count()).toBe(requests);
    const [run, ...others] = github.state.checkRuns(sha("give-bob-access-2"));
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      status: "completed",
      conclusion: "failure",
      title: "Two changes",
      summary: "digest abc",
    });
    expect(run?.app.id).toBe(15368);
    expect(run?.annotations.map(({ message }) => message)).toEqual(annotations(count).map(({ message }) => message));
  });

  it("is not a success when it fails between two batches", async () => {
    const github = await aGithub();
    github.sandbox.addFault({ fault: { kind: "status", status: 500 }, method: "PATCH" });
    const { writer } = await github.client();
    await expect(writer.publishCheck(aCheck({ annotations: annotations(60) }))).rejects.toMatchObject({
      kind: "unavailable",
    });
    // Not sent twice either: GitHub would add its annotations twice.
    expect(github.sandbox.count({ method: "PATCH" })).toBe(1);
    expect(github.state.checkRuns(sha("give-bob-access-2"))).toMatchObject([
      { status: "in_progress", conclusion: null },
    ]);
  });

  it("is not sent with a summary that is too long", async () => {
    const github = await aGithub();
    const { writer } = await github.client();
    await expect(writer.publishCheck(aCheck({ summary: "x".repeat(65_536) }))).rejects.toMatchObject({
      kind: "rejected",
    });
    expect(github.sandbox.count()).toBe(0);
    await writer.publishCheck(aCheck({ summary: "x".repeat(65_535), title: "y".repeat(400) }));
    expect(github.state.checkRuns(sha("give-bob-access-2"))).toMatchObject([{ status: "completed" }]);
  });

  it("is refused for a personal token, with a message", async () => {
    const github = await aGithub();
    const { writer } = await github.client({ token: "ghp_ada-token" });
    await expect(writer.publishCheck(aCheck())).rejects.toMatchObject({
      kind: "denied",
      message: expect.stringContaining("GitHub App"),
    });
  });
});

describe("a new pull request", () => {
  const request = {
    branch: "request-1",
    base: "main",
    title: "Bob asks for okta/github",
    body: "Until Friday",
    labels: ["access request"],
    reviewers: ["olga"],
    teamReviewers: ["security"],
  };
  const pushed = ({ state }: RunningGithub): void =>
    state.push("request-1", { by: "bob", commits: [{ sha: sha("r1"), by: "bob" }] });

  it("has its labels and reviewers", async () => {
    const github = await aGithub();
    pushed(github);
    const { writer, reader } = await github.client();
    const { number, url } = await writer.openPullRequest(request);
    const { labels, body, pull } = github.state.issue(number);
    expect([labels, body]).toEqual([["access request"], "Until Friday"]);
    expect(pull).toMatchObject({ reviewers: [{ login: "olga" }], teamReviewers: ["security"] });
    expect(await reader.pullRequest(number)).toMatchObject({ url, head: { commit: sha("r1"), branch: "request-1" } });
  });

  it("is opened once when the answer is lost", async () => {
    const github = await aGithub();
    pushed(github);
    const fault = { kind: "status", status: 502, when: "after" } as const;
    github.sandbox.addFault({ fault, method: "POST", path: /\/pulls$/, times: 1 });
    const { writer } = await github.client();
    const { number } = await writer.openPullRequest(request);
    expect(number).toBe(1);
    expect(github.state.issue(1).labels).toEqual(["access request"]);
    expect(() => github.state.issue(2)).toThrow();
  });

  it("names a branch that does not exist", async () => {
    const github = await aGithub();
    const { writer } = await github.client();
    await expect(writer.openPullRequest(request)).rejects.toMatchObject({
      kind: "rejected",
      message: expect.stringContaining("head does not exist"),
    });
  });

  it("is reported as open when a review could not be requested", async () => {
    const github = await aGithub();
    pushed(github);
    const { writer } = await github.client();
    await expect(writer.openPullRequest({ ...request, teamReviewers: ["nobody"] })).rejects.toThrow(
      /Pull request #1 is open, but without its reviewers/,
    );
  });
});
