import type { DocumentKindName } from "../formats/document-kind-name.ts";
import { documentKindNames, type DocumentOf } from "./kinds/index.ts";

/** All documents that could be read, by kind and in path order, and the ids of those that could not. */
export interface Collected {
  readonly documents: { readonly [Name in DocumentKindName]: DocumentOf<Name>[] };
  /** By kind, the ids of files with errors. A reference to one of them is not reported again. */
  readonly broken: Map<DocumentKindName, Set<string>>;
}

export function nothingCollected(): Collected {
  const documents = Object.fromEntries(documentKindNames.map((name) => [name, []])) as unknown;
  return { documents: documents as Collected["documents"], broken: new Map() };
}
