import { malformed } from "./refusal.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The body as an object with no other fields than these. The sandbox is strict where the service may ignore a field. */
export function bodyWith(body: unknown, fields: readonly string[]): JsonObject {
  if (!isObject(body) || Object.keys(body).some((field) => !fields.includes(field))) throw malformed();
  return body;
}

/** An object's field that is an object too; absent: undefined; anything else is malformed. */
export function objectIn(body: JsonObject, field: string): JsonObject | undefined {
  const value = body[field];
  if (value === undefined) return undefined;
  if (!isObject(value)) throw malformed();
  return value;
}

/** A field that is a list of texts; absent: empty; anything else is malformed. */
export function textsIn(body: JsonObject | undefined, field: string): readonly string[] {
  const value = body?.[field] ?? [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) throw malformed();
  return value;
}

/** A text of the object, or undefined when it is absent or no text. */
export function textOf(fields: JsonObject, field: string): string | undefined {
  const value = fields[field];
  return typeof value === "string" ? value : undefined;
}

/** The texts, numbers and flags in a value or a list of values, as text. */
export function plainTexts(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((item) =>
    typeof item === "string" || typeof item === "number" || typeof item === "boolean" ? [String(item)] : [],
  );
}
