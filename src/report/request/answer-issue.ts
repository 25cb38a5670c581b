import type { Finding } from "../../diagnostics/finding.ts";
import { wordsForMarkdown } from "../escape.ts";
import { issueLabels } from "../../request/issue-form.ts";
import type { RequestOutcome } from "./outcome.ts";

/** By which our answer is found again. */
export const answerMarker = "<!-- rolecall:request -->";

const anew =
  "Fill the form again, in a new issue: an edit of this one starts nothing, because others than its author can make it.";

/** The answer to an issue, in Markdown; null where there is nothing to say. What people wrote does nothing in it. */
export function answerTo(outcome: RequestOutcome): string | null {
  switch (outcome.kind) {
    case "opened":
      return marked(
        `**The request is open:** ${outcome.url}`,
        "Its text shows what the rules say and who has to approve. Access is given once it is approved and merged.",
      );
    case "refused":
      return marked(
        "**The rules say no to this, so no pull request was opened.**",
        listed(outcome.findings.flatMap(({ message, remedy }: Finding) => [`${message} Next: ${remedy}`])),
        anew,
      );
    case "files-have-errors":
      return marked(
        "**The files under access/ have errors at the moment, so access cannot be requested.**",
        "That is not for you to repair. Ask again, in a new issue, once they are right.",
      );
    case "done":
    case "invalid-request":
      return null;
  }
}

/** The answer to a form that says nothing that could be asked for; `problems` are sentences, one on each line. */
export function answerToInvalidRequest(problems: string): string {
  return marked(
    "**No pull request was opened: something in the form is not right.**",
    listed(problems.split("\n").map(inWordsOfTheForm)),
    anew,
  );
}

/** The answer where something failed that its author can do nothing about. */
export const answerToFailure = marked(
  "**Something failed here, and not because of what you wrote.**",
  "The log of the workflow's run says what. Whoever looks after this repository can run it again.",
);

/** Options of the command line, by the heading of the form that fills them. */
const headings: Readonly<Record<string, string>> = {
  for: issueLabels.user,
  entitlement: issueLabels.wanted,
  role: issueLabels.wanted,
  reason: issueLabels.reason,
  ticket: issueLabels.ticket,
  expires: issueLabels.expires,
  "for-duration": issueLabels.expires,
};

function inWordsOfTheForm(problem: string): string {
  return problem.replaceAll(/(?<!\S)--([a-z]+(?:-[a-z]+)*)/g, (option, name: string) => {
    const heading = headings[name];
    return heading === undefined ? option : `"${heading}"`;
  });
}

const mostLines = 20;
/** A character that hides text is shown by eight others, and all of the lines have to fit into one comment. */
const longestLine = 350;

function listed(lines: readonly string[]): string {
  const shown = lines
    .slice(0, mostLines)
    .map((line) => `- ${wordsForMarkdown(line.length > longestLine ? `${line.slice(0, longestLine)}…` : line)}`);
  const rest = lines.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- … and ${rest} more`] : [])].join("\n");
}

function marked(...paragraphs: readonly string[]): string {
  return [answerMarker, ...paragraphs].join("\n\n");
}
