import type { TreeEntry } from "./tree.ts";

/** Returns whether two files have the same content. */
export function sameBytes(left: TreeEntry, right: TreeEntry): boolean {
  if (left.bytes === right.bytes && left.size === right.size) return true;
  if (left.size !== right.size || left.bytes.length !== right.bytes.length) return false;
  for (let position = 0; position < left.bytes.length; position += 1)
    if (left.bytes[position] !== right.bytes[position]) return false;
  return true;
}
