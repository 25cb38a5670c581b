/** C0 and C1 controls but tab and newline are shown by code point, as are characters that hide or reorder text. */
const hidden =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/** Text that people or providers wrote, safe for a terminal: one line, nothing that moves the cursor or hides (threat O4). */
export function forTerminal(text: string): string {
  return text.replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/**
 * The same as inline code in Markdown: longer fences than any run of backticks inside, so that no mention, link, HTML or
 * table break can come from data (threat O1). Inside a table a vertical bar would still end the cell, so it is replaced.
 */
export function forMarkdown(text: string): string {
  const line = forTerminal(text).replaceAll("|", "\\u{7c}");
  const longest = Math.max(0, ...[...line.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") || line.trim() === "" ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/**
 * Sentences of ours that quote what people wrote, as Markdown prose: every character with a meaning in Markdown, HTML or
 * GitHub's mentions is written as an entity, so that it is shown and does nothing.
 */
export function proseForMarkdown(text: string): string {
  return forTerminal(text).replace(/[&<>@#`*_~|[\]()!\\]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

/** Words that stay as they are in Markdown and on GitHub: letters and digits, hyphens between letters, and marks of a sentence around them. A number with a point or a bracket after it could begin a list. */
const plainWord =
  /^["'(]*[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*["')]*[.,;:?!]*["')]*$|^["'(]*\d{1,6}["']*[,;:?%]*$|^[→…–—]$/u;

/** A word in the middle, and the marks of a sentence around it. */
const wordInside = /^(["'(]*)(.*?)([.,;:?!"')]*)$/su;

/**
 * A sentence of ours that quotes what people wrote, for a comment of GitHub: every word that could become a link, a
 * mention, a reference, a picture, an emoji or markup is set as code. Entities would not do: GitHub looks for mentions and
 * addresses in the text after it has read them (threat O1).
 */
export function wordsForMarkdown(text: string): string {
  const parts: string[] = [];
  let risky: string[] = [];
  const flush = (): void => {
    if (risky.length === 0) return;
    const [, before = "", inside = "", after = ""] = wordInside.exec(risky.join(" ")) ?? [];
    // What a sentence of ours set as code already needs no second pair of marks.
    const code = /^`([^`]+)`$/.exec(inside)?.[1] ?? inside;
    parts.push(code === "" ? forMarkdown(risky.join(" ")) : `${before}${forMarkdown(code)}${after}`);
    risky = [];
  };
  for (const word of forTerminal(text).split(" ")) {
    if (word === "") continue;
    if (isPlain(word)) {
      flush();
      parts.push(word);
    } else risky.push(word);
  }
  flush();
  return parts.join(" ");
}

/** A run of hexadecimal digits could be a commit, which GitHub would link. */
const isPlain = (word: string): boolean => plainWord.test(word) && !/[0-9a-f]{7}/i.test(word);
