import { issueLabels } from "./issue-form.ts";

/** The answers of a filled form as its author wrote them. They are not verified. */
export interface IssueAnswers {
  /** `okta/prod-db-admin` or `role:incident-commander`. */
  readonly wanted: string;
  /** Null: the author requests access for themselves. */
  readonly user: string | null;
  readonly reason: string;
  readonly ticket: string | null;
  /** A date, an instant or a duration. */
  readonly expires: string | null;
}

export type IssueReading =
  | { readonly kind: "answers"; readonly answers: IssueAnswers }
  /** `problems` are sentences for the issue's author. */
  | { readonly kind: "refused"; readonly problems: readonly string[] };

/** GitHub's own limit for a body, in characters. */
const longestBody = 65_536;
const longestAnswer = 500;
/** The text that GitHub writes for an empty answer. */
const noAnswer = "_No response_";

const fields = ["wanted", "user", "reason", "ticket", "expires"] as const;
type Field = (typeof fields)[number];

/**
 * Reads the body of an issue that was opened with the request form. Accepts only the output of the form: its five headings
 * in order, each with one line below. Any other body is refused, because users can edit a body.
 */
export function issueAnswers(body: string): IssueReading {
  if (body.length > longestBody)
    return refused([`The text is too long: expected at most ${longestBody} characters, got ${body.length}.`]);
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

/** Returns the text below each of the five headings, or why the body is not a filled form. Trimming also removes CR. */
function sectionsOf(body: string): readonly string[] | string {
  const lines = body.split("\n");
  const headings = lines.flatMap((line, at) =>
    line.startsWith("### ") ? [{ at, label: line.slice(4).trimEnd() }] : [],
  );
  const expected = fields.map((field) => issueLabels[field]);
  if (lines.slice(0, headings[0]?.at ?? 0).some((line) => line.trim() !== ""))
    return "The text does not start with the form's first heading. Fill in the form again, and do not edit its headings.";
  if (headings.length !== expected.length || headings.some(({ label }, position) => label !== expected[position]))
    return `The headings are not valid: expected ${expected.join(", ")}, each once and in this order. Fill in the form again, and do not edit its headings.`;
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
    return [`"${label}" has ${text.length} characters: expected at most ${longestAnswer}.`];
  const isEmpty = text === "" || text === noAnswer;
  if (isEmpty) return field === "wanted" || field === "reason" ? [`"${label}" has no answer.`] : [];
  if (field === "wanted" && targetIn(text) === undefined)
    return [
      `"${label}" is not valid: expected an entitlement such as okta/prod-db-admin or a role such as role:on-call.`,
    ];
  return [];
}

/** Returns the name at the start of a choice. The title after it is for people. */
function targetIn(text: string): string | undefined {
  return /^(role:[a-z0-9.-]{1,100}|[a-z0-9.-]{1,100}\/[a-z0-9.-]{1,100})(?:$|: )/.exec(text)?.[1];
}

function refused(problems: readonly string[]): IssueReading {
  return { kind: "refused", problems };
}
