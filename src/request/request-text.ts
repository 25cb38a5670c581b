import type { GrantTarget, Tier } from "../model/documents.ts";
import { branchName } from "./branch-name.ts";
import { targetName } from "../model/grant-target.ts";

/** The requester, and how the requester is known. */
export type RequestedBy =
  /** Named by the command line or the git configuration; not verified. */
  | { readonly kind: "command"; readonly user: string }
  /** The author of an issue, identified by the immutable id of their account. */
  | { readonly kind: "issue"; readonly user: string; readonly account: number; readonly login: string };

export interface RequestFacts {
  /** The user who gets the access. */
  readonly user: string;
  readonly requestedBy: RequestedBy;
  readonly target: GrantTarget;
  readonly tier: Tier;
  readonly path: string;
  readonly reason: string;
  readonly ticket: string | null;
  /** When the present grant expires that the request renews; null: the request gives new access. */
  readonly renews: string | null;
  readonly starts: string | null;
  readonly expires: string | null;
  /** One line for each new finding. */
  readonly findings: readonly string[];
  /** One line for each stage of approval. */
  readonly approvals: readonly string[];
  /** True: the request breaks rules and is proposed for discussion. */
  readonly isDraft: boolean;
}

/** The text of a pull request and its commit. */
export interface RequestText {
  readonly branch: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly labels: readonly string[];
  readonly commitMessage: string;
}

/**
 * Returns the text of a request. Title, branch and commit message contain only ids: a reason in a commit message could close
 * issues or mention people. `quote` escapes a text for Markdown (threat O1) and is applied to all text that people wrote.
 */
export function requestText(facts: RequestFacts, quote: (text: string) => string): RequestText {
  const { user, target, tier, expires, renews, isDraft } = facts;
  const name = targetName(target);
  const subject = renews === null ? `Give ${name} to ${user}` : `Renew ${name} for ${user}`;
  return {
    branch: branchName(user, target, renews),
    title: `${isDraft ? "Draft: " : ""}${subject}${expires === null ? "" : ` until ${expires}`}`,
    body: bodyOf(facts, quote),
    labels: ["access-request", `tier:${tier}`, ...(isDraft ? ["draft"] : [])],
    commitMessage: `${subject}\n\n${trailersOf(facts.requestedBy)}`,
  };
}

/**
 * Returns the trailers of the commit. For an issue, a bot opens the pull request, so the requester is named as co-author with
 * GitHub's no-reply address. The judgement of reviews reads it, so that requesters cannot approve their own request.
 */
function trailersOf(requestedBy: RequestedBy): string {
  const trailer = `Requested-by: ${requestedBy.user}\n`;
  if (requestedBy.kind === "command") return trailer;
  const { user, account, login } = requestedBy;
  return `${trailer}Co-authored-by: ${user} <${account}+${login}@users.noreply.github.com>\n`;
}

function bodyOf(facts: RequestFacts, quote: (text: string) => string): string {
  const { user, requestedBy, target, tier, path, reason, ticket, renews, starts, expires } = facts;
  const { findings, approvals, isDraft } = facts;
  const rows: readonly (readonly [string, string])[] = [
    ["User", quote(user)],
    ["Access", `${quote(targetName(target))} (tier ${tier})`],
    ["Reason", quote(reason)],
    ["Ticket", ticket === null ? "none" : quote(ticket)],
    ...(renews === null ? [] : [["Renews", `the access that expires on ${quote(renews)}`] as const]),
    ["Starts", starts === null ? "immediately" : quote(starts)],
    ["Expires", expires === null ? "never" : quote(expires)],
    ["Requested by", requesterText(requestedBy, user, quote)],
    ["File", quote(path)],
  ];
  const table = ["| Request | |", "| --- | --- |", ...rows.map(([label, value]) => `| ${label} | ${value} |`)];
  return [
    ...table,
    "",
    isDraft ? "**This request breaks rules. It is a draft for discussion.**" : "**This request breaks no rule.**",
    ...(findings.length === 0 ? [] : ["", "New findings:", "", ...listOf(findings, quote)]),
    "",
    approvals.length === 0 ? "No approval is required except the code owner's." : "Who has to approve:",
    ...(approvals.length === 0 ? [] : ["", ...listOf(approvals, quote)]),
    "",
  ].join("\n");
}

function requesterText(requestedBy: RequestedBy, user: string, quote: (text: string) => string): string {
  const who = requestedBy.user === user ? "themselves" : quote(requestedBy.user);
  return requestedBy.kind === "issue" ? `${who}, in an issue by account ${requestedBy.account}` : who;
}

/** Limits for the pull request's text. The check shows the rest. */
const shown = 20;
const longestLine = 600;

function listOf(lines: readonly string[], quote: (text: string) => string): readonly string[] {
  const listed = lines
    .slice(0, shown)
    .map((line) => `- ${quote(line.length > longestLine ? `${line.slice(0, longestLine)}…` : line)}`);
  return lines.length > shown ? [...listed, `- … and ${lines.length - shown} more`] : listed;
}
