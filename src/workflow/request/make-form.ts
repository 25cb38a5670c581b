import type { Finding } from "../../diagnostics/finding.ts";
import { issueForm, issueFormPath } from "../../request/issue-form.ts";
import { requestableBySomebody } from "../../request/requestable.ts";
import type { Checked } from "../check.ts";

export { issueFormPath };

/** The issue form that asks for access. */
export type IssueForm =
  | { readonly kind: "files-have-errors"; readonly findings: readonly Finding[] }
  /** Nothing is given on request; GitHub refuses a form whose list is empty. */
  | { readonly kind: "nothing-requestable" }
  | { readonly kind: "made"; readonly text: string; readonly choices: number };

/** Makes the issue form from the catalogue under access/. */
export function makeIssueForm({ resolved, findings }: Checked): IssueForm {
  if (resolved === null) return { kind: "files-have-errors", findings };
  const choices = requestableBySomebody(resolved);
  if (choices.length === 0) return { kind: "nothing-requestable" };
  return { kind: "made", text: issueForm(choices), choices: choices.length };
}
