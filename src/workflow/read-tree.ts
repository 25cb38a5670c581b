import { OperationalError, UserError } from "../diagnostics/user-error.ts";
import type { Tree } from "../load/tree.ts";
import type { Instant } from "../model/instant.ts";
import type { Workspace } from "../ports/workspace.ts";
import { forTerminal } from "../report/escape.ts";
import { type Checked, checkTree } from "./check.ts";

/**
 * Reads and judges the files of a workspace: of a commit, or of the folder when no commit is named.
 * @throws OperationalError when they cannot be read
 */
export async function checkWorkspace(workspace: Workspace, at: Instant, commit?: string): Promise<Checked> {
  return checkTree(await readTree(workspace, commit), at);
}

async function readTree({ name, readFolder, git }: Workspace, commit: string | undefined): Promise<Tree> {
  try {
    return await (commit === undefined ? readFolder() : git.readTree(commit));
  } catch (problem) {
    if (problem instanceof UserError && problem.category === "usage") throw problem;
    throw new OperationalError(
      `the files of ${forTerminal(commit ?? name)} cannot be read: ${problem instanceof Error ? problem.message : String(problem)}`,
    );
  }
}
