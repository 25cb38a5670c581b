/** One entry of the tree. */
export interface TreeEntry {
  /** Path from the repository's root, with `/`: `access/users/ada-lovelace.yaml`. */
  readonly path: string;
  readonly kind: "file" | "symlink" | "submodule" | "other";
  /** Size of the file in bytes; 0 for an entry that is not a file. */
  readonly size: number;
  /** The content; shorter than `size` where the source did not read a file that is far too large. */
  readonly bytes: Uint8Array;
}

/** All entries that a source read under `access/`, in path order. */
export interface Tree {
  /** Whether the folder `access/` exists. A missing folder never means that no user has access. */
  readonly exists: boolean;
  readonly entries: readonly TreeEntry[];
}

/** The folder of the tree. */
export const accessFolder = "access";
