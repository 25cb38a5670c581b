import { counted } from "../../support/counted.ts";
import { forMarkdown, forTerminal, sentenceForMarkdown } from "../escape.ts";

/** The commits of the protected branch that are not approved and that a pull request therefore covers. */
export interface UnapprovedCommits {
  readonly branch: string;
  /** Oldest first. `reason`: why the commit does not count as approved, as a sentence. */
  readonly commits: readonly { readonly commit: string; readonly reason: string }[];
}

const explanation =
  "The access changes of this pull request include what these commits change, and its approvals cover it. An approval counts only if the reviewed commit contains them: update the branch of the pull request first.";

/** Returns the commits as lines for a terminal; empty without commits. */
export function renderUnapproved({ branch, commits }: UnapprovedCommits): string {
  if (commits.length === 0) return "";
  const lines = commits.map(({ commit, reason }) => `  ${commit.slice(0, 12)} ${reason}`);
  return `${[headingOf(branch, commits.length), ...lines, explanation].map(forTerminal).join("\n")}\n`;
}

/** Returns the heading and the items of a section in Markdown. */
export function unapprovedMarkdown({ branch, commits }: UnapprovedCommits): {
  readonly head: string;
  readonly items: readonly string[];
} {
  return {
    head: `\n### ${sentenceForMarkdown(headingOf(branch, commits.length))}\n\n${explanation}\n\n`,
    items: commits.map(
      ({ commit, reason }) => `- ${forMarkdown(commit.slice(0, 12))}: ${sentenceForMarkdown(reason)}\n`,
    ),
  };
}

const headingOf = (branch: string, count: number): string =>
  `${branch} has ${counted(count, "commit")} without an approval`;
