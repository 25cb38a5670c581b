import type { Owner, Selector } from "../../model/documents.ts";
import type { Duration } from "../../model/duration.ts";
import { formatBound, type Instant } from "../../model/instant.ts";
import { compareText } from "../../support/compare.ts";
import { ownerNames } from "../../model/owner.ts";

/** A JSON value, as model changes compare and show it. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [field: string]: Plain };

/** A document's fields that affect access or approval. Nested fields are compared one by one. */
export type Fields = Readonly<Record<string, Plain>>;

/** Returns a list whose order has no meaning, sorted. */
export function setOf(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort(compareText);
}

export function ownersOf(owners: readonly Owner[]): readonly string[] {
  return setOf(ownerNames(owners));
}

export function textOfDuration(duration: Duration | null): string | null {
  return duration?.text ?? null;
}

export const textOfInstant = (instant: Instant | null): string | null => formatBound(instant);

export function plainMap(map: ReadonlyMap<string, unknown>): Fields {
  return Object.fromEntries(
    [...map].sort(([left], [right]) => compareText(left, right)).map(([key, value]) => [key, plain(value)]),
  );
}

export function plainSelector(selector: Selector | null): Plain {
  if (selector === null) return null;
  const fields = Object.fromEntries(
    [...selector.fields]
      .sort(([left], [right]) => compareText(left, right))
      .map(([key, values]) => {
        const sorted = [...values].sort((left, right) => compareText(JSON.stringify(left), JSON.stringify(right)));
        return [key, sorted];
      }),
  );
  return selector.not === null ? fields : { ...fields, not: plainSelector(selector.not) };
}

/** Returns a value of JSON values, maps and lists as plain JSON. Lists keep their order. */
export function plain(value: unknown): Plain {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return plainMap(value as ReadonlyMap<string, unknown>);
  if (typeof value === "object") return plainMap(new Map(Object.entries(value)));
  return null;
}
