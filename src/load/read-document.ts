import type { DocumentKindName } from "../formats/document-kind-name.ts";
import type { Documents } from "../formats/written.generated.ts";
import { schemaProblems } from "../formats/validators.ts";
import type { Collected } from "./collected.ts";
import { agree, type Conversion } from "./conversion.ts";
import { documentKinds, type DocumentOf } from "./kinds/index.ts";
import { notSupportedYet } from "./not-supported.ts";
import { type ParsedFile, pointer } from "./parse-file.ts";
import type { PathMeaning } from "./path-kind.ts";
import { findingAt, type Problem, type Report } from "./problems.ts";
import { schemaSentence } from "./schema-sentences.ts";
import type { ZonedTime } from "./zoned-time.ts";

/** Checks a parsed file against its kind's schema and adds the document to what was collected. */
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

/** One wrong file can break its schema at every value; the first places tell what is wrong with it. */
const mostProblems = 100;

function checkSchema(parsed: ParsedFile, kind: DocumentKindName, report: Report): boolean {
  const problems = schemaProblems(kind, parsed.value);
  // A value of another type is none of those allowed either; which those are says more.
  const chosen = new Set(problems.filter(({ keyword }) => keyword === "enum").map(({ instancePath }) => instancePath));
  for (const problem of problems.slice(0, mostProblems)) {
    if (problem.keyword === "type" && chosen.has(problem.instancePath)) continue;
    // A value that YAML already complained of would be complained of twice.
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

/** The schema has established that the value has its kind's type. */
function add<Name extends DocumentKindName>(
  name: Name,
  value: Readonly<Record<string, unknown>>,
  { conversion, into }: { readonly conversion: Conversion; readonly into: DocumentOf<Name>[] },
): void {
  const kind = documentKinds[name];
  for (const field of kind.agrees)
    agree(conversion, { field, written: String(value[field]), path: conversion.named[field] ?? "" });
  into.push(...kind.convert(value as unknown as Documents[Name], conversion));
}

/** `schema/not-supported-yet`: a warning here; plan and apply refuse. */
function supported(value: unknown, name: DocumentKindName, { source, report }: Conversion): void {
  for (const { kind, field, when, sentence } of notSupportedYet) {
    if (kind !== name) continue;
    const written = fieldOf(value, field);
    if (written === undefined || when?.(written) === false) continue;
    const problem: Problem = {
      code: "schema/not-supported-yet",
      message: `${sentence} The field is part of the format, and this version does nothing with it.`,
      remedy: "Leave it out until a version supports it: `plan` and `apply` refuse it.",
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
