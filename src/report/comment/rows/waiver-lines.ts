import type { UserId } from "../../../model/documents.ts";
import type { ApprovalLine } from "../../diff/diff.ts";
import { nameOf } from "../../diff/names.ts";
import { forMarkdown, sentenceForMarkdown } from "../../escape.ts";
import { isAbsent } from "../model-values.ts";
import type { RowContext } from "./row-text.ts";

/** Returns what a changed waiver accepts, with the title of the rule. The cell of the user names the user. */
export function waiverText(line: ApprovalLine, context: RowContext): string {
  const id = line.about.document?.id;
  const changes = context.report.diff.modelChanges.filter((change) => change.kind === "waiver" && change.id === id);
  const rule = ruleText(line, context);
  // Without a known change, the shortest of the texts is true of every waiver.
  if (changes.length === 0) return `Concerns a violation of ${rule}`;
  if (changes.every(({ before }) => isAbsent(before))) return `Accepts a violation of ${rule}`;
  if (changes.every(({ after }) => isAbsent(after))) return `No longer accepts a violation of ${rule}`;
  return `Accepts a violation of ${rule} with other terms`;
}

/** Returns the rule and the user of a waiver, for a row of several waivers. */
export function waiverTitle(line: ApprovalLine, context: RowContext): string {
  const { user } = line.about;
  return user === null ? ruleText(line, context) : `${ruleText(line, context)} for ${personText(user, context)}`;
}

function ruleText({ about: { document }, subject }: ApprovalLine, { facts }: RowContext): string {
  const [rule = subject] = (document?.id ?? subject).split("/");
  const title = facts.ruleTitles.get(rule) ?? rule;
  return title === rule ? forMarkdown(rule) : `${sentenceForMarkdown(title)} ${forMarkdown(rule)}`;
}

function personText(user: UserId, { facts }: RowContext): string {
  const name = nameOf(user, facts);
  return name === user ? forMarkdown(user) : `${sentenceForMarkdown(name)} ${forMarkdown(user)}`;
}
