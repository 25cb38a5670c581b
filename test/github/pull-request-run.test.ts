import { describe, expect, it } from "vitest";
import type { Github } from "../../src/github/client.ts";
import { aGithub, aPullRequest } from "../sandbox/github/running-github.ts";

/** What the job of a pull request asks GitHub: the same questions, in the same order, with one comment and one check. */
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

describe("the requests of a pull request's run", () => {
  it("are seven, and one for each team that can matter", async () => {
    const github = await aGithub();
    const number = aPullRequest(github);
    github.state.review(number, { by: "olga", state: "APPROVED" });
    const client = await github.client({ token: "ghs_app-token", app: "rolecall" });
    await aPullRequestRun(client, number, []);
    expect(client.usage().requests).toBe(7);
    const next = await github.client({ token: "ghs_app-token", app: "rolecall" });
    await aPullRequestRun(next, number, [301]);
    // The organization's id comes with the pull request, so that the team costs no second request.
    expect(next.usage().requests).toBe(7);
    expect(github.sandbox.count({ path: /members$/ })).toBe(1);
    expect(github.sandbox.count()).toBe(14);
  });

  it("are six where nothing has changed, and grow by pages alone", async () => {
    const github = await aGithub();
    const number = aPullRequest(github, { commits: 150 });
    for (let index = 0; index < 250; index += 1) {
      github.state.review(number, { by: "olga", state: "COMMENTED" });
      github.state.comment(number, { by: "bob", body: `${index}` });
    }
    await aPullRequestRun(await github.client(), number, []);
    const again = await github.client();
    await aPullRequestRun(again, number, []);
    // Two more pages of reviews, one more of commits, two more of comments; the comment itself is left alone.
    expect(again.usage().requests).toBe(6 + 2 + 1 + 2);
  });
});
