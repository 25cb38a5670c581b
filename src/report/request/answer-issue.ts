import type { Finding } from "../../diagnostics/finding.ts";
import { sentenceForMarkdown } from "../escape.ts";
import { issueLabels } from "../../request/issue-form.ts";
import type { RequestOutcome } from "./outcome.ts";

/** The hidden line that identifies the answer of Rolecall. */
export const answerMarker = "<!-- rolecall:request -->";

const newIssueHint =
  "Submit the form again in a new issue. Edits of this issue are ignored, because users other than the author can make them.";

/** Returns the answer to an issue as Markdown; null: no answer. Everything that people wrote is inert. */
export function answerTo(outcome: RequestOutcome): string | null {
  switch (outcome.kind) {
    case "opened":
      return marked(
        `**Pull request opened:** ${outcome.url}`,
        "The pull request shows the findings and the required approvals. Access is granted after it is approved and merged.",
      );
    case "refused":
      return marked(
        "**The request breaks the rules. No pull request was opened.**",
        listed(outcome.findings.flatMap(({ message, remedy }: Finding) => [`${message} Fix: ${remedy}`])),
        newIssueHint,
      );
    case "files-have-errors":
      return marked(
        "**The files under access/ have errors, so access cannot be requested now.**",
        "You do not need to fix these errors. Submit the form again in a new issue after they are fixed.",
      );
    case "done":
    case "invalid-request":
      return null;
  }
}

/** Returns the answer to an invalid form. `problems` has one sentence on each line. */
export function answerToInvalidForm(problems: string): string {
  return marked(
    "**The form is not valid. No pull request was opened.**",
    listed(problems.split("\n").map(withFormLabels)),
    newIssueHint,
  );
}

/** The answer after a failure that the author of the issue did not cause. */
export const failureAnswer = marked(
  "**The request was not processed because of an internal failure. Your form did not cause it.**",
  "The log of the workflow run shows the failure. A maintainer of this repository can run the workflow again.",
);

/** The form label for each command-line option. */
const labels: Readonly<Record<string, string>> = {
  for: issueLabels.user,
  entitlement: issueLabels.wanted,
  role: issueLabels.wanted,
  reason: issueLabels.reason,
  ticket: issueLabels.ticket,
  expires: issueLabels.expires,
  "for-duration": issueLabels.expires,
};

function withFormLabels(problem: string): string {
  return problem.replaceAll(/(?<!\S)--([a-z]+(?:-[a-z]+)*)/g, (option, name: string) => {
    const label = labels[name];
    return label === undefined ? option : `"${label}"`;
  });
}

const maxLines = 20;
/** Escaping can make one hidden character eight characters long, and all lines must fit into one comment. */
const maxLineLength = 350;

function listed(lines: readonly string[]): string {
  const shown = lines
    .slice(0, maxLines)
    .map((line) => `- ${sentenceForMarkdown(line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line)}`);
  const rest = lines.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- … and ${rest} more`] : [])].join("\n");
}

function marked(...paragraphs: readonly string[]): string {
  return [answerMarker, ...paragraphs].join("\n\n");
}
