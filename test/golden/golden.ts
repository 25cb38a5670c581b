import { pageOf } from "../../src/workflow/explain.ts";
import { documentStories } from "./stories/documents.ts";
import { fileStories } from "./stories/files.ts";
import { planStories } from "./stories/plans.ts";
import { approvalStories, codeownersStories } from "./stories/reviews.ts";
import { ruleStories } from "./stories/rules.ts";
import { unattendedStories } from "./stories/unattended.ts";
import type { Stories, Story, Told } from "./told.ts";

/** A story for each code that Rolecall prints. */
export const stories: Stories = {
  ...fileStories,
  ...documentStories,
  ...ruleStories,
  ...planStories,
  ...codeownersStories,
  ...approvalStories,
  ...unattendedStories,
};

/** What the story of a code tells with that code; a rule of an organization has a code of its own family. */
export async function toldOf(code: string, story: Story): Promise<Told> {
  const found = (await story.told()).find((each) => each.code === code || pageOf(each.code) === pageOf(code));
  if (found === undefined) throw new Error(`the story of ${code} does not tell it`);
  return found;
}

/** The file's name under messages/. */
export const fileOf = (code: string): string => `${code.replace("/", ".").replace("<rule>", "rule")}.txt`;

/** A message with everything that a person needs: what, where, why and what next. */
export function golden(code: string, { says, where, next, code: printed }: Told): string {
  const why = pageOf(code)?.why ?? "";
  return `${visible(`${printed}\nwhere: ${where}\nsays:  ${says}\nwhy:   ${why}\nnext:  ${next}`)}\n`;
}

/** Characters that nobody sees are shown by their number. */
const visible = (text: string): string =>
  text.replace(/[^\n\u0020-\u007e]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
