import { malformed } from "./refusal.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the body as an object with only these fields. The sandbox refuses fields that the service may ignore. */
export function bodyWith(body: unknown, fields: readonly string[]): JsonObject {
  if (!isObject(body) || Object.keys(body).some((field) => !fields.includes(field))) throw malformed();
  return body;
}

/** Returns the object in a field; absent: undefined; any other value is malformed. */
export function objectIn(body: JsonObject, field: string): JsonObject | undefined {
  const value = body[field];
  if (value === undefined) return undefined;
  if (!isObject(value)) throw malformed();
  return value;
}

/** Returns the list of texts in a field; absent: empty; any other value is malformed. */
export function textsIn(body: JsonObject | undefined, field: string): readonly string[] {
  const value = body?.[field] ?? [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) throw malformed();
  return value;
}

/** Returns a text of the object, or undefined when the field is absent or not a text. */
export function textOf(fields: JsonObject, field: string): string | undefined {
  const value = fields[field];
  return typeof value === "string" ? value : undefined;
}

/** Returns the texts, numbers and flags in a value or a list of values, as text. */
export function plainTexts(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((item) =>
    typeof item === "string" || typeof item === "number" || typeof item === "boolean" ? [String(item)] : [],
  );
}
