import type { Finding } from "../../diagnostics/finding.ts";
import { catalogueText } from "../../report/request/catalogue.ts";
import { cataloguePath, issueForm, issueFormPath, mostChoices } from "../../request/issue-form.ts";
import { requestableByAnyUser } from "../../request/requestable.ts";
import type { Checked } from "../check.ts";

/** A generated file, by its path from the root of the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** The issue form for access requests, and above 100 choices the catalogue that it links. */
export type IssueForm =
  | { readonly kind: "files-have-errors"; readonly findings: readonly Finding[] }
  /** Nothing is requestable. GitHub rejects a form with an empty list. */
  | { readonly kind: "nothing-requestable" }
  | { readonly kind: "made"; readonly files: readonly GeneratedFile[]; readonly choices: number };

/** Generates the issue form from the catalogue under access/. */
export function makeIssueForm({ resolved, findings }: Checked): IssueForm {
  if (resolved === null) return { kind: "files-have-errors", findings };
  const choices = requestableByAnyUser(resolved);
  if (choices.length === 0) return { kind: "nothing-requestable" };
  const form = { path: issueFormPath, text: issueForm(choices) };
  const catalogue = choices.length > mostChoices ? [{ path: cataloguePath, text: catalogueText(choices) }] : [];
  return { kind: "made", files: [form, ...catalogue], choices: choices.length };
}
