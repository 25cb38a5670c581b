import { OperationalError } from "../diagnostics/user-error.ts";
import type { Instant } from "../model/instant.ts";
import type { Workspace } from "../ports/workspace.ts";
import type { Checked } from "./check.ts";
import { checkWorkspace } from "./read-tree.ts";

/** A git revision that something is compared with: its full hash, and its files, judged. */
export interface Base {
  readonly commit: string;
  readonly checked: Checked;
}

/** Returns the files of a revision, judged at the instant; they may have errors. */
export async function baseOf(workspace: Workspace, revision: string, at: Instant): Promise<Base> {
  const commit = await workspace.git.resolveCommit(revision);
  return { commit, checked: await checkWorkspace(workspace, at, commit) };
}

/**
 * The same, for what compares who has what: that needs files without errors.
 * @throws OperationalError naming the revision whose files have errors
 */
export async function soundBaseOf(workspace: Workspace, revision: string, at: Instant): Promise<Base> {
  const base = await baseOf(workspace, revision, at);
  if (base.checked.resolved === null)
    throw new OperationalError(
      `the files at ${revision} (${base.commit}) have errors, so what changed since cannot be said. Leave --base out, or name a commit whose files are right.`,
    );
  return base;
}
