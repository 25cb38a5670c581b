import { expect } from "vitest";
import type { Screens } from "../../src/cli/screen.ts";
import { columnsOf } from "../../src/report/text/columns.ts";

const screen = { columns: () => 80, hasColour: false, isTerminal: false };

/** The screens of a terminal whose width is unknown. */
export const eightyColumns: Screens = { out: screen, err: screen };

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "" && word !== "\\");

/** Fails where a line is longer than 80 columns and is not one word. */
export function expectFits(text: string): void {
  expect(text.split("\n").filter((line) => columnsOf(line) > 80 && wordsOf(line).length > 1)).toEqual([]);
}

/** Fails where the fitted text does not have the words of the text. */
export function expectSameWords(fitted: string, text: string): void {
  expect(wordsOf(fitted)).toEqual(wordsOf(text));
}
