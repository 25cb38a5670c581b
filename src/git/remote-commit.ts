import type { CommitNote } from "../ports/git.ts";
import { fetchCommit } from "./history.ts";
import { runGit } from "./run-git.ts";

/** Returns the author and the subject of the commit that a ref of a remote points to; null: it cannot be fetched. */
export async function remoteCommit(
  root: string,
  { remote, ref, settings }: { readonly remote: string; readonly ref: string; readonly settings: readonly string[] },
): Promise<CommitNote | null> {
  const listed = await runGit(root, [...settings, "ls-remote", "--exit-code", remote, ref]);
  if (listed.status !== 0) return null;
  // git also lists refs that only end with this name.
  const lines = listed.out.toString("utf8").split("\n");
  const commit = lines.map((line) => line.split("\t")).find(([, name]) => name === ref)?.[0];
  if (commit === undefined || !(await fetchCommit(root, { commit, remote, settings }))) return null;
  const format = ["log", "--no-show-signature", "-1", "--format=%an <%ae>%n%s", commit, "--"];
  const { status, out } = await runGit(root, format);
  if (status !== 0) return null;
  const [author = "", subject = ""] = out.toString("utf8").split("\n");
  return { author, subject };
}
