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

/** What turning one checked value into a document needs besides the value. */
export interface Conversion {
  readonly source: Source;
  /** What the path says, by the names of the kind's pattern. */
  readonly named: PathNames;
  /** Null: it has errors, or is missing. */
  readonly organization: Organization | null;
  readonly time: ZonedTime;
  readonly lineOf: (key: string) => number | undefined;
  readonly report: Report;
}

type Field = readonly (string | number)[];

/** Reports an error at a field of the document. */
export function complain(conversion: Conversion, problem: Problem, field: Field, atKey = false): void {
  conversion.report(findingAt(problem, { file: conversion.source.file, field, ...(atKey ? { atKey } : {}) }));
}

/** A field that has to be there for this document although not for every one of its kind. */
export function needs(conversion: Conversion, field: string, why: string): void {
  complain(
    conversion,
    { code: "schema/required", message: `The field \`${field}\` is missing: ${why}.`, remedy: `Add \`${field}:\`.` },
    [],
  );
}

/** The content names what the path names; otherwise the file would be reviewed by somebody else's owner. */
export function agree(
  conversion: Conversion,
  { field, written, path }: { readonly field: string; readonly written: string; readonly path: string },
): void {
  if (written === path) return;
  complain(
    conversion,
    {
      code: "path/mismatch",
      message: `The file says \`${field}: ${written.slice(0, 120)}\`, and its path says ${path}.`,
      remedy: `Move the file to the path that belongs to ${quoted(written)}, or write \`${field}: ${path}\`.`,
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
  complain(
    conversion,
    {
      code: "time/bad-instant",
      message: `${quoted(text)} is no day and no instant: the calendar or the clock has no such time.`,
      remedy: "Write a day such as 2026-12-01, or an instant with a zone such as 2026-12-01T18:00:00Z.",
    },
    field,
  );
  return null;
}

/** The schema has checked the form. */
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
