import type { Operation } from "../../plan/operation.ts";
import { actionSign, newTitle } from "./actions.ts";

/** Returns for example `department: "Sales" → "Finance"` for each changed field that the text of the operation does not name, in order. */
export function changedFields(operation: Operation): readonly string[] {
  const old = new Map<string, unknown>(Object.entries(operation.before ?? {}));
  const now = new Map<string, unknown>(Object.entries(operation.after ?? {}));
  const isInText = newTitle(operation) !== null;
  return changedFieldNames(operation)
    .filter((name) => !isInText || name !== "name")
    .map((name) => `${name}: ${shown(old.get(name))} → ${shown(now.get(name))}`);
}

/** Returns the names of the changed fields, in order. */
export function changedFieldNames({ action, before, after }: Operation): readonly string[] {
  if (actionSign(action) !== "~") return [];
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
}

const shown = (value: unknown): string => (value === undefined || value === null ? "(none)" : JSON.stringify(value));
