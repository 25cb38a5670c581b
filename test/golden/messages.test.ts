import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { codePages, pageOf } from "../../src/workflow/explain.ts";
import { fileOf, golden, stories, toldOf } from "./golden.ts";
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

const messages = fileURLToPath(new URL("messages/", import.meta.url));
const stored = new Set(readdirSync(messages));

/** Codes that no story can tell yet, each with the reason. */
const untold: Readonly<Record<string, string>> = {};

/** What a next step begins with: a thing to do… */
const verbs =
  "Add Approve Apply Ask Bring Change Choose Create Correct Compare Cure Deactivate Decide Find Flatten Give Indent Keep Leave Let Look Make Merge Move Name Nest Observe Plan Protect Put Remove Rename Replace Restore Run Save Set Settle Shorten Split Start Stop Store Suspend Take Use Write";
const begins = new RegExp(
  `^(?:(?:${verbs.replaceAll(" ", "|")})\\b|(?:If|For) [^.:]*, (?:\\w+ )*?(?:${verbs.toLowerCase().replaceAll(" ", "|")})\\b|To cure it: \\w+|Nothing )`,
);

/** Wrong with a file itself: the sentence points into it, and the path says whose it is. */
const aboutFiles = /^(?:file|path|repo|text|yaml)\//;
const sentence = /^[^\s].{10,}[.?!)]$|^The file has a YAML directive: .+$|^The file is not YAML here: .+\.?$/su;
const place =
  /^(?:\S+, (?:line [1-9]\d*(?:, column [1-9]\d*)?|field \S+)|\.github\/CODEOWNERS|docs\/CODEOWNERS|the whole tree|system \S+|review \d+ of \S+|the pull request|branch \S+|the journal|the plan)$/;

/** Which of the five are missing. */
function missing(code: string, about: string, { says, where, next }: Told): readonly string[] {
  const why = pageOf(code)?.why ?? "";
  return [
    (aboutFiles.test(code) ? `${says} ${where}` : says).includes(about) ? "" : "who",
    sentence.test(says) ? "" : "what",
    why.length > 20 && why.endsWith(".") && why !== says ? "" : "why",
    place.test(where) ? "" : "where",
    begins.test(next) && next.split(" ").length > 1 ? "" : "next",
  ].filter((part) => part !== "");
}

it("every code has a story, and every story's message is stored", () => {
  expect([...codePages.keys()].filter((code) => !(code in stories) && !(code in untold))).toEqual([]);
  expect(Object.keys(stories).filter((code) => !codePages.has(code))).toEqual([]);
  expect([...stored].sort()).toEqual(Object.keys(stories).map(fileOf).sort());
});

it("few codes have no story", () => {
  expect(Object.keys(untold).length).toBeLessThan(5);
});

describe("the message of", () => {
  it.each(Object.entries(stories))(
    "%s is the stored one, and says who, what, why, where and what next",
    async (code, story) => {
      const told = await toldOf(code, story);
      expect(golden(code, told), "after a change on purpose: npm run golden").toBe(
        readFileSync(`${messages}${fileOf(code)}`, "utf8"),
      );
      expect(missing(code, story.about, told)).toEqual([]);
    },
  );
});

describe("a message is not complete without", () => {
  const whole: Told = {
    code: "lp/no-reason",
    says: "The grant of okta/crm to ada gives no reason.",
    where: "access/grants/okta/crm/ada.yaml, line 1",
    next: "Write in `reason:` what the access is for.",
  };

  it.each<[string, Partial<Told>]>([
    ["who", { says: "The grant gives no reason at all." }],
    ["what", { says: "ada: reason" }],
    ["where", { where: "access/grants/okta/crm/ada.yaml, line -" }],
    ["where", { where: "" }],
    ["next", { next: "" }],
    ["next", { next: "The reason is missing." }],
  ])("%s: %j", (part, changes) => {
    expect(missing("lp/no-reason", "ada", whole)).toEqual([]);
    expect(missing("lp/no-reason", "ada", { ...whole, ...changes })).toContain(part);
  });

  it("why", () => {
    expect(missing("lp/nobody-wrote-this", "ada", whole)).toEqual(["why"]);
  });
});
