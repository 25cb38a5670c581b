import { issueLabels } from "./issue-form.ts";

/** A filled form's answers, as its author wrote them: nothing is known to be true yet. */
export interface IssueAnswers {
  /** `okta/prod-db-admin` or `role:incident-commander`. */
  readonly wanted: string;
  /** Null: the author asks for themselves. */
  readonly user: string | null;
  readonly reason: string;
  readonly ticket: string | null;
  /** A date, an instant or a duration. */
  readonly expires: string | null;
}

export type IssueReading =
  | { readonly kind: "answers"; readonly answers: IssueAnswers }
  /** Sentences for the issue's author. */
  | { readonly kind: "refused"; readonly problems: readonly string[] };

/** GitHub's own limit for a body, in characters. */
const longestBody = 65_536;
const longestAnswer = 500;
/** What GitHub writes for an answer that was left empty. */
const noAnswer = "_No response_";

const fields = ["wanted", "user", "reason", "ticket", "expires"] as const;
type Field = (typeof fields)[number];

/**
 * Reads the body of an issue that was made with our form. Only what the form itself writes is taken: its five headings in
 * their order, each with one line below. Anybody can edit a body afterwards, so anything else is refused, not guessed at.
 */
export function issueAnswers(body: string): IssueReading {
  if (body.length > longestBody)
    return refused([`The text has ${body.length} characters; a filled form is much shorter.`]);
  const sections = sectionsOf(body);
  if (typeof sections === "string") return refused([sections]);
  const problems = fields.flatMap((field, position) => problemOf(field, sections[position] ?? ""));
  if (problems.length > 0) return refused(problems);
  const answer = (field: Field): string | null => {
    const text = sections[fields.indexOf(field)] ?? "";
    return text === "" || text === noAnswer ? null : text;
  };
  return {
    kind: "answers",
    answers: {
      wanted: targetIn(answer("wanted") ?? "") ?? "",
      user: answer("user"),
      reason: answer("reason") ?? "",
      ticket: answer("ticket"),
      expires: answer("expires"),
    },
  };
}

/** The text below each of the five headings, or why the body is no filled form. Trimming takes Windows line ends as well. */
function sectionsOf(body: string): readonly string[] | string {
  const lines = body.split("\n");
  const headings = lines.flatMap((line, at) =>
    line.startsWith("### ") ? [{ at, label: line.slice(4).trimEnd() }] : [],
  );
  const expected = fields.map((field) => issueLabels[field]);
  if (lines.slice(0, headings[0]?.at ?? 0).some((line) => line.trim() !== ""))
    return "There is text before the form's first heading: fill the form again, and leave the text as the form makes it.";
  if (headings.length !== expected.length || headings.some(({ label }, position) => label !== expected[position]))
    return `The text does not have the form's headings, each once and in their order (${expected.join(", ")}): fill the form again, and leave the text as the form makes it.`;
  return headings.map(({ at }, position) =>
    lines
      .slice(at + 1, headings[position + 1]?.at ?? lines.length)
      .join("\n")
      .trim(),
  );
}

function problemOf(field: Field, text: string): readonly string[] {
  const label = issueLabels[field];
  if (text.includes("\n")) return [`"${label}" has more than one line.`];
  if (text.length > longestAnswer)
    return [`"${label}" has ${text.length} characters; the longest answer has ${longestAnswer}.`];
  const isEmpty = text === "" || text === noAnswer;
  if (isEmpty) return field === "wanted" || field === "reason" ? [`"${label}" has no answer.`] : [];
  if (field === "wanted" && targetIn(text) === undefined)
    return [`"${label}" names neither an entitlement such as okta/prod-db-admin nor a role such as role:on-call.`];
  return [];
}

/** The name at the beginning of a choice; the title behind it is for people. */
function targetIn(text: string): string | undefined {
  return /^(role:[a-z0-9.-]{1,100}|[a-z0-9.-]{1,100}\/[a-z0-9.-]{1,100})(?:$|: )/.exec(text)?.[1];
}

function refused(problems: readonly string[]): IssueReading {
  return { kind: "refused", problems };
}
