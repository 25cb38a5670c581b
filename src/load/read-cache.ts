import { sameBytes } from "./same-bytes.ts";
import type { ReadFile } from "./read-file.ts";
import type { TreeEntry } from "./tree.ts";

/** The maximum number of contents that are kept for a path: those of the base and of the head of a change. */
const keptVersions = 2;
/** The maximum number of contents of rolecall.yaml for which files are kept. */
const keptContexts = 3;

type Versions = readonly { readonly entry: TreeEntry; readonly read: ReadFile }[];

interface Context {
  /** rolecall.yaml; undefined: the tree has none. */
  readonly organization: TreeEntry | undefined;
  readonly files: Map<string, Versions>;
}

// The newest context is first. Documents are never changed, so that the models of a base and a head can share them.
let contexts: readonly Context[] = [];

/** Reads a file once for each content: another tree with the same bytes and the same rolecall.yaml gets the same documents. */
export type ReadOnce = (entry: TreeEntry, read: () => ReadFile) => ReadFile;

/** Returns the reader for the files of a tree with this rolecall.yaml, on which limits, times and defaults depend. */
export function readOnceWith(organization: TreeEntry | undefined): ReadOnce {
  const { files } = contextOf(organization);
  return (entry, read) => {
    const versions = files.get(entry.path) ?? [];
    const known = versions.find((version) => sameBytes(version.entry, entry));
    if (known !== undefined) return known.read;
    const fresh = { entry, read: read() };
    files.set(entry.path, [fresh, ...versions.slice(0, keptVersions - 1)]);
    return fresh.read;
  };
}

/** Forgets all files: the next reads start from the bytes. For tests that change the code between reads. */
export function forget(): void {
  contexts = [];
}

function contextOf(organization: TreeEntry | undefined): Context {
  const known = contexts.find((context) =>
    context.organization === undefined || organization === undefined
      ? context.organization === organization
      : sameBytes(context.organization, organization),
  );
  const context = known ?? { organization, files: new Map<string, Versions>() };
  contexts = [context, ...contexts.filter((other) => other !== known)].slice(0, keptContexts);
  return context;
}
