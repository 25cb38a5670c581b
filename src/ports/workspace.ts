import type { Tree } from "../load/tree.ts";
import type { GitReader } from "./git.ts";

/** The folder that a command works on, and the git repository around it. */
export interface Workspace {
  /** The folder as the person wrote it, for messages. */
  readonly name: string;
  /** Reads `access/` as the folder holds it now. Throws an `Error` with a plain message where that is not possible. */
  readonly readFolder: () => Promise<Tree>;
  readonly git: GitReader;
}
