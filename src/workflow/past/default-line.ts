import type { GitReader } from "../../ports/git.ts";
import { type MergedCommit, mergedLine } from "./merged-line.ts";

/** The first-parent line of the default branch. */
export interface DefaultLine {
  /** The name of the branch; null: unknown, as HEAD is detached. */
  readonly branch: string | null;
  readonly tip: string;
  /** Oldest first. */
  readonly line: readonly MergedCommit[];
}

type LineGit = Pick<
  GitReader,
  "remoteDefaultBranch" | "hasRemoteBranch" | "currentBranch" | "resolveCommit" | "firstParents"
>;

/**
 * Reads the line of the remote's default branch, as last fetched, or of HEAD where the clone does not know that branch.
 * @throws OperationalError in a shallow clone
 */
export async function readDefaultLine(git: LineGit, remote: string): Promise<DefaultLine> {
  const declared = await git.remoteDefaultBranch(remote);
  const branch = declared !== undefined && (await git.hasRemoteBranch(remote, declared)) ? declared : undefined;
  const tip = await git.resolveCommit(branch === undefined ? "HEAD" : `refs/remotes/${remote}/${branch}`);
  const line = mergedLine(await git.firstParents(tip));
  return { branch: branch ?? (await git.currentBranch()) ?? null, tip, line };
}
