import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf } from "../../src/report/text/columns.ts";
import { fitText } from "../../src/report/text/fit-text.ts";
import { paintLine } from "../../src/report/text/paint-line.ts";

describe("the fitted text", () => {
  it.each([
    ["a short line as it is", "one two", 10, "one two"],
    ["a paragraph at words", "one two three", 8, "one two\nthree"],
    ["an indented line two columns deeper", "  one two three", 9, "  one two\n    three"],
    ["an item below its text", "- one two three", 9, "- one two\n  three"],
    ["a label below its text", "Fix: one two", 9, "Fix: one\n  two"],
    ["a line in columns below its last column", "done  add ada to crm", 14, "done  add ada\n      to crm"],
    ["a command after a backslash", "$ rolecall plan --json", 18, "$ rolecall plan \\\n    --json"],
    ["a command without a break in a quoted text", '$ r --why "a b c d"', 14, '$ r --why \\\n    "a b c d"'],
    ["a long word alone", "  see access/users/ada.yaml:2 now", 12, "  see\n  access/users/ada.yaml:2\n    now"],
    ["wide characters by their columns", "漢字 漢字 漢字", 9, "漢字 漢字\n漢字"],
  ])("has %s", (_, text, columns, fitted) => {
    expect(fitText(text, columns)).toBe(fitted);
  });

  it("has no line that is too long, except one word, and the words of the text", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "-", "é", "漢", ":", "/"), minLength: 1, maxLength: 30 });
    const line = fc
      .tuple(fc.nat(8), fc.array(fc.tuple(word, fc.integer({ min: 1, max: 4 })), { maxLength: 20 }))
      .map(([indent, words]) => " ".repeat(indent) + words.map(([text, gap]) => text + " ".repeat(gap)).join(""));
    fc.assert(
      fc.property(fc.array(line.map((text) => text.trimEnd())), fc.integer({ min: 40, max: 100 }), (lines, columns) => {
        const fitted = fitText(lines.join("\n"), columns);
        const words = (text: string): readonly string[] => text.split(/\s+/).filter((part) => part !== "");
        expect(words(fitted)).toEqual(words(lines.join("\n")));
        for (const shown of fitted.split("\n")) if (columnsOf(shown) > columns) expect(words(shown)).toHaveLength(1);
      }),
    );
  });
});

describe("a painted line", () => {
  const painted = (line: string): string => paintLine(line, (tone, text) => `<${tone} ${text}>`);
  it.each([
    ["error: ref/unknown-user  access/users/ada.yaml:2", "<bad error>: ref/unknown-user  access/users/ada.yaml:2"],
    ["withheld  add ada to crm", "<doubtful withheld>  add ada to crm"],
    ["  + add ada to crm", "  <good +> add ada to crm"],
    ["  - remove ada from crm", "  <bad -> remove ada from crm"],
  ])("shows the severity or the sign in colour: %s", (line, expected) => {
    expect(painted(line)).toBe(expected);
  });

  it.each(["  - Waiting for: ada", "errors are listed", "  the - sign", "note that"])(
    "leaves other text: %s",
    (line) => {
      expect(painted(line)).toBe(line);
    },
  );
});
