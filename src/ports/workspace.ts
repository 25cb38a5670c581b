import type { Tree } from "../load/tree.ts";
import type { GitReader } from "./git.ts";

/** The folder that a command works on, and the git repository around it. */
export interface Workspace {
  /** The folder as given by the user, for messages. */
  readonly name: string;
  /** Reads the current content of `access/`. Throws an `Error` with a plain message if that is not possible. */
  readonly readFolder: () => Promise<Tree>;
  readonly git: GitReader;
}
