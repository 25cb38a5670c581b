import type { Tree } from "../load/tree.ts";
import type { GitReader } from "./git.ts";

/** The folder that a command works on, and the git repository around it. */
/** A document kind that Rolecall writes files of. */
export type SchemaKind = "grant" | "baseline";

export interface Workspace {
  /** The folder as given by the user, for messages. */
  readonly name: string;
  /** Reads the current content of `access/`. Throws an `Error` with a plain message if that is not possible. */
  readonly readFolder: () => Promise<Tree>;
  /** Whether the repository has this schema, so that a written file can name it for editors. */
  readonly hasSchema: (kind: SchemaKind) => boolean;
  readonly git: GitReader;
}
