/** A line that counts: a pattern and the owners of what it matches. No owners: the line takes ownership away. */
export interface CodeownersRule {
  /** From 1. */
  readonly line: number;
  readonly pattern: string;
  /** As written: `@login`, `@organization/team` or an address. */
  readonly owners: readonly string[];
}

/** A line that GitHub skips, or that must not be relied on. */
export interface SyntaxProblem {
  readonly line: number;
  readonly column: number;
  readonly code: "codeowners/unsupported-syntax" | "codeowners/invalid-owner";
  readonly message: string;
}

export interface ParsedCodeowners {
  /** In the order of the file; the last that matches decides. */
  readonly rules: readonly CodeownersRule[];
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads a CODEOWNERS text the way GitHub does (https://docs.github.com/articles/about-code-owners): a line with a mistake is
 * skipped and the others count. What gitignore has and CODEOWNERS has not (`!`, `[ ]`, `\#`) is a mistake. Never throws.
 */
export function parseCodeowners(text: string): ParsedCodeowners {
  const rules: CodeownersRule[] = [];
  const problems: SyntaxProblem[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    const read = readLine(raw.endsWith("\r") ? raw.slice(0, -1) : raw, index + 1);
    if (read === null) continue;
    if ("code" in read) problems.push(read);
    else rules.push(read);
  }
  return { rules, problems };
}

/** Tabs apart, characters that a reader does not see: GitHub may end a line at one, or make it part of the pattern. */
const unseen =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]/u;

function readLine(text: string, line: number): CodeownersRule | SyntaxProblem | null {
  const hidden = unseen.exec(text);
  if (hidden !== null)
    return unsupported(
      line,
      hidden.index,
      "The line holds a character that cannot be seen, so it may be read in two ways.",
    );
  const start = text.search(/[^ \t]/);
  if (start === -1 || text[start] === "#") return null;
  const end = endOfPattern(text, start);
  const pattern = text.slice(start, end);
  const mistake = mistakeIn(pattern);
  if (mistake !== null) return unsupported(line, start, mistake);
  const owners: string[] = [];
  for (const { 0: word, index } of text.slice(end).matchAll(/[^ \t]+/g)) {
    if (word.startsWith("#")) break;
    if (!isOwner(word))
      return {
        line,
        column: end + index + 1,
        code: "codeowners/invalid-owner",
        message: `${word} is no account, team or address, so the forge skips the whole line.`,
      };
    owners.push(word);
  }
  return { line, pattern, owners };
}

/** The first space or tab that no backslash stands before. */
function endOfPattern(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== " " && text[at] !== "\t") at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
}

function mistakeIn(pattern: string): string | null {
  if (pattern.startsWith("!")) return "A pattern cannot be negated with `!` in CODEOWNERS; the forge skips the line.";
  if (/[[\]]/.test(pattern)) return "`[` and `]` do not work in CODEOWNERS; the forge skips the line.";
  if (pattern.includes("#")) return "`#` cannot be part of a pattern in CODEOWNERS, not even after a backslash.";
  if (pattern.includes("***")) return "Three `*` in a row are no pattern; the forge skips the line.";
  if (pattern.includes("//")) return "A path has no empty step, so `//` matches nothing.";
  if (pattern.includes("\\/")) return "A slash cannot be escaped: a backslash before it is never part of a path.";
  if (/^(?:[^\\]|\\.)*\\$/.test(pattern)) return "A backslash at the end of a pattern escapes nothing.";
  return null;
}

const account = /^@[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\/[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?)?$/;
const address = /^[^\s@#]+@[^\s@#]+\.[^\s@#]+$/;
const isOwner = (word: string): boolean => account.test(word) || (!word.startsWith("@") && address.test(word));

function unsupported(line: number, index: number, message: string): SyntaxProblem {
  return { line, column: index + 1, code: "codeowners/unsupported-syntax", message };
}
