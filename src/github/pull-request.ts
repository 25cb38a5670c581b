import type { GithubPullRequest } from "../ports/github.ts";
import { accountField, knownAccount } from "./accounts.ts";
import { flagField, isJson, numberField, objectField, textField } from "./json.ts";
import type { Json } from "./json.ts";

/** A pull request, with fields that GitHub gives only in the answer about one pull request. */
export interface ReadPullRequest {
  readonly request: GithubPullRequest;
  /** The number of its commits. */
  readonly commits: number;
  /** The immutable id of the organization or person that owns the repository. */
  readonly owner: number;
}

/** Parses the answer about one pull request; entries of lists lack required fields. */
export function pullRequestIn(answer: Json): ReadPullRequest {
  const number = numberField(answer, "number", "a pull request");
  const what = `pull request #${number}`;
  const [head, base] = [objectField(answer, "head", what), objectField(answer, "base", what)];
  const repository = objectField(base, "repo", what);
  const isMerged = flagField(answer, "merged", what);
  const request: GithubPullRequest = {
    number,
    url: textField(answer, "html_url", what),
    title: textField(answer, "title", what),
    author: knownAccount(answer, "user", what),
    state: isMerged ? "merged" : textField(answer, "state", what) === "open" ? "open" : "closed",
    isFork: isFork(head, numberField(repository, "id", what)),
    head: sideIn(head, what),
    base: sideIn(base, what),
    // Before the merge this field holds a test merge, which is not a commit of the branch.
    mergeCommit: isMerged ? textField(answer, "merge_commit_sha", what) : null,
    mergedBy: isMerged ? accountField(answer, "merged_by", what) : null,
  };
  const owner = numberField(objectField(repository, "owner", what), "id", what);
  return { request, commits: numberField(answer, "commits", what), owner };
}

function sideIn(side: Json, what: string): { readonly commit: string; readonly branch: string } {
  return { commit: textField(side, "sha", what), branch: textField(side, "ref", what) };
}

/** A head whose repository was deleted came from a fork: the base repository exists. */
function isFork(head: Json, base: number): boolean {
  const from = head["repo"];
  return !isJson(from) || from["id"] !== base;
}
