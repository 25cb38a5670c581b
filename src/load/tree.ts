/** What stands at one path of the tree. */
export interface TreeEntry {
  /** From the repository's root, with `/`: `access/users/ada-lovelace.yaml`. */
  readonly path: string;
  readonly kind: "file" | "symlink" | "submodule" | "other";
  /** How large the file is; 0 for everything that is no file. */
  readonly size: number;
  /** The file's bytes; fewer than `size` where the source did not read a file that is far too large. */
  readonly bytes: Uint8Array;
}

/** Everything that a source read under `access/`, and nothing else, in path order. */
export interface Tree {
  /** Whether there is a folder `access/` at all: a missing one never means "nobody". */
  readonly exists: boolean;
  readonly entries: readonly TreeEntry[];
}

/** Where the tree's files stand. */
export const accessFolder = "access";
