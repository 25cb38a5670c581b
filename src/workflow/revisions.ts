import { OperationalError } from "../diagnostics/user-error.ts";
import type { Instant } from "../model/instant.ts";
import type { Workspace } from "../ports/workspace.ts";
import type { Checked } from "./check.ts";
import { checkWorkspace } from "./read-tree.ts";

/** The base of a comparison: a full commit hash and its judged files. */
export interface Base {
  readonly commit: string;
  readonly checked: Checked;
}

/** Returns the files of a revision, judged at the instant. They may have errors. */
export async function baseOf(workspace: Workspace, revision: string, at: Instant): Promise<Base> {
  const commit = await workspace.git.resolveCommit(revision);
  return { commit, checked: await checkWorkspace(workspace, at, commit) };
}

/**
 * Returns the files of a revision without errors, for a comparison of access.
 * @throws OperationalError naming the revision whose files have errors
 */
export async function soundBaseOf(workspace: Workspace, revision: string, at: Instant): Promise<Base> {
  const base = await baseOf(workspace, revision, at);
  if (base.checked.resolved === null)
    throw new OperationalError(
      `the files at ${revision} (${base.commit}) have errors, so the changes since are unknown. Remove --base, or name a commit without errors.`,
    );
  return base;
}
