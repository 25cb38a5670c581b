import { isMap, isScalar } from "yaml";
import type { Place, SourceSpan } from "../diagnostics/finding.ts";
import { compose } from "./compose.ts";
import { type Limits, limitsOf } from "./limits.ts";
import { LineIndex } from "./line-index.ts";
import { readText } from "./read-text.ts";
import type { TreeEntry } from "./tree.ts";

/** Returns line and column of a field of a file, from 1; of the nearest parent field where the field is absent. */
export type Locator = (entry: TreeEntry, place: Omit<Place, "file">) => SourceSpan;

interface Opened {
  readonly entry: TreeEntry;
  readonly root: unknown;
  readonly lines: LineIndex;
}

/**
 * Returns a locator that parses files again, because keeping all parsed documents would take six times the memory. It
 * keeps the last file, so that many findings of one file cost one parse.
 */
export function locator(limits: Limits): Locator {
  let last: Opened | undefined;
  return (entry, place) => {
    if (last?.entry !== entry) last = open(entry, limits);
    const { root, lines } = last;
    return { file: entry.path, ...lines.at(rangeStart(nodeAt(root, place)) ?? 0) };
  };
}

function open(entry: TreeEntry, general: Limits): Opened {
  const limits = limitsOf(entry.path, general);
  const text = readText(entry, limits).text ?? "";
  return { entry, root: compose(text, limits).document?.contents ?? null, lines: new LineIndex(text) };
}

/** Returns the deepest node on the path to a field that has a position. */
function nodeAt(root: unknown, { field, atKey }: Omit<Place, "file">): unknown {
  let node = root;
  let target = root;
  for (const [index, step] of field.entries()) {
    const pair = isMap(node)
      ? node.items.find((item) => isScalar(item.key) && keyText(item.key) === String(step))
      : undefined;
    const next: unknown = pair === undefined ? listItem(node, step) : pair.value;
    if (next === undefined) return target;
    const isLast = index === field.length - 1;
    target = pair !== undefined && (!isLast || atKey === true || next === null) ? pair.key : next;
    node = next;
  }
  return target;
}

function listItem(node: unknown, step: string | number): unknown {
  if (typeof step !== "number" || typeof node !== "object" || node === null || !("items" in node)) return undefined;
  return Array.isArray(node.items) ? (node.items as readonly unknown[])[step] : undefined;
}

function rangeStart(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range)) return undefined;
  const [start] = node.range as readonly unknown[];
  return typeof start === "number" ? start : undefined;
}

function keyText(key: { readonly value: unknown; readonly source?: string | undefined }): string {
  return typeof key.value === "string" ? key.value : (key.source ?? "");
}
