import type { Finding } from "../diagnostics/finding.ts";
import { compareText } from "../support/compare.ts";
import { bytesIn, codeownersFile, codeownersSizeLimit, otherCodeownersFiles } from "./file.ts";
import { ownerLookup } from "./match-owners.ts";
import { parseCodeowners, type SyntaxProblem } from "./syntax.ts";
import { appendTo } from "../support/multi-map.ts";

/** The input for a check of CODEOWNERS. */
export interface LintInput {
  /** The content of `.github/CODEOWNERS`; null: the file does not exist. */
  readonly text: string | null;
  /** The paths of the repository's files, from its root. */
  readonly paths: readonly string[];
  /** The generated content; null: not compared. */
  readonly expected: string | null;
}

const remedy = "Run rolecall codeowners --write to generate the file again.";

/**
 * Returns everything in a repository's CODEOWNERS that lets a change bypass its owners (threats G2, G3): a difference from the
 * generated text, a second file, unsupported syntax, lines that remove ownership, and access files without an owner. The
 * findings are in the order of the lines. Never throws.
 */
export function lintCodeowners({ text, paths, expected }: LintInput): readonly Finding[] {
  const second = paths.filter((path) => otherCodeownersFiles.includes(path)).map(secondFile);
  if (text === null)
    return [
      finding("codeowners/missing", { message: `${codeownersFile} does not exist, so no path has an owner.` }),
      ...second,
    ];
  const size = bytesIn(text);
  if (size >= codeownersSizeLimit)
    return [
      finding("codeowners/too-large", {
        message: `The file has ${size} bytes: GitHub ignores a file of ${codeownersSizeLimit} bytes or more, so no path has an owner.`,
      }),
      ...second,
    ];
  return [
    ...(expected === null || expected === text ? [] : [difference(text, expected)]),
    ...second,
    ...lineFindings(text),
    ...unownedPaths(text, paths),
  ];
}

/** Returns the first different line of two texts (from 1) with both contents; null: the text has no such line. */
export function firstDifference(text: string, expected: string) {
  const found = text.split("\n");
  const expectedLine = expected.split("\n");
  let at = 0;
  while (at < found.length && at < expectedLine.length && found[at] === expectedLine[at]) at += 1;
  return { line: at + 1, found: found[at] ?? null, expectedLine: expectedLine[at] ?? null };
}

function difference(text: string, expected: string): Finding {
  const { line, found, expectedLine } = firstDifference(text, expected);
  return finding("codeowners/differs", {
    message: `The file differs from the text generated from access/: line ${line} ${
      found === null ? "is missing" : `is ${quoted(found)}`
    }${expectedLine === null ? ", expected no such line" : `, expected ${quoted(expectedLine)}`}.`,
    line,
  });
}

const quoted = (line: string): string => JSON.stringify(line.length > 200 ? `${line.slice(0, 200)}…` : line);

function secondFile(path: string): Finding {
  return {
    ...finding("codeowners/second-file", {
      message: `${path} is a second CODEOWNERS file: GitHub reads only one, and would read this one if ${codeownersFile} did not exist.`,
      remedy: `Remove ${path}.`,
    }),
    file: path,
  };
}

function lineFindings(text: string): readonly Finding[] {
  const { rules, problems } = parseCodeowners(text);
  const known = new Map<string, number>();
  const found: Finding[] = problems.map(({ code, ...text }) => finding(code, text));
  for (const { pattern, owners, line } of rules) {
    const earlier = known.get(pattern);
    if (earlier !== undefined)
      found.push(
        finding("codeowners/duplicate-pattern", {
          message: `Duplicate pattern ${quoted(pattern)}: line ${earlier} has it too and is overridden.`,
          line,
        }),
      );
    known.set(pattern, line);
    if (owners.length === 0)
      found.push(
        finding("codeowners/ownerless-line", {
          message: `${quoted(pattern)} has no owner, so the files that it matches do not require a review.`,
          line,
        }),
      );
  }
  return found.sort((left, right) => (left.line ?? 0) - (right.line ?? 0) || compareText(left.code, right.code));
}

/** Folders whose files determine access. Each file must have an owner. */
const guarded = ["access/", "schemas/", ".github/"];
const shown = 3;

function unownedPaths(text: string, paths: readonly string[]): readonly Finding[] {
  const ownerOf = ownerLookup(text);
  // The line that leaves the paths without an owner; 0: no line matches them.
  const byLine = new Map<number, string[]>();
  for (const path of new Set([codeownersFile, ...paths])) {
    if (!guarded.some((folder) => path.startsWith(folder))) continue;
    const ownership = ownerOf(path);
    if (ownership.state === "owned") continue;
    const line = ownership.state === "unowned" ? ownership.line : 0;
    appendTo(byLine, line, path);
  }
  return [...byLine]
    .sort(([left], [right]) => left - right)
    .map(([line, unowned]) => {
      const rest = unowned.length - shown;
      const list = unowned.slice(0, shown).map(quoted).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
      return finding("codeowners/unowned-path", {
        message: line === 0 ? `No line gives ${list} an owner.` : `Line ${line} leaves ${list} without an owner.`,
        ...(line === 0 ? {} : { line }),
      });
    });
}

interface FindingText {
  readonly message: string;
  readonly remedy?: string;
  readonly line?: number;
  readonly column?: number;
}

type LintCode =
  | SyntaxProblem["code"]
  | "codeowners/differs"
  | "codeowners/missing"
  | "codeowners/too-large"
  | "codeowners/second-file"
  | "codeowners/duplicate-pattern"
  | "codeowners/ownerless-line"
  | "codeowners/unowned-path";

function finding(code: LintCode, text: FindingText): Finding {
  return {
    code,
    severity: "error",
    message: text.message,
    remedy: text.remedy ?? remedy,
    file: codeownersFile,
    line: text.line ?? null,
    column: text.column ?? (text.line === undefined ? null : 1),
  };
}
