import { pageOf } from "../../src/workflow/explain.ts";
import type { Reported } from "./scenario.ts";

/*
 * A message has five parts. The tests produce the message of every code and check each part:
 *
 * who    the message names its subject; a problem of a file itself may name it by the file's path
 * what   the message is a complete sentence
 * why    the code's page has a reason (`rolecall explain CODE`) that differs from the message
 * where  a file with a line or field, a missing or forbidden file, a system, a branch, the journal, the plan or a review
 * next   the remedy begins with an imperative verb, a condition, or "Nothing"
 */

/** Verbs that a remedy may begin with. */
const verbs =
  "Add Approve Apply Ask Assign Bring Change Check Choose Create Correct Compare Cure Deactivate Decide Exclude Find Flatten Give Grant Indent Keep Leave Let List Look Make Merge Move Name Nest Observe Plan Protect Put Remove Rename Replace Resolve Restore Run Save Set Settle Shorten Split Start Stop Store Suspend Take Use Write";
const begins = new RegExp(
  `^(?:(?:${verbs.replaceAll(" ", "|")})\\b|(?:If|For) [^.:]*, (?:\\w+ )*?(?:${verbs.toLowerCase().replaceAll(" ", "|")})\\b|Nothing |No action needed)`,
);

/** Problems of a file itself, whose subject may be named by the path. */
const aboutFiles = /^(?:file|path|repo|text|yaml)\//;
const sentence = /^[^\s].{10,}[.?!)]$|^The file has a YAML directive: .+$|^The line is not valid YAML: .+\.?$/su;
const place =
  /^(?:\S+, (?:line [1-9]\d*(?:, column [1-9]\d*)?|field \S+)|\.github\/CODEOWNERS|docs\/CODEOWNERS|the tree|system \S+|review \d+ of \S+|the pull request|branch \S+|the journal|the plan)$/;

/** Returns the parts that are missing. */
export function missing(code: string, about: string, { message, where, next }: Reported): readonly string[] {
  const why = pageOf(code)?.why ?? "";
  return [
    (aboutFiles.test(code) ? `${message} ${where}` : message).includes(about) ? "" : "who",
    sentence.test(message) ? "" : "what",
    why.length > 20 && why.endsWith(".") && why !== message ? "" : "why",
    place.test(where) ? "" : "where",
    begins.test(next) && next.split(" ").length > 1 ? "" : "next",
  ].filter((part) => part !== "");
}
