/** A valid line: a pattern and the owners of the paths that it matches. Without owners, the line removes ownership. */
export interface CodeownersRule {
  /** From 1. */
  readonly line: number;
  readonly pattern: string;
  /** As written: `@login`, `@organization/team` or an email address. */
  readonly owners: readonly string[];
}

/** A line that GitHub skips, or that is not reliable. */
export interface SyntaxProblem {
  readonly line: number;
  readonly column: number;
  readonly code: "codeowners/unsupported-syntax" | "codeowners/invalid-owner";
  readonly message: string;
}

/** The rules and problems of a CODEOWNERS text. */
export interface ParsedCodeowners {
  /** In the order of the file; the last matching rule decides. */
  readonly rules: readonly CodeownersRule[];
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Parses a CODEOWNERS text by GitHub's rules (https://docs.github.com/articles/about-code-owners): an invalid line is skipped
 * and the others count. Syntax of gitignore that CODEOWNERS does not support (`!`, `[ ]`, `\#`) is invalid. Never throws.
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

/** Matches invisible characters except tabs. GitHub could end a line at one, or make it part of the pattern. */
const invisible =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]/u;

function readLine(text: string, line: number): CodeownersRule | SyntaxProblem | null {
  const hidden = invisible.exec(text);
  if (hidden !== null)
    return unsupported(line, hidden.index, "The line contains an invisible character, so its meaning is ambiguous.");
  const start = text.search(/[^ \t]/);
  if (start === -1 || text[start] === "#") return null;
  const end = endOfPattern(text, start);
  const pattern = text.slice(start, end);
  const mistake = problemIn(pattern);
  if (mistake !== null) return unsupported(line, start, mistake);
  const owners: string[] = [];
  for (const { 0: word, index } of text.slice(end).matchAll(/[^ \t]+/g)) {
    if (word.startsWith("#")) break;
    if (!isOwner(word))
      return {
        line,
        column: end + index + 1,
        code: "codeowners/invalid-owner",
        message: `${word} is not a valid account, team or email address, so GitHub skips the line.`,
      };
    owners.push(word);
  }
  return { line, pattern, owners };
}

/** Returns the position of the first space or tab without a backslash before it. */
function endOfPattern(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== " " && text[at] !== "\t") at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
}

function problemIn(pattern: string): string | null {
  if (pattern.startsWith("!")) return "CODEOWNERS does not support negation with `!`, so GitHub skips the line.";
  if (/[[\]]/.test(pattern)) return "CODEOWNERS does not support `[` and `]`, so GitHub skips the line.";
  if (pattern.includes("#")) return "CODEOWNERS does not support `#` in a pattern, also not after a backslash.";
  if (pattern.includes("***")) return "Three `*` in a row are not a valid pattern, so GitHub skips the line.";
  if (pattern.includes("//")) return "`//` matches nothing, because a path does not have empty segments.";
  if (pattern.includes("\\/")) return "A backslash before a slash matches nothing, because a slash cannot be escaped.";
  if (/^(?:[^\\]|\\.)*\\$/.test(pattern))
    return "A backslash at the end of a pattern is not valid, because it escapes nothing.";
  return null;
}

const account = /^@[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\/[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?)?$/;
const address = /^[^\s@#]+@[^\s@#]+\.[^\s@#]+$/;
const isOwner = (word: string): boolean => account.test(word) || (!word.startsWith("@") && address.test(word));

function unsupported(line: number, index: number, message: string): SyntaxProblem {
  return { line, column: index + 1, code: "codeowners/unsupported-syntax", message };
}
