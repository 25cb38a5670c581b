import type { Clock } from "../ports/clock.ts";
import type { GithubCommit, GithubPullRequest, GithubPush, GithubReader, GithubReview } from "../ports/github.ts";
import { accountField, accountIn, knownAccount, deletedAccount } from "./accounts.ts";
import { readBranchRules } from "./branch-rules.ts";
import type { GithubApi } from "./github-api.ts";
import { GithubFailure } from "../ports/github-failure.ts";
import { flagField, maybeText, numberField, objectField, textField } from "./json.ts";
import type { Json } from "./json.ts";
import { pullRequestIn } from "./pull-request.ts";
import type { ReadPullRequest } from "./pull-request.ts";

/** GitHub lists at most this many commits of a pull request. */
const mostCommits = 250;

/** How often to read the list of pushes, and the pause between: it can be later than the pull request. */
const mostAttempts = 4;
const retryPause = 2000;

/**
 * Reads GitHub through its API. Keeps the pull requests that were read, and checks the lists of their commits and pushes
 * against them. Other lists have no second source: a last page that is short by mistake looks like a complete one.
 */
export function createReader(api: GithubApi, clock: Clock): GithubReader {
  const pulls = new Map<number, ReadPullRequest>();
  let owner: number | undefined;

  async function readPull(number: number): Promise<ReadPullRequest> {
    const doing = `read pull request #${number}`;
    const parameters = { pull_number: number };
    const pull = pullRequestIn(
      await api.get({ route: "GET /repos/{owner}/{repo}/pulls/{pull_number}", doing, parameters }),
    );
    pulls.set(number, pull);
    owner = pull.owner;
    return pull;
  }

  async function readOwner(): Promise<number> {
    const doing = "read the repository";
    const repository = await api.get({ route: "GET /repos/{owner}/{repo}", doing });
    return numberField(objectField(repository, "owner", doing), "id", doing);
  }

  async function listCommits(number: number): Promise<readonly GithubCommit[]> {
    const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits";
    const doing = `list the commits of pull request #${number}`;
    return (await api.list({ route, doing, parameters: { pull_number: number }, key: "sha" })).map(commitIn);
  }

  async function listPushes(branch: string): Promise<readonly GithubPush[]> {
    const route = "GET /repos/{owner}/{repo}/activity";
    const doing = `list the pushes to ${branch}`;
    const activity = await api.list({ route, doing, parameters: { ref: `refs/heads/${branch}` } });
    return activity.filter((entry) => entry["activity_type"] !== "branch_deletion").map(pushIn);
  }

  return {
    pullRequest: async (number) => (await readPull(number)).request,

    async pullRequestsOfCommit(sha) {
      const route = "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls";
      const doing = `list the pull requests of commit ${sha}`;
      const listed = await api.list({ route, doing, parameters: { commit_sha: sha } });
      const requests: GithubPullRequest[] = [];
      // Only the answer about one pull request names who merged it.
      for (const item of listed) requests.push((await readPull(numberField(item, "number", doing))).request);
      return requests;
    },

    async openPullRequestsAt(commit) {
      // Not the list of a commit's pull requests: it can leave open ones out when a merged one has the commit.
      const route = "GET /repos/{owner}/{repo}/pulls";
      const doing = "list the open pull requests";
      const open = await api.list({ route, doing, parameters: { state: "open" } });
      const found = open.filter((item) => textField(objectField(item, "head", doing), "sha", doing) === commit);
      return found.map((item) => numberField(item, "number", doing));
    },

    async reviews(number) {
      const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews";
      const doing = `list the reviews of pull request #${number}`;
      return (await api.list({ route, doing, parameters: { pull_number: number } })).map(reviewIn);
    },

    async commits(number) {
      const known = pulls.get(number) ?? (await readPull(number));
      const commits = await listCommits(number);
      if (isComplete(commits, known)) return commits;
      // A push may have happened between the two answers: read both again.
      const fresh = await readPull(number);
      const again = await listCommits(number);
      if (isComplete(again, fresh)) return again;
      throw new GithubFailure("unexpected", incompleteCommits(number, again.length, fresh.commits));
    },

    async pushes(branch) {
      // The author of the last push must not approve it, so the push of each known head must be in the list.
      const heads = [...pulls.values()].filter(({ request }) => !request.isFork && request.head.branch === branch);
      for (let attempt = 1; ; attempt += 1) {
        const pushes = await listPushes(branch);
        const missing = heads.find(({ request }) => !pushes.some(({ after }) => after === request.head.commit));
        if (pushes.length > 0 && missing === undefined) return pushes;
        if (attempt >= mostAttempts) throw new GithubFailure("unexpected", unknownPush(branch, missing));
        await clock.sleep(retryPause);
      }
    },

    async teamMembers(team) {
      owner ??= await readOwner();
      // By ids: a team's name can change and another team can take it. GitHub documents the route by name; its links to
      // further pages use this form by ids.
      const route = "GET /organizations/{org_id}/team/{team_id}/members";
      const doing = `list the members of team ${team}`;
      const members = await api.list({ route, doing, parameters: { org_id: owner, team_id: team } });
      return members.map((member) => accountIn(member, doing));
    },

    branchRules: (branch) => readBranchRules(api, branch),

    async branch(name) {
      const doing = `read the branch ${name}`;
      const route = "GET /repos/{owner}/{repo}/branches/{branch}";
      const answer = await api.get({ route, doing, parameters: { branch: name } });
      const commit = textField(objectField(answer, "commit", doing), "sha", doing);
      // This field covers classic protection; a ruleset that requires a pull request protects the branch as well.
      const isProtected =
        flagField(answer, "protected", doing) || (await readBranchRules(api, name)).pullRequestRequired === true;
      return { commit, isProtected };
    },
  };
}

/** Matches a list that ends with the head and has as many commits as the pull request. */
function isComplete(commits: readonly GithubCommit[], { request, commits: count }: ReadPullRequest): boolean {
  return commits.length === count && commits.at(-1)?.sha === request.head.commit;
}

function incompleteCommits(number: number, listed: number, count: number): string {
  if (count > mostCommits)
    return `Pull request #${number} has ${count} commits, and GitHub lists at most ${mostCommits}. Split the pull request, or squash its commits.`;
  return `The list of commits of pull request #${number} is incomplete: expected ${count}, got ${listed}. Rolecall does not use it. Run the command again.`;
}

function unknownPush(branch: string, missing: ReadPullRequest | undefined): string {
  const what =
    missing === undefined ? `any push to ${branch}` : `the push of ${missing.request.head.commit} to ${branch}`;
  return `GitHub does not name the account of ${what}, so no approval can be judged. Run the command again. If it fails again, push the branch again.`;
}

function commitIn(answer: Json): GithubCommit {
  const sha = textField(answer, "sha", "a commit");
  const what = `commit ${sha}`;
  const written = objectField(answer, "commit", what);
  return {
    sha,
    message: textField(written, "message", what),
    authorAddress: addressField(written, "author", what),
    committerAddress: addressField(written, "committer", what),
    author: accountField(answer, "author", what),
    committer: accountField(answer, "committer", what),
  };
}

/** Returns the address of the author or committer that the commit names; null where it names none. */
function addressField(written: Json, field: "author" | "committer", what: string): string | null {
  const person = written[field];
  return person === undefined || person === null ? null : maybeText(objectField(written, field, what), "email", what);
}

const states: Readonly<Record<string, GithubReview["state"]>> = {
  APPROVED: "approved",
  CHANGES_REQUESTED: "changes-requested",
  COMMENTED: "commented",
  DISMISSED: "dismissed",
  PENDING: "pending",
};

function reviewIn(answer: Json): GithubReview {
  const id = numberField(answer, "id", "a review");
  const what = `review ${id}`;
  const word = textField(answer, "state", what);
  const state = Object.hasOwn(states, word) ? states[word] : undefined;
  if (state === undefined) throw new GithubFailure("unexpected", `GitHub's answer has an unknown state for ${what}.`);
  return {
    id,
    by: accountField(answer, "user", what) ?? deletedAccount,
    state,
    // A review of a deleted commit matches no commit of the change, so it does not count.
    commit: maybeText(answer, "commit_id", what) ?? "",
    at: maybeText(answer, "submitted_at", what) ?? "",
    body: maybeText(answer, "body", what) ?? "",
  };
}

function pushIn(answer: Json): GithubPush {
  const after = textField(answer, "after", "a push");
  const what = `the push of ${after}`;
  return { by: knownAccount(answer, "actor", what), after, at: textField(answer, "timestamp", what) };
}
