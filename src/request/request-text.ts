import type { GrantTarget, Tier } from "../model/documents.ts";
import { branchName } from "./branch-name.ts";
import { targetName } from "../model/grant-target.ts";

/** Who asked, and how it is known. */
export type Asked =
  /** Said by whoever ran the command, or by their git configuration. */
  | { readonly kind: "command"; readonly user: string }
  /** The author of an issue, known by the immutable id of their account. */
  | { readonly kind: "issue"; readonly user: string; readonly account: number; readonly login: string };

export interface RequestFacts {
  /** Who shall have it. */
  readonly user: string;
  readonly asked: Asked;
  readonly target: GrantTarget;
  readonly tier: Tier;
  readonly path: string;
  readonly reason: string;
  readonly ticket: string | null;
  readonly starts: string | null;
  readonly expires: string | null;
  /** One line for each thing that is newly wrong. */
  readonly findings: readonly string[];
  /** One line for each stage of approval. */
  readonly approvals: readonly string[];
  /** The rules say no, and it was asked all the same. */
  readonly isDraft: boolean;
}

/** A pull request in words. */
export interface RequestText {
  readonly branch: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly labels: readonly string[];
  readonly commitMessage: string;
}

/**
 * The words of a request. Title, branch and commit message are made of ids alone: a reason in a commit message could close
 * issues or call people by name. `quote` makes Markdown in which a text does nothing (threat O1); everything that people
 * wrote goes through it.
 */
export function requestText(facts: RequestFacts, quote: (text: string) => string): RequestText {
  const { user, target, tier, expires, isDraft } = facts;
  const name = targetName(target);
  const subject = `Give ${name} to ${user}`;
  return {
    branch: branchName(user, target),
    title: `${isDraft ? "Draft: " : ""}${subject}${expires === null ? "" : ` until ${expires}`}`,
    body: bodyOf(facts, quote),
    labels: ["access-request", `tier:${tier}`, ...(isDraft ? ["draft"] : [])],
    commitMessage: `${subject}\n\n${trailersOf(facts.asked)}`,
  };
}

/**
 * After an issue, a bot opens the pull request. Its real author is then named by GitHub's address of their account, which
 * the judgement of reviews reads, so that nobody approves what they asked for.
 */
function trailersOf(asked: Asked): string {
  const requestedBy = `Requested-by: ${asked.user}\n`;
  if (asked.kind === "command") return requestedBy;
  const { user, account, login } = asked;
  return `${requestedBy}Co-authored-by: ${user} <${account}+${login}@users.noreply.github.com>\n`;
}

function bodyOf(facts: RequestFacts, quote: (text: string) => string): string {
  const { user, asked, target, tier, path, reason, ticket, starts, expires, findings, approvals, isDraft } = facts;
  const rows: readonly (readonly [string, string])[] = [
    ["For", quote(user)],
    ["What", `${quote(targetName(target))} (tier ${tier})`],
    ["Reason", quote(reason)],
    ["Ticket", ticket === null ? "none" : quote(ticket)],
    ["Starts", starts === null ? "at once" : quote(starts)],
    ["Ends", expires === null ? "never" : quote(expires)],
    ["Asked by", askedText(asked, user, quote)],
    ["File", quote(path)],
  ];
  const table = ["| Request | |", "| --- | --- |", ...rows.map(([label, value]) => `| ${label} | ${value} |`)];
  return [
    ...table,
    "",
    isDraft ? "**The rules say no to this; it is shown for discussion.**" : "**The rules have nothing against it.**",
    ...(findings.length === 0 ? [] : ["", "What is new and wrong:", "", ...listOf(findings, quote)]),
    "",
    approvals.length === 0 ? "No approval is asked for beyond the file's code owner." : "Who has to approve:",
    ...(approvals.length === 0 ? [] : ["", ...listOf(approvals, quote)]),
    "",
  ].join("\n");
}

function askedText(asked: Asked, user: string, quote: (text: string) => string): string {
  const who = asked.user === user ? "themselves" : quote(asked.user);
  return asked.kind === "issue" ? `${who}, by an issue of account ${asked.account}` : who;
}

/** A pull request's text has an end: the check shows the rest. */
const shown = 20;
const longestLine = 600;

function listOf(lines: readonly string[], quote: (text: string) => string): readonly string[] {
  const listed = lines
    .slice(0, shown)
    .map((line) => `- ${quote(line.length > longestLine ? `${line.slice(0, longestLine)}…` : line)}`);
  return lines.length > shown ? [...listed, `- … and ${lines.length - shown} more`] : listed;
}
