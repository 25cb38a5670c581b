import { describe, expect, it } from "vitest";
import { forMarkdown, forTerminal, proseForMarkdown, sentenceForMarkdown } from "../../src/report/escape.ts";
import { hiddenCharacters, seenCharacters } from "../support/hidden.ts";

const renderers = { forTerminal, forMarkdown, proseForMarkdown, sentenceForMarkdown };

describe.each(Object.entries(renderers))("%s", (_, render) => {
  it.each(Object.entries(hiddenCharacters))("shows %s by its code point", (_name, character) => {
    const shown = render(`Admins${character}x`);
    expect(shown).not.toContain(character);
    expect(shown).toContain(`{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  });

  it.each(Object.entries(seenCharacters))("leaves %s as it is", (_name, character) => {
    expect(render(`Admins${character}x`)).toContain(character);
  });

  it.each(["\u202e", "\u2066", "\u200f", "\u061c", "\u2028", "\u0085", "\u001b", "\ud800"])(
    "shows the control %j by its code point",
    (character) => {
      expect(render(`Admins${character}x`)).not.toContain(character);
    },
  );
});
