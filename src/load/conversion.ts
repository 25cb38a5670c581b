import type { Duration } from "../model/duration.ts";
import { parseDuration } from "../model/duration.ts";
import type { Instant } from "../model/instant.ts";
import { ownerNamed } from "../model/owner.ts";
import type {
  EntitlementRef,
  Organization,
  Owner,
  RoleId,
  Scalar,
  Selector,
  Source,
  UserId,
} from "../model/documents.ts";
import type { PathNames } from "./kinds/path-pattern.ts";
import { findingAt, type Problem, quoted, type Report } from "./problems.ts";
import type { ZonedTime } from "./zoned-time.ts";

/** The context for the conversion of one checked value into a document. */
export interface Conversion {
  readonly source: Source;
  /** The values from the path, by their names in the kind's path pattern. */
  readonly named: PathNames;
  /** Null where it has errors or is missing. */
  readonly organization: Organization | null;
  readonly time: ZonedTime;
  readonly lineOf: (key: string) => number | undefined;
  readonly report: Report;
}

type Field = readonly (string | number)[];

/** Reports an error at a field of the document. */
export function reportProblem(conversion: Conversion, problem: Problem, field: Field, atKey = false): void {
  conversion.report(findingAt(problem, { file: conversion.source.file, field, ...(atKey ? { atKey } : {}) }));
}

/** Reports a missing field that is required for this document, although not for every document of its kind. */
export function requireField(conversion: Conversion, field: string, why: string): void {
  reportProblem(
    conversion,
    { code: "schema/required", message: `The field \`${field}\` is missing: ${why}.`, remedy: `Add \`${field}:\`.` },
    [],
  );
}

/** Reports a field that differs from the path, because the path decides which owner reviews the file. */
export function requirePathMatch(
  conversion: Conversion,
  { field, written, path }: { readonly field: string; readonly written: string; readonly path: string },
): void {
  if (written === path) return;
  reportProblem(
    conversion,
    {
      code: "path/mismatch",
      message: `\`${field}\` does not match the path of the file: expected ${path}, got ${written.slice(0, 120)}.`,
      remedy: `Move the file to the path for ${quoted(written)}, or write \`${field}: ${path}\`.`,
    },
    [field],
  );
}

export function startIn(conversion: Conversion, text: string | undefined, field: Field): Instant | null {
  return text === undefined ? null : instantOr(conversion, conversion.time.startOf(text), { text, field });
}

export function endIn(conversion: Conversion, text: string | undefined, field: Field): Instant | null {
  return text === undefined ? null : instantOr(conversion, conversion.time.endOf(text), { text, field });
}

function instantOr(
  conversion: Conversion,
  instant: Instant | undefined,
  { text, field }: { readonly text: string; readonly field: Field },
): Instant | null {
  if (instant !== undefined) return instant;
  reportProblem(
    conversion,
    {
      code: "time/bad-instant",
      message: `${quoted(text)} is not a valid date or time: the calendar or the clock does not have it.`,
      remedy: "Write a date such as 2026-12-01, or an instant with a zone such as 2026-12-01T18:00:00Z.",
    },
    field,
  );
  return null;
}

/** Returns the duration of a text that the schema has checked; null where it is absent. */
export function durationIn(text: string | undefined): Duration | null {
  return text === undefined ? null : (parseDuration(text) ?? null);
}

export function ownersIn(written: readonly string[] | undefined): readonly Owner[] {
  return (written ?? []).map(ownerNamed);
}

export interface WrittenSelector {
  readonly not?: WrittenSelector;
  readonly [field: string]: unknown;
}

export function selectorIn(written: WrittenSelector): Selector {
  const { not, ...fields } = written;
  return {
    fields: new Map(
      Object.entries(fields).map(([field, value]) => [
        field,
        (Array.isArray(value) ? value : [value]) as readonly Scalar[],
      ]),
    ),
    not: not === undefined ? null : selectorIn(not),
  };
}

export const refsIn = (written: readonly string[] | undefined): readonly EntitlementRef[] =>
  (written ?? []) as readonly EntitlementRef[];
export const rolesIn = (written: readonly string[] | undefined): readonly RoleId[] =>
  (written ?? []) as readonly RoleId[];
export const usersIn = (written: readonly string[] | undefined): readonly UserId[] =>
  (written ?? []) as readonly UserId[];
