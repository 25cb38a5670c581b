import type { Finding } from "../../diagnostics/finding.ts";
import { issueForm, issueFormPath } from "../../request/issue-form.ts";
import { requestableByAnyUser } from "../../request/requestable.ts";
import type { Checked } from "../check.ts";

export { issueFormPath };

/** The issue form for access requests. */
export type IssueForm =
  | { readonly kind: "files-have-errors"; readonly findings: readonly Finding[] }
  /** Nothing is requestable. GitHub rejects a form with an empty list. */
  | { readonly kind: "nothing-requestable" }
  | { readonly kind: "made"; readonly text: string; readonly choices: number };

/** Generates the issue form from the catalogue under access/. */
export function makeIssueForm({ resolved, findings }: Checked): IssueForm {
  if (resolved === null) return { kind: "files-have-errors", findings };
  const choices = requestableByAnyUser(resolved);
  if (choices.length === 0) return { kind: "nothing-requestable" };
  return { kind: "made", text: issueForm(choices), choices: choices.length };
}
