import type { CommitNote } from "../ports/git.ts";
import { fetchCommit, remoteRef } from "./history.ts";
import { runGit } from "./run-git.ts";

/** Returns the author and the subject of the commit that a ref of a remote points to; null: it cannot be fetched. */
export async function remoteCommit(
  root: string,
  { remote, ref, settings }: { readonly remote: string; readonly ref: string; readonly settings: readonly string[] },
): Promise<CommitNote | null> {
  const commit = await remoteRef(root, { remote, ref, settings }).catch(() => null);
  if (commit === null || !(await fetchCommit(root, { commit, remote, settings }))) return null;
  const format = ["log", "--no-show-signature", "-1", "--format=%an <%ae>%n%s", commit, "--"];
  const { status, out } = await runGit(root, format);
  if (status !== 0) return null;
  const [author = "", subject = ""] = out.toString("utf8").split("\n");
  return { author, subject };
}
