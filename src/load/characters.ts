import type { Code } from "../diagnostics/code.ts";
import { invisibleCharacters } from "../support/invisible-characters.ts";
import type { TextProblem } from "./problems.ts";

interface Family {
  readonly code: Code;
  readonly what: string;
  readonly remedy: string;
  readonly pattern: RegExp;
}

/* eslint-disable no-control-regex */
const families: readonly Family[] = [
  {
    code: "text/bidi-control",
    what: "a character that changes the direction of text",
    remedy: "Remove the character: with it, a reviewer can see a different text from the one that Rolecall reads.",
    pattern: /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
  },
  {
    code: "text/invisible-character",
    what: "an invisible character",
    remedy: "Remove the character.",
    pattern: new RegExp(`(?!\\p{Bidi_Control})[${invisibleCharacters}]`, "gu"),
  },
  {
    code: "text/odd-space",
    what: "a space character other than U+0020",
    remedy: "Replace it with an ordinary space.",
    pattern: /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/gu,
  },
  {
    code: "text/control-character",
    what: "a control character",
    remedy: "Remove the character.",
    pattern: /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/gu,
  },
  {
    code: "text/invalid-unicode",
    what: "an unpaired surrogate, which is not a complete character",
    remedy: "Replace it with the complete character.",
    pattern: /\p{Surrogate}/gu,
  },
];
/* eslint-enable no-control-regex */

/** Limit of problems per family and file. */
const shown = 20;

/** Returns the problems of invisible, direction-changing and invalid characters, with their offsets. */
export function characterProblems(text: string): readonly TextProblem[] {
  return families.flatMap(({ code, what, remedy, pattern }) => {
    const problems: TextProblem[] = [];
    for (const found of text.matchAll(pattern)) {
      problems.push({
        code,
        message: `The text contains ${what} (U+${codePoint(found[0])}).`,
        remedy,
        offset: found.index,
      });
      if (problems.length === shown) break;
    }
    return problems;
  });
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
