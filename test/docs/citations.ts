import type { RepositoryFile } from "./repository-files.ts";

/** A place that cites an entry of docs/ by its number. */
export interface Citation {
  /** The cited text, such as `threat C6`. */
  readonly text: string;
  /** The entry that it names, such as `c6`, `fault-14`, `engine.md 5` or `formats.md`. */
  readonly entry: string;
  readonly file: string;
  readonly line: number;
}

interface Pattern {
  readonly finds: RegExp;
  /** Returns the entries that one match names. */
  readonly entries: (match: RegExpMatchArray) => readonly string[];
  /** Which files are searched; default: all. */
  readonly within?: RegExp;
}

const numbers = (text: string): readonly string[] => text.match(/\d+/g) ?? [];
const list = String.raw`\d+(?:(?:, | and | or | to )\d+)*`;
const ids = String.raw`[IGWNOPCS][1-9]\d?`;

const patterns: readonly Pattern[] = [
  {
    finds: new RegExp(String.raw`\binvariants? (${list})`, "gi"),
    entries: ([, found = ""]) => numbers(found).map((n) => `i${n}`),
  },
  {
    finds: new RegExp(String.raw`\bfaults? (${list})(?![\d,]*(?: cases| \w+s\b))`, "g"),
    entries: ([, found = ""]) => numbers(found).map((n) => `fault-${n}`),
  },
  {
    finds: new RegExp(String.raw`\bworkflow rules? (${list})`, "gi"),
    entries: ([, found = ""]) => numbers(found).map((n) => `workflow-rule-${n}`),
  },
  {
    finds: new RegExp(String.raw`\b(?:malformed )?inputs? (${list})\b`, "g"),
    entries: ([, found = ""]) => numbers(found).map((n) => `input-${n}`),
  },
  {
    finds: /(?:\binput: |\b(?:it|describe)\(|(?:\]| as const)\)\()"(\d{1,2}(?:(?:, | to )\d{1,2})?): /g,
    entries: ([, found = ""]) => numbers(found).map((n) => `input-${n}`),
    within: /^test\/load\//,
  },
  {
    finds: new RegExp(String.raw`(?<![\w./-])(${ids})(?![\w/-]|\.\d)`, "g"),
    entries: ([, found = ""]) => [found.toLowerCase()],
  },
  {
    finds:
      /\b(engine|formats|rules|product|invariants|threat-model|glossary|threats-and-invariants|provider-apis|lessons-from-peers|dependencies-and-ux)\.md(?:(?:,? section)? (\d+)|, (?:the )?(?!every\b)([A-Za-z]+))?/g,
    entries: ([, page = "", section, word]) => [
      `${page}.md${section !== undefined ? ` ${section}` : word !== undefined ? `, ${word}` : ""}`,
    ],
  },
  { finds: /\bdecisions\/(\d{4}[a-z0-9-]*)/g, entries: ([, found = ""]) => [`decisions/${found}`] },
];

/** Returns every citation in a file, in the order of its lines. */
export function citationsOf({ path, text }: RepositoryFile): readonly Citation[] {
  // A comment of several lines is read as one sentence.
  const joined = text.replace(/\n[ \t]*(?:\*|\/\/|#)[ \t]+/g, (gap) => " ".repeat(gap.length));
  const lineAt = (index: number): number => text.slice(0, index).split("\n").length;
  const found = patterns
    .filter(({ within }) => within === undefined || within.test(path))
    .flatMap(({ finds, entries }) =>
      [...joined.matchAll(finds)].flatMap((match) =>
        entries(match).map((entry) => ({
          text: match[0].replace(/\s+/g, " ").trim(),
          entry,
          file: path,
          line: lineAt(match.index),
        })),
      ),
    );
  return found.sort((left, right) => left.line - right.line);
}

/** Returns source text without its comments. The rest can reach a user. */
export const withoutComments = (text: string): string =>
  text
    .replace(/(^|[\s({[,;])\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|\s)\/\/.*$/gm, "");
