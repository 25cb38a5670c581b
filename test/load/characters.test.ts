import { describe, expect, it } from "vitest";
import { characterProblems } from "../../src/load/characters.ts";
import { hiddenCharacters, seenCharacters } from "../support/hidden.ts";

describe("characterProblems", () => {
  it.each(Object.entries(hiddenCharacters))("refuses %s", (_, character) => {
    const problems = characterProblems(`a${character}b`);
    expect(problems.map(({ code, offset }) => [code, offset])).toEqual([["text/invisible-character", 1]]);
    const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    expect(problems[0]?.message).toContain(`U+${point}`);
  });

  it.each(Object.entries(seenCharacters))("accepts %s", (_, character) => {
    expect(characterProblems(`a${character}b`)).toEqual([]);
  });

  it("reports a bidirectional control as that alone", () => {
    expect(characterProblems("a\u202eb\u200f").map(({ code }) => code)).toEqual([
      "text/bidi-control",
      "text/bidi-control",
    ]);
  });
});
