import type { JsonObject } from "./json.ts";
import { isObject } from "./json.ts";
import { invalid } from "./refusal.ts";

/** Returns the fields of a user that `fields=id,status,profile:(login,department)` selects; null: all. */
export function projection(fields: string | null): (resource: JsonObject) => JsonObject {
  if (fields === null) return (resource) => resource;
  const top = new Set<string>();
  const nested = new Map<string, ReadonlySet<string>>();
  for (const [match, name = "", inner] of fields.matchAll(/(\w+)(?::\(([\w,]*)\))?(?:,|$)/g)) {
    if (match === "") continue;
    top.add(name);
    if (inner !== undefined) nested.set(name, new Set(inner.split(",")));
  }
  if (top.size === 0) throw invalid("fields");
  return (resource) =>
    Object.fromEntries(
      Object.entries(resource)
        .filter(([name]) => top.has(name) || name === "_links")
        .map(([name, value]) => [name, only(value, nested.get(name))]),
    );
}

function only(value: unknown, names: ReadonlySet<string> | undefined): unknown {
  if (names === undefined || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name)));
}
