import { invisibleCharacters } from "../support/invisible-characters.ts";

/** Matches C0 and C1 controls, characters that hide or reorder text, and lone surrogates. They are shown by code point. */
const hidden = new RegExp(
  `[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\p{Bidi_Control}\\p{Surrogate}${invisibleCharacters}]`,
  "gu",
);

/** Escapes text from people or providers for a terminal: one line, no cursor movement, no hidden characters (threat O4). */
export function forTerminal(text: string): string {
  return text.replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/**
 * Escapes text as inline code in Markdown. The fence is longer than any run of backticks inside, so that data cannot create
 * a mention, a link, HTML or a table break (threat O1). A vertical bar would still end a table cell, so it is replaced.
 */
export function forMarkdown(text: string): string {
  const line = forTerminal(text).replaceAll("|", "\\u{7c}");
  const longest = Math.max(0, ...[...line.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") || line.trim() === "" ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/**
 * Escapes a sentence that quotes people as Markdown prose. Every character with a meaning in Markdown, HTML or GitHub
 * mentions becomes an entity, so that it is shown and has no effect.
 */
export function proseForMarkdown(text: string): string {
  return forTerminal(text).replace(/[&<>@#`*_~|[\]()!\\]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

/** Matches words without an effect in Markdown and on GitHub: letters or digits, inner hyphens, and punctuation around them. Excludes a number followed by a period or a bracket, which could start a list. */
const plainWord =
  /^["'(]*[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*["')]*[.,;:?!]*["')]*$|^["'(]*\d{1,6}["']*[,;:?%]*$|^[→…–—]$/u;

/** Matches a word and the punctuation around it. */
const wordInside = /^(["'(]*)(.*?)([.,;:?!"')]*)$/su;

/** Matches a part without a space, in which text between two backticks may have spaces. */
const parts = /(?:`[^`]+`|[^ ])+/gu;

/**
 * Escapes a sentence that quotes people for a GitHub comment. Every word that could become a link, a mention, a reference, an
 * image, an emoji or markup is set as code, each in its own, and so is text that the sentence set as code already. Entities
 * are not sufficient: GitHub decodes them before it looks for mentions and addresses (threat O1).
 */
export function sentenceForMarkdown(text: string): string {
  return [...forTerminal(text).matchAll(parts)].map(([part]) => (isPlain(part) ? part : asCode(part))).join(" ");
}

function asCode(part: string): string {
  const [, before = "", inside = "", after = ""] = wordInside.exec(part) ?? [];
  // Text that the sentence already set as code does not need a second pair of backticks.
  const code = /^`([^`]+)`$/u.exec(inside)?.[1] ?? inside;
  return code === "" ? forMarkdown(part) : `${before}${forMarkdown(code)}${after}`;
}

/** Checks that a word has no effect. A run of hexadecimal digits could be a commit, which GitHub links. */
const isPlain = (word: string): boolean => plainWord.test(word) && !/[0-9a-f]{7}/i.test(word);
