import type { NewPullRequest } from "../ports/github.ts";
import type { GithubApi } from "./github-api.ts";
import { GithubFailure, isGithubFailure } from "../ports/github-failure.ts";
import { jsonIn, numberField, textField } from "./json.ts";
import type { Json } from "./json.ts";

/** The longest body that GitHub accepts, in characters. */
const longestBody = 65_536;

/** Opens a pull request for a branch that was pushed, with its labels and reviewers. */
export async function openPullRequest(
  api: GithubApi,
  request: NewPullRequest,
  owner: string,
): Promise<{ readonly number: number; readonly url: string }> {
  if (request.body.length > longestBody)
    throw new GithubFailure(
      "rejected",
      `The text of the pull request is too long: expected at most ${longestBody} characters, got ${request.body.length}.`,
    );
  const opened = await create(api, request, owner);
  const number = numberField(opened, "number", "the pull request");
  const url = textField(opened, "html_url", "the pull request");
  const { labels, reviewers, teamReviewers } = request;
  if (labels.length > 0)
    await addDetail(number, "labels", () =>
      api.write({
        route: "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
        doing: `label pull request #${number}`,
        parameters: { issue_number: number, labels },
        isRepeatable: true,
      }),
    );
  if (reviewers.length + teamReviewers.length > 0)
    await addDetail(number, "reviewers", () =>
      api.write({
        route: "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
        doing: `ask for reviews of pull request #${number}`,
        parameters: { pull_number: number, reviewers, team_reviewers: teamReviewers },
        isRepeatable: true,
      }),
    );
  return { number, url };
}

async function create(api: GithubApi, { branch, base, title, body }: NewPullRequest, owner: string): Promise<Json> {
  const doing = `open a pull request for ${branch}`;
  const route = "POST /repos/{owner}/{repo}/pulls";
  try {
    const parameters = { head: branch, base, title, body };
    return jsonIn(await api.write({ route, doing, parameters, isRepeatable: false }), doing);
  } catch (error) {
    // The answer was lost and the pull request may be open: find it by its branch.
    if (!isGithubFailure(error, "unavailable")) throw error;
    const parameters = { head: `${owner}:${branch}`, base, state: "open" };
    const [found] = await api.list({ route: "GET /repos/{owner}/{repo}/pulls", doing, parameters });
    if (found === undefined) throw error;
    return found;
  }
}

/** Adds details to an open pull request. A failure states that the pull request is open. */
async function addDetail(number: number, what: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isGithubFailure(error)) throw error;
    const message = `Pull request #${number} is open, but without its ${what}. ${error.message}`;
    throw new GithubFailure(error.kind, message, { opened: number });
  }
}
