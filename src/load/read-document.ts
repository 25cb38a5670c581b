import type { Finding, UnlocatedFinding } from "../diagnostics/finding.ts";
import type { DocumentKindName } from "../formats/document-kind-name.ts";
import type { Documents } from "../formats/written.generated.ts";
import type { Organization } from "../model/documents.ts";
import { schemaProblems } from "../formats/validators.ts";
import { requirePathMatch, type Conversion } from "./conversion.ts";
import { documentKinds, type DocumentOf } from "./kinds/index.ts";
import { notSupportedYet } from "./not-supported.ts";
import { type ParsedFile, pointer } from "./parse-file.ts";
import type { PathMeaning } from "./path-kind.ts";
import { findingAt, type Problem, type Report } from "./problems.ts";
import type { ReadFile } from "./read-file.ts";
import { schemaSentence } from "./schema-sentences.ts";
import type { ZonedTime } from "./zoned-time.ts";

/** Checks a parsed file against the schema of its kind and converts it into its documents. */
export function readDocument(
  parsed: ParsedFile,
  meaning: PathMeaning,
  { time, organization }: { readonly time: ZonedTime; readonly organization: Organization | null },
): ReadFile {
  const { kind } = meaning;
  const findings: (Finding | UnlocatedFinding)[] = [...parsed.findings];
  const report: Report = (finding) => {
    findings.push(finding);
  };
  const broken: ReadFile = { kind, documents: [], findings, isBroken: true };
  if (parsed.value === undefined) return broken;
  const isRight = checkSchema(parsed, kind, report);
  if (!isRight || parsed.findings.length > 0) return broken;
  let hasError = false;
  const conversion: Conversion = {
    source: { file: parsed.file, line: parsed.line },
    named: meaning.named,
    organization,
    time,
    lineOf: parsed.lineOf,
    report: (finding) => {
      if (finding.severity === "error") hasError = true;
      report(finding);
    },
  };
  supported(parsed.value, kind, conversion);
  const documents = documentsOf(kind, parsed.value, conversion);
  return { kind, documents, findings, isBroken: hasError };
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

/** Converts a value that the schema has accepted. */
function documentsOf<Name extends DocumentKindName>(
  name: Name,
  value: Readonly<Record<string, unknown>>,
  conversion: Conversion,
): readonly DocumentOf<Name>[] {
  const kind = documentKinds[name];
  for (const field of kind.pathFields)
    requirePathMatch(conversion, { field, written: String(value[field]), path: conversion.named[field] ?? "" });
  return kind.convert(value as unknown as Documents[Name], conversion);
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
