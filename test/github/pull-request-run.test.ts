import { describe, expect, it } from "vitest";
import type { Github } from "../../src/github/client.ts";
import { aGithub, aPullRequest } from "../sandbox/github/running-github.ts";

/** Sends the requests of a pull request's job: the same requests in the same order, with one comment and one check. */
async function aPullRequestRun({ reader, writer }: Github, number: number, teams: readonly number[]): Promise<void> {
  const pull = await reader.pullRequest(number);
  const reviews = await reader.reviews(number);
  const commits = await reader.commits(number);
  const pushes = await reader.pushes(pull.head.branch);
  for (const team of teams) await reader.teamMembers(team);
  const text = `${reviews.length} reviews, ${commits.length} commits, ${pushes.length} pushes`;
  await writer.upsertComment(number, "<!-- rolecall plan -->", text);
  await writer.publishCheck({
    name: "Rolecall",
    commit: pull.head.commit,
    conclusion: "neutral",
    title: text,
    summary: text,
    annotations: [],
  });
}

describe("the number of requests of a pull request's run", () => {
  it("is seven, plus one for each relevant team", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.state.review(number, { by: "olga", state: "APPROVED" });
    const client = await github.client({ token: "ghs_app-token", app: "rolecall" });
    await aPullRequestRun(client, number, []);
    expect(client.usage().requests).toBe(7);
    const next = await github.client({ token: "ghs_app-token", app: "rolecall" });
    await aPullRequestRun(next, number, [301]);
    // The pull request contains the organization's id, so the team needs no second request.
    expect(next.usage().requests).toBe(7);
    expect(github.sandbox.count({ path: /members$/ })).toBe(1);
    expect(github.sandbox.count()).toBe(14);
  });

  it("is six where nothing has changed, and grows only with pages", async () => {
    const github = await aGithub();
    const number = aPullRequest(github, { commits: 150 });
    for (let index = 0; index < 250; index += 1) {
      github.state.review(number, { by: "olga", state: "COMMENTED" });
      github.state.comment(number, { by: "bob", body: `${index}` });
    }
    await aPullRequestRun(await github.client(), number, []);
    const again = await github.client();
    await aPullRequestRun(again, number, []);
    // Two more pages of reviews, one more of commits, two more of comments; the comment itself is not written.
    expect(again.usage().requests).toBe(6 + 2 + 1 + 2);
  });
});
