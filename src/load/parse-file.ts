import { isMap, isScalar, type ParsedNode } from "yaml";
import type { Finding } from "../diagnostics/finding.ts";
import { compose } from "./compose.ts";
import { type Limits, limitsOf } from "./limits.ts";
import { LineIndex } from "./line-index.ts";
import type { TextProblem } from "./problems.ts";
import { readText } from "./read-text.ts";
import type { TreeEntry } from "./tree.ts";
import { walk } from "./walk.ts";

/** The plain value of a file. `value` is undefined where the file could not be read as one map of fields. */
export interface ParsedFile {
  readonly file: string;
  readonly value: Readonly<Record<string, unknown>> | undefined;
  /** The line of the document's first key. */
  readonly line: number;
  /** Returns the line of a top-level key, from 1. */
  readonly lineOf: (key: string) => number | undefined;
  readonly findings: readonly Finding[];
  /** Fields that have a finding already, as JSON pointers, so that the schema check does not report them again. */
  readonly marked: ReadonlySet<string>;
}

/** Parses a file from bytes to a plain value, and collects the findings of each step. */
export function parseFile(entry: TreeEntry, general: Limits): ParsedFile {
  const limits = limitsOf(entry.path, general);
  const file = entry.path;
  const read = readText(entry, limits);
  const unusable = (problems: readonly TextProblem[]): ParsedFile => ({
    file,
    value: undefined,
    line: 1,
    lineOf: () => undefined,
    findings: located(problems, file, read.text ?? lossy(entry)),
    marked: new Set(),
  });
  if (read.text === null) return unusable(read.problems);
  // Carriage returns and conflict markers would make every later message wrong.
  if (read.problems.some(({ code }) => code === "file/line-ending" || code === "file/conflict-marker"))
    return unusable(read.problems);
  const { text } = read;
  const { document, problems } = compose(text, limits);
  const root: ParsedNode | null = document?.contents ?? null;
  if (document === null || problems.length > 0) return unusable([...read.problems, ...problems]);
  const shape = shapeProblem(root);
  if (shape !== undefined || !isMap(root)) return unusable([...read.problems, ...(shape === undefined ? [] : [shape])]);
  const walked = walk(root, text);
  const all = [...read.problems, ...walked.problems];
  const lines = lazy(() => new LineIndex(text));
  return {
    file,
    value: walked.value as Readonly<Record<string, unknown>>,
    line: root.range[0] === 0 ? 1 : lines().at(root.range[0]).line,
    lineOf: (key) => {
      const pair = root.items.find((item) => isScalar(item.key) && item.key.value === key);
      return pair === undefined ? undefined : lines().at(pair.key.range[0]).line;
    },
    findings: located(all, file, text),
    marked: new Set(all.flatMap(({ field }) => (field === undefined ? [] : [pointer(field)]))),
  };
}

/** Returns the problem of a root that is not one map of fields in block style. */
function shapeProblem(root: ParsedNode | null): TextProblem | undefined {
  if (root === null || (isScalar(root) && root.value === null && root.source === ""))
    return {
      code: "file/empty",
      message: "The file does not contain a document.",
      remedy: "Write the document, or remove the file.",
      offset: 0,
    };
  const offset = root.range[0];
  if ("flow" in root && root.flow)
    return {
      code: "yaml/syntax",
      message: "The document is in flow style (JSON): expected block style.",
      remedy: "Write the document in block style: `field: value` lines.",
      offset,
    };
  if (!isMap(root))
    return {
      code: "schema/not-a-map",
      message: "The document is not a map of fields.",
      remedy: "Write `field: value` lines.",
      offset,
    };
  return undefined;
}

function located(problems: readonly TextProblem[], file: string, text: string): readonly Finding[] {
  if (problems.length === 0) return [];
  const lines = new LineIndex(text);
  return problems.map(({ code, message, remedy, offset }) => ({
    code,
    severity: "error",
    message,
    remedy,
    file,
    ...lines.at(offset),
  }));
}

function lossy({ bytes }: TreeEntry): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Returns a field as a JSON pointer. */
export function pointer(field: readonly (string | number)[]): string {
  return field.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
