import { accountField } from "./accounts.ts";
import type { OwnComment } from "../ports/github.ts";
import type { GithubApi } from "./github-api.ts";
import { GithubFailure, isGithubFailure } from "../ports/github-failure.ts";
import { isJson, jsonIn, maybeText, numberField, textField } from "./json.ts";
import type { Json } from "./json.ts";
import { isBy } from "./own-author.ts";
import type { OwnAuthor } from "./own-author.ts";

/** The longest comment that GitHub accepts, in characters. */
export const longestComment = 65_536;

export interface WantedComment {
  readonly pullRequest: number;
  /** A hidden line, `<!-- … -->`, that identifies the comment; it is the comment's first line. */
  readonly marker: string;
  readonly body: string;
}

/**
 * Creates or updates Rolecall's comment so that it has this body. The comment is identified by author and by its first
 * line: others can copy a marker, but cannot write with this account. A comment that has the marker further down belongs
 * to another tool.
 */
export async function upsertComment(
  api: GithubApi,
  wanted: WantedComment,
  author: () => Promise<OwnAuthor>,
): Promise<"created" | "updated" | "unchanged"> {
  const body = firstLineMarked(wanted);
  if (body.length > longestComment)
    throw new GithubFailure(
      "rejected",
      `The comment is too long: expected at most ${longestComment} characters, got ${body.length}. Publish a shorter comment that links to the full text.`,
    );
  const self = await author();
  const existing = await findComment(api, wanted, self);
  if (existing === null) return createComment(api, { wanted, body, self });
  if (sameText(maybeText(existing, "body", "a comment") ?? "", body)) return "unchanged";
  await api.write({
    route: "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    doing: `update the comment on pull request #${wanted.pullRequest}`,
    parameters: { comment_id: numberField(existing, "id", "a comment"), body },
    isRepeatable: true,
  });
  return "updated";
}

/** Returns Rolecall's comment, found as `upsertComment` finds it; null: there is none. */
export async function ownComment(
  api: GithubApi,
  wanted: Pick<WantedComment, "pullRequest" | "marker">,
  author: () => Promise<OwnAuthor>,
): Promise<OwnComment | null> {
  const found = await findComment(api, wanted, await author());
  if (found === null) return null;
  return {
    body: (maybeText(found, "body", "a comment") ?? "").replaceAll("\r\n", "\n"),
    url: textField(found, "html_url", "a comment"),
  };
}

function firstLineMarked({ marker, body }: WantedComment): string {
  return body.startsWith(marker) ? body : `${marker}\n${body}`;
}

/** Compares without regard to line endings, which GitHub may change. */
const sameText = (left: string, right: string): boolean => normal(left) === normal(right);
const normal = (text: string): string => text.replaceAll("\r\n", "\n").trim();

/** Returns the oldest own comment: a second one exists only when two runs wrote at the same moment. */
async function findComment(
  api: GithubApi,
  { pullRequest, marker }: Pick<WantedComment, "pullRequest" | "marker">,
  self: OwnAuthor,
): Promise<Json | null> {
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
  const doing = `list the comments of pull request #${pullRequest}`;
  const comments = await api.list({ route, doing, parameters: { issue_number: pullRequest } });
  const own = comments.find(
    (comment) => isBy(comment, self) && (maybeText(comment, "body", doing) ?? "").trimStart().startsWith(marker),
  );
  return own ?? null;
}

async function createComment(
  api: GithubApi,
  { wanted, body, self }: { readonly wanted: WantedComment; readonly body: string; readonly self: OwnAuthor },
): Promise<"created"> {
  const doing = `comment on pull request #${wanted.pullRequest}`;
  const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
  const parameters = { issue_number: wanted.pullRequest, body };
  try {
    const answer = await api.write({ route, doing, parameters, isRepeatable: false });
    ensureOwn(jsonIn(answer, doing), self);
    return "created";
  } catch (error) {
    // The answer was lost and the comment may exist: check before writing a second one.
    if (!isGithubFailure(error, "unavailable")) throw error;
    if ((await findComment(api, wanted, self)) === null) throw error;
    return "created";
  }
}

/** Rejects a comment with another author: the next run would not find it and would add one more. */
function ensureOwn(comment: Json, self: OwnAuthor): void {
  if (isBy(comment, self)) return;
  const name = isJson(comment["user"]) ? (accountField(comment, "user", "a comment")?.login ?? "unknown") : "unknown";
  throw new GithubFailure(
    "rejected",
    `The author of the comment is ${name}: expected ${self.name}. Set ROLECALL_GITHUB_APP to the slug of the app that the token belongs to; otherwise each run adds a comment.`,
  );
}
