import { invalid } from "./refusal.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** How a field of a body can be written. As in the API, an edit of a `read-only` field is ignored. */
export type FieldKind = "text" | "flag" | "list" | "object" | "read-only";
export type FieldTable = Readonly<Record<string, FieldKind>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the writable fields of a body, each null or of the kind in the table. Refuses an unknown field by name. */
export function writtenFields(body: unknown, table: FieldTable): JsonObject {
  if (body === undefined) return {};
  if (!isObject(body)) throw invalid("the body must be a JSON object");
  const written: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(body)) {
    const kind = Object.hasOwn(table, field) ? table[field] : undefined;
    if (kind === undefined) throw invalid(`Unknown name "${field}": Cannot find field.`);
    if (kind === "read-only") continue;
    if (value !== null && !fits(value, kind)) throw invalid(field);
    written[field] = value;
  }
  return written;
}

function fits(value: unknown, kind: Exclude<FieldKind, "read-only">): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "flag":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value) && value.every(isObject);
    case "object":
      return isObject(value);
  }
}

/**
 * Applies patch semantics: missing fields stay, null clears, objects merge, lists are replaced.
 * With `keepLists` (the PATCH method) an empty or null list keeps the stored one: that method cannot clear lists.
 */
export function patched(stored: JsonObject, written: JsonObject, keepLists = false): JsonObject {
  const next: Record<string, unknown> = { ...stored };
  for (const [field, value] of Object.entries(written)) {
    const before = stored[field];
    if (keepLists && Array.isArray(before) && (value === null || (Array.isArray(value) && value.length === 0)))
      continue;
    if (value === null) delete next[field];
    else if (isObject(value)) next[field] = patched(isObject(before) ? before : {}, value, keepLists);
    else next[field] = value;
  }
  return next;
}

/** Returns the text of a written field, or undefined when it is absent or null. */
export function textOf(fields: JsonObject, field: string): string | undefined {
  const value = fields[field];
  return typeof value === "string" ? value : undefined;
}
