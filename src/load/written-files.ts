import type { WrittenDocument, WrittenFiles } from "../model/written-files.ts";
import { documentKinds } from "./kinds/index.ts";
import type { Limits } from "./limits.ts";
import { parseFile } from "./parse-file.ts";
import { meaningOf, type PathMeaning } from "./path-kind.ts";
import type { TreeEntry } from "./tree.ts";

/**
 * Returns the files of a tree for comparison with those of another one. Documents are parsed again on request, because
 * keeping all parsed documents would take six times the memory.
 */
export function writtenFiles(entries: ReadonlyMap<string, TreeEntry>, limits: Limits): WrittenFiles {
  return {
    contents: new Map([...entries].map(([path, { bytes }]) => [path, bytes])),
    documentAt: (path) => {
      const entry = entries.get(path);
      return entry === undefined ? null : documentOf(entry, limits);
    },
  };
}

function documentOf(entry: TreeEntry, limits: Limits): WrittenDocument | null {
  const result = meaningOf(entry);
  if (result === "no-document") return null;
  // The content of policy tests is compared byte for byte, as code is.
  if ("meaning" in result && result.meaning.kind === "policy-tests") return null;
  const { value } = parseFile(entry, limits);
  if ("problem" in result || value === undefined)
    throw new Error(`${entry.path} has errors, so it cannot be compared as a document`);
  return { kind: result.meaning.kind, id: idOf(result.meaning), fields: value };
}

/** Returns the id of a document from the names in its path; empty: the only document of its kind. */
function idOf({ kind, named }: PathMeaning): string {
  const { identity } = documentKinds[kind];
  return identity === null ? Object.values(named).join("/") : identity.ofPath(named);
}
