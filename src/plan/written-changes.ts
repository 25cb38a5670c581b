import type { WrittenDocument, WrittenFiles } from "../model/written-files.ts";
import { canonicalJson } from "../support/canonical-json.ts";
import { PairMap } from "../support/pair-map.ts";

/** A changed field of a document as written. An absent value is undefined, which differs from a written null. */
export interface WrittenChange {
  readonly kind: string;
  readonly id: string;
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Returns each changed field of each changed document, whether or not it affects access: titles, descriptions, reasons,
 * limits and rates included. Nested fields are compared one by one, lists as one value in their order.
 */
export function writtenChangesBetween(base: WrittenFiles, head: WrittenFiles): readonly WrittenChange[] {
  const documents = new PairMap<string, string, Sides>();
  const add = (document: WrittenDocument | null, side: keyof Sides): void => {
    if (document === null) return;
    const { kind, id } = document;
    documents.set(kind, id, { ...(documents.get(kind, id) ?? { before: null, after: null }), [side]: document });
  };
  for (const path of new Set([...base.contents.keys(), ...head.contents.keys()])) {
    const [before, after] = [base.contents.get(path), head.contents.get(path)];
    if (before !== undefined && after !== undefined && isEqual(before, after)) continue;
    if (before !== undefined) add(base.documentAt(path), "before");
    if (after !== undefined) add(head.documentAt(path), "after");
  }
  return [...documents.entries()].flatMap(([kind, id, { before, after }]) =>
    fieldsBetween(before, after).map((field) => ({ kind, id, ...field })),
  );
}

interface Sides {
  readonly before: WrittenDocument | null;
  readonly after: WrittenDocument | null;
}

type ChangedField = Pick<WrittenChange, "path" | "before" | "after">;

function fieldsBetween(before: WrittenDocument | null, after: WrittenDocument | null): readonly ChangedField[] {
  const fields = new Map<string, ChangedField>();
  const add = (document: WrittenDocument | null, side: "before" | "after"): void => {
    if (document === null) return;
    for (const { path, value } of leavesOf(document.fields, [])) {
      const key = canonicalJson(path);
      fields.set(key, { ...(fields.get(key) ?? { path, before: undefined, after: undefined }), [side]: value });
    }
  };
  add(before, "before");
  add(after, "after");
  return [...fields.values()].filter((field) => textOf(field.before) !== textOf(field.after));
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Returns each value with the names that lead to it. Lists, single values and empty maps are one value. */
function leavesOf(value: unknown, path: readonly string[]): readonly Leaf[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [{ path, value }];
  const fields = Object.entries(value);
  if (fields.length === 0) return [{ path, value }];
  return fields.flatMap(([name, field]) => leavesOf(field, [...path, name]));
}

const textOf = (value: unknown): string | null => (value === undefined ? null : canonicalJson(value));

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left === right || (left.length === right.length && left.every((byte, index) => byte === right[index]));
}
