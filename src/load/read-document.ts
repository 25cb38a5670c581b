import type { DocumentKindName } from "../formats/document-kind-name.ts";
import type { Documents } from "../formats/written.generated.ts";
import { schemaProblems } from "../formats/validators.ts";
import type { Collected } from "./collected.ts";
import { requirePathMatch, type Conversion } from "./conversion.ts";
import { documentKinds, type DocumentOf } from "./kinds/index.ts";
import { notSupportedYet } from "./not-supported.ts";
import { type ParsedFile, pointer } from "./parse-file.ts";
import type { PathMeaning } from "./path-kind.ts";
import { findingAt, type Problem, type Report } from "./problems.ts";
import { schemaSentence } from "./schema-sentences.ts";
import type { ZonedTime } from "./zoned-time.ts";

/** Checks a parsed file against the schema of its kind and adds its documents to the collection. */
export function readDocument(
  parsed: ParsedFile,
  meaning: PathMeaning,
  { time, report, collected }: { readonly time: ZonedTime; readonly report: Report; readonly collected: Collected },
): void {
  for (const finding of parsed.findings) report(finding);
  const broken = (): void => {
    markBroken(collected, meaning);
  };
  if (parsed.value === undefined) return broken();
  const isRight = checkSchema(parsed, meaning.kind, report);
  if (!isRight || parsed.findings.length > 0) return broken();
  let hasError = false;
  const conversion: Conversion = {
    source: { file: parsed.file, line: parsed.line },
    named: meaning.named,
    organization: collected.documents.organization[0] ?? null,
    time,
    lineOf: parsed.lineOf,
    report: (finding) => {
      if (finding.severity === "error") hasError = true;
      report(finding);
    },
  };
  supported(parsed.value, meaning.kind, conversion);
  add(meaning.kind, parsed.value, { conversion, into: collected.documents[meaning.kind] });
  if (hasError) broken();
}

/** Limit of schema findings per file. */
const mostProblems = 100;

function checkSchema(parsed: ParsedFile, kind: DocumentKindName, report: Report): boolean {
  const problems = schemaProblems(kind, parsed.value);
  // A value of a wrong type also violates `enum`, and the list of allowed values is the more helpful message.
  const chosen = new Set(problems.filter(({ keyword }) => keyword === "enum").map(({ instancePath }) => instancePath));
  for (const problem of problems.slice(0, mostProblems)) {
    if (problem.keyword === "type" && chosen.has(problem.instancePath)) continue;
    // Do not report a field again that has a YAML finding.
    const missing = problem.keyword === "required" ? `/${String(problem.params["missingProperty"])}` : "";
    if (parsed.marked.has(`${problem.instancePath}${missing}`)) continue;
    const { field, atKey, ...sentence } = schemaSentence(kind, problem, parsed.value);
    if (parsed.marked.has(pointer(field))) continue;
    report(findingAt(sentence, { file: parsed.file, field, atKey }));
  }
  return problems.length === 0;
}

function markBroken(collected: Collected, { kind, named }: PathMeaning): void {
  const { identity } = documentKinds[kind];
  if (identity === null) return;
  const ids = collected.broken.get(kind) ?? new Set<string>();
  ids.add(identity.ofPath(named));
  collected.broken.set(kind, ids);
}

/** Converts a value that the schema has accepted, and adds its documents. */
function add<Name extends DocumentKindName>(
  name: Name,
  value: Readonly<Record<string, unknown>>,
  { conversion, into }: { readonly conversion: Conversion; readonly into: DocumentOf<Name>[] },
): void {
  const kind = documentKinds[name];
  for (const field of kind.pathFields)
    requirePathMatch(conversion, { field, written: String(value[field]), path: conversion.named[field] ?? "" });
  into.push(...kind.convert(value as unknown as Documents[Name], conversion));
}

/** Reports `schema/not-supported-yet` as a warning; plan and apply refuse. */
function supported(value: unknown, name: DocumentKindName, { source, report }: Conversion): void {
  for (const { kind, field, when, sentence } of notSupportedYet) {
    if (kind !== name) continue;
    const written = fieldOf(value, field);
    if (written === undefined || when?.(written) === false) continue;
    const problem: Problem = {
      code: "schema/not-supported-yet",
      message: `${sentence} The field is part of the format, but it has no effect in this version.`,
      remedy: "Remove the field until a version supports it. `plan` and `apply` refuse it.",
    };
    report(findingAt(problem, { file: source.file, field, atKey: true, severity: "warning" }));
  }
}

function fieldOf(value: unknown, field: readonly string[]): unknown {
  let current = value;
  for (const step of field) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[step];
  }
  return current;
}
