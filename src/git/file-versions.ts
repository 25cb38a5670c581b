import type { FileVersion, FileVersionsRequest } from "../ports/git.ts";
import { OperationalError } from "../diagnostics/user-error.ts";
import { runGit } from "./run-git.ts";

/** The versions of one file along first parents, oldest first. A version without the file has no bytes. */
export async function fileVersions(
  root: string,
  { path, from = "folder", tip, last }: FileVersionsRequest,
): Promise<readonly FileVersion[]> {
  const shallow = await runGit(root, ["rev-parse", "--is-shallow-repository", "--show-prefix"]);
  const [isShallow, prefix = ""] = shallow.out.toString("utf8").split("\n");
  if (shallow.status !== 0 || isShallow !== "false")
    throw new OperationalError(
      `git cannot list the versions of ${path}: ${shallow.err === "" ? "this clone is shallow. Fetch the complete history (git fetch --unshallow; in a workflow: fetch-depth: 0)" : shallow.err}`,
    );
  return versionsFromTop(root, { path: from === "root" ? path : `${prefix}${path}`, tip, last });
}

/** The versions of a file, given by its path from the root of the repository. */
export async function versionsFromTop(
  root: string,
  { path, tip, last }: Omit<FileVersionsRequest, "from">,
): Promise<readonly FileVersion[]> {
  const limit = last === null ? [] : [`--max-count=${last}`];
  const log = ["log", "--no-show-signature", "--first-parent", "--format=%H", ...limit, "--end-of-options", tip];
  const listed = await runGit(root, [...log, "--", `:(top,literal)${path}`]);
  if (listed.status !== 0) throw new OperationalError(`git cannot list the versions of ${path}: ${listed.err}`);
  const commits = listed.out
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .toReversed();
  if (commits.length === 0) return [];
  const names = commits.map((commit) => `${commit}:${path}\n`).join("");
  const { status, out, err } = await runGit(root, ["cat-file", "--batch", "--buffer"], names);
  if (status !== 0) throw new OperationalError(`git cannot read the versions of ${path}: ${err}`);
  let offset = 0;
  return commits.map((commit): FileVersion => {
    const end = out.indexOf(0x0a, offset);
    const [type = "", size = ""] = out.toString("utf8", offset, end).split(" ").slice(-2);
    offset = end + 1;
    if (size === "missing") return { commit, bytes: null };
    if (type !== "blob") throw new OperationalError(`${path} is not a file in the commit ${commit}.`);
    const bytes = out.subarray(offset, offset + Number(size));
    offset += Number(size) + 1;
    return { commit, bytes };
  });
}
