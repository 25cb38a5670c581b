import { counted } from "../../support/counted.ts";
import type { UnapprovedCommits } from "./unapproved.ts";
import { unapprovedMarkdown } from "./unapproved.ts";

/** Returns the texts of a pull request that ratifies commits. What people wrote is inert in the body. */
export function ratifyText(unapproved: UnapprovedCommits): {
  readonly title: string;
  readonly body: string;
  readonly message: string;
} {
  const { branch, commits } = unapproved;
  const title = `Ratify ${counted(commits.length, "commit")} on ${branch}`;
  const { head, items } = unapprovedMarkdown(unapproved);
  const next =
    "This pull request changes no file. To approve what these commits change, approve it. To undo it, close this pull request and revert the commits through a pull request.";
  return { title, body: `${next}\n${head}${items.join("")}`, message: `${title}\n` };
}
