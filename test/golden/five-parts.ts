import { pageOf } from "../../src/workflow/explain.ts";
import type { Told } from "./told.ts";

/*
 * A message that helps says five things: who or what it is about, what is wrong, why that matters, where it stands, and what
 * to do next. Here every code is told once for real, and each of the five is looked for:
 *
 * who    the story's person or thing is named in the sentence; for what is wrong with a file itself, by the file's path
 * what   the message is a whole sentence
 * why    the code's page has a reason (`rolecall explain CODE`), and it is not the sentence again
 * where  a file with its line or field, a file or folder that is missing or too many, a system, a branch, the journal or the
 *        plan of a run, or a review
 * next   the remedy begins with something that can be done, or says when to do it, or that nothing has to be done
 */

/** What a next step begins with: a thing to do… */
const verbs =
  "Add Approve Apply Ask Assign Bring Change Choose Create Correct Compare Cure Deactivate Decide Exclude Find Flatten Give Indent Keep Leave Let Look Make Merge Move Name Nest Observe Plan Protect Put Remove Rename Replace Resolve Restore Run Save Set Settle Shorten Split Start Stop Store Suspend Take Use Write";
const begins = new RegExp(
  `^(?:(?:${verbs.replaceAll(" ", "|")})\\b|(?:If|For) [^.:]*, (?:\\w+ )*?(?:${verbs.toLowerCase().replaceAll(" ", "|")})\\b|No action needed\\b|Nothing )`,
);

/** Wrong with a file itself: the sentence points into it, and the path says whose it is. */
const aboutFiles = /^(?:file|path|repo|text|yaml)\//;
const sentence = /^[^\s].{10,}[.?!)]$|^The file has a YAML directive: .+$|^The file is not YAML here: .+\.?$/su;
const place =
  /^(?:\S+, (?:line [1-9]\d*(?:, column [1-9]\d*)?|field \S+)|\.github\/CODEOWNERS|docs\/CODEOWNERS|the whole tree|system \S+|review \d+ of \S+|the pull request|branch \S+|the journal|the plan)$/;

/** Which of the five are missing. */
export function missing(code: string, about: string, { says, where, next }: Told): readonly string[] {
  const why = pageOf(code)?.why ?? "";
  return [
    (aboutFiles.test(code) ? `${says} ${where}` : says).includes(about) ? "" : "who",
    sentence.test(says) ? "" : "what",
    why.length > 20 && why.endsWith(".") && why !== says ? "" : "why",
    place.test(where) ? "" : "where",
    begins.test(next) && next.split(" ").length > 1 ? "" : "next",
  ].filter((part) => part !== "");
}
