import type { Finding } from "../diagnostics/finding.ts";
import { compareText } from "../support/compare.ts";
import { bytesIn, codeownersFile, codeownersSizeLimit, otherCodeownersFiles } from "./file.ts";
import { ownerLookup } from "./match-owners.ts";
import { parseCodeowners, type SyntaxProblem } from "./syntax.ts";
import { appendTo } from "../support/multi-map.ts";

export interface LintInput {
  /** What `.github/CODEOWNERS` holds; null where there is no such file. */
  readonly text: string | null;
  /** The repository's files, from its top. */
  readonly paths: readonly string[];
  /** What Rolecall would write; null: not to be compared. */
  readonly expected: string | null;
}

const remedy = "Write the file anew: rolecall codeowners --write";

/**
 * Everything about a repository's CODEOWNERS that would let a change past its owners (threats G2, G3): another text than the
 * generated one, a second file, syntax that GitHub does not know, lines that take ownership away, and paths that decide
 * about access and have no owner. In the order of the lines. Never throws.
 */
export function lintCodeowners({ text, paths, expected }: LintInput): readonly Finding[] {
  const second = paths.filter((path) => otherCodeownersFiles.includes(path)).map(secondFile);
  if (text === null)
    return [
      finding("codeowners/missing", { message: `There is no ${codeownersFile}: nobody owns anything.` }),
      ...second,
    ];
  const size = bytesIn(text);
  if (size >= codeownersSizeLimit)
    return [
      finding("codeowners/too-large", {
        message: `The file has ${size} bytes; the forge does not read one of ${codeownersSizeLimit} or more, and nobody owns anything.`,
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

/** The first line, from 1, in which two texts differ, and what each has there; null: the text ends before. */
export function firstDifference(text: string, expected: string) {
  const found = text.split("\n");
  const wanted = expected.split("\n");
  let at = 0;
  while (at < found.length && at < wanted.length && found[at] === wanted[at]) at += 1;
  return { line: at + 1, found: found[at] ?? null, wanted: wanted[at] ?? null };
}

function difference(text: string, expected: string): Finding {
  const { line, found, wanted } = firstDifference(text, expected);
  return finding("codeowners/differs", {
    message: `The file is not what the files under access/ give: line ${line} ${
      found === null ? "is missing" : `is ${quoted(found)}`
    }${wanted === null ? " and should not be there" : `, and should be ${quoted(wanted)}`}.`,
    line,
  });
}

const quoted = (line: string): string => JSON.stringify(line.length > 200 ? `${line.slice(0, 200)}…` : line);

function secondFile(path: string): Finding {
  return {
    ...finding("codeowners/second-file", {
      message: `${path} is a second CODEOWNERS file. The forge reads one alone, and would read this one without ${codeownersFile}.`,
      remedy: `Remove ${path}.`,
    }),
    file: path,
  };
}

function lineFindings(text: string): readonly Finding[] {
  const { rules, problems } = parseCodeowners(text);
  const known = new Map<string, number>();
  const found: Finding[] = problems.map(({ code, ...words }) => finding(code, words));
  for (const { pattern, owners, line } of rules) {
    const earlier = known.get(pattern);
    if (earlier !== undefined)
      found.push(
        finding("codeowners/duplicate-pattern", {
          message: `${quoted(pattern)} stands in line ${earlier} already; that line no longer counts.`,
          line,
        }),
      );
    known.set(pattern, line);
    if (owners.length === 0)
      found.push(
        finding("codeowners/ownerless-line", {
          message: `${quoted(pattern)} has no owner: whatever it matches needs nobody's review.`,
          line,
        }),
      );
  }
  return found.sort((left, right) => (left.line ?? 0) - (right.line ?? 0) || compareText(left.code, right.code));
}

/** Paths that decide about access: each must have an owner. */
const guarded = ["access/", "schemas/", ".github/"];
const shown = 3;

function unownedPaths(text: string, paths: readonly string[]): readonly Finding[] {
  const ownerOf = ownerLookup(text);
  // The line that leaves them without an owner; 0: no line names them.
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

interface Words {
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

function finding(code: LintCode, words: Words): Finding {
  return {
    code,
    severity: "error",
    message: words.message,
    remedy: words.remedy ?? remedy,
    file: codeownersFile,
    line: words.line ?? null,
    column: words.column ?? (words.line === undefined ? null : 1),
  };
}
