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
 * the forge's mentions is written as an entity, so that it is shown and does nothing.
 */
export function proseForMarkdown(text: string): string {
  return forTerminal(text).replace(/[&<>@#`*_~|[\]()!\\]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
