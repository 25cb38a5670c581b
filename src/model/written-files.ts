/** A document with all of its fields, as parsed from its file: comments, key order, quoting and formatting are not in it. */
export interface WrittenDocument {
  readonly kind: string;
  /** Unique among the documents of the kind. It does not depend on the folder where the kind allows any folder. */
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The files of one state. Only files whose content differs between two states are parsed for a comparison. */
export interface WrittenFiles {
  /** The content of each file, by path. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Returns the document of a file; null: a file without a document that the digest covers. */
  readonly documentAt: (path: string) => WrittenDocument | null;
}

/** A state without files, for models that are not read from files. */
export const nothingWritten: WrittenFiles = { contents: new Map(), documentAt: () => null };
