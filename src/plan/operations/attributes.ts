import jsonPatch from "fast-json-patch";
import type { PatchStep } from "../operation.ts";

export interface AttributeChange {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly patch: readonly PatchStep[];
}

/**
 * Returns the managed attributes that differ, or null. Providers return text where a file may have a number, and omit
 * or blank what is not set, so values are compared as text, and null, "" and absent are equal.
 */
export function attributeChange(
  wanted: ReadonlyMap<string, unknown>,
  valueOf: (attribute: string) => unknown,
  isSame: (attribute: string, wanted: unknown, observed: unknown) => boolean = () => false,
): AttributeChange | null {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const [attribute, value] of [...wanted].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const observed = valueOf(attribute);
    if (textOf(observed) === textOf(value) || isSame(attribute, value, observed)) continue;
    before[attribute] = observed ?? null;
    after[attribute] = value ?? null;
  }
  if (Object.keys(after).length === 0) return null;
  return { before, after, patch: patchOf(before, after) };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function patchOf(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): PatchStep[] {
  return jsonPatch.compare(withoutNulls(before), withoutNulls(after)).map((step) => {
    if (step.op === "add" || step.op === "replace")
      return { op: step.op, path: step.path, value: step.value as unknown };
    return { op: "remove", path: step.path };
  });
}

function withoutNulls(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
