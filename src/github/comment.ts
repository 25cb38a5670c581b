import { accountField } from "./accounts.ts";
import type { GithubApi } from "./github-api.ts";
import { GithubFailure, isGithubFailure } from "../ports/github-failure.ts";
import { isJson, jsonIn, maybeText, numberField } from "./json.ts";
import type { Json } from "./json.ts";
import { isBy } from "./own-author.ts";
import type { OwnAuthor } from "./own-author.ts";

/** The longest comment that GitHub takes, in characters. */
export const longestComment = 65_536;

export interface WantedComment {
  readonly pullRequest: number;
  /** A hidden line, `<!-- … -->`, by which the comment is found again; it is the comment's first line. */
  readonly marker: string;
  readonly body: string;
}

/**
 * Makes our one comment say the body. It is found by author and by its first line: anybody can copy a marker, nobody
 * can write as our account; and text that repeats the marker further down, in another tool's comment, is not ours.
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
      `The comment has ${body.length} characters and GitHub takes ${longestComment}. Publish a shorter one that links to the whole.`,
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

function firstLineMarked({ marker, body }: WantedComment): string {
  return body.startsWith(marker) ? body : `${marker}\n${body}`;
}

/** GitHub may give line ends back in another form. */
const sameText = (left: string, right: string): boolean => normal(left) === normal(right);
const normal = (text: string): string => text.replaceAll("\r\n", "\n").trim();

/** The oldest of ours: a second one can only come from two runs at the same moment. */
async function findComment(
  api: GithubApi,
  { pullRequest, marker }: WantedComment,
  self: OwnAuthor,
): Promise<Json | null> {
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
  const doing = `list the comments of pull request #${pullRequest}`;
  const comments = await api.list({ route, doing, parameters: { issue_number: pullRequest } });
  const ours = comments.find(
    (comment) => isBy(comment, self) && (maybeText(comment, "body", doing) ?? "").trimStart().startsWith(marker),
  );
  return ours ?? null;
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
    ensureOurs(jsonIn(answer, doing), self);
    return "created";
  } catch (error) {
    // The answer was lost and the comment may stand: look, and never write a second one on a guess.
    if (!isGithubFailure(error, "unavailable")) throw error;
    if ((await findComment(api, wanted, self)) === null) throw error;
    return "created";
  }
}

/** A comment under another name would not be found by the next run, which would add one more. */
function ensureOurs(comment: Json, self: OwnAuthor): void {
  if (isBy(comment, self)) return;
  const name = isJson(comment["user"]) ? (accountField(comment, "user", "a comment")?.login ?? "nobody") : "nobody";
  throw new GithubFailure(
    "rejected",
    `The comment was written as ${name}, and Rolecall looks for its own under ${self.name}. Name the app whose token is used, or the next run writes another comment.`,
  );
}
