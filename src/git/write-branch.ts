import type { EmptyCommit, FileCommit } from "../ports/git.ts";
import { OperationalError } from "../diagnostics/user-error.ts";
import { answered, runGit } from "./run-git.ts";
import { treeWith } from "./tree-with-file.ts";
import { folderPrefix } from "./folder-prefix.ts";

/** The position of a folder in a git repository. */
export interface GitPlace {
  /** The path from the root of the repository to the folder: empty, or with a trailing slash. */
  readonly prefix: string;
}

/** Returns the position of a folder; null: not in a git repository. */
export async function gitPlace(root: string): Promise<GitPlace | null> {
  const prefix = await folderPrefix(root);
  return prefix === null ? null : { prefix };
}

/** Returns a value of git's configuration; undefined: not set. */
export async function gitSetting(root: string, name: string): Promise<string | undefined> {
  const { status, out } = await runGit(root, ["config", "--get", name]);
  return status === 0 ? out.toString("utf8").trim() : undefined;
}

/** Returns the default branch of a remote, for example `main`; undefined: not known to this clone. */
export async function remoteDefaultBranch(root: string, remote: string): Promise<string | undefined> {
  const { status, out } = await runGit(root, ["symbolic-ref", "--quiet", "--short", `refs/remotes/${remote}/HEAD`]);
  return status === 0
    ? out
        .toString("utf8")
        .trim()
        .slice(remote.length + 1)
    : undefined;
}

/** Returns the checked out branch; undefined: detached HEAD. */
export async function currentBranch(root: string): Promise<string | undefined> {
  const { status, out } = await runGit(root, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
  return status === 0 ? out.toString("utf8").trim() : undefined;
}

export async function hasBranch(root: string, branch: string): Promise<boolean> {
  return (await runGit(root, ["rev-parse", "--verify", "--quiet", `refs/heads/${branch}`])).status === 0;
}

/** Checks whether a remote has this branch, by the last fetch. */
export async function hasRemoteBranch(root: string, remote: string, branch: string): Promise<boolean> {
  return (await runGit(root, ["rev-parse", "--verify", "--quiet", `refs/remotes/${remote}/${branch}`])).status === 0;
}

/**
 * Commits one file on a new branch and returns the full hash of the commit. Working folder, index and HEAD do not change, so that
 * no uncommitted work becomes part of the request. Fails if the branch exists.
 * @throws OperationalError with git's message
 */
export async function commitOnNewBranch(
  root: string,
  { parent, branch, path, text, message }: FileCommit,
): Promise<string> {
  const blob = await answered(root, ["hash-object", "-w", "--stdin"], text);
  return commitTree(root, await treeWith(root, parent, { path, blob }), { parent, branch, message });
}

/** Commits the files of the parent again on a new branch, and returns the full hash of the commit. Fails if the branch exists. */
export async function emptyCommitOnNewBranch(root: string, commit: EmptyCommit): Promise<string> {
  return commitTree(root, await answered(root, ["rev-parse", "--verify", `${commit.parent}^{tree}`]), commit);
}

async function commitTree(root: string, tree: string, { parent, branch, message }: EmptyCommit): Promise<string> {
  const commit = await answered(root, ["commit-tree", tree, "-p", parent, "-F", "-"], message);
  await answered(root, ["update-ref", "-m", "rolecall", `refs/heads/${branch}`, commit, "0".repeat(commit.length)]);
  return commit;
}

/**
 * Pushes a branch to a remote under the same name. Never overwrites a branch with other commits.
 * @throws OperationalError with git's message
 */
export async function pushBranch(
  root: string,
  {
    remote,
    branch,
    settings,
  }: { readonly remote: string; readonly branch: string; readonly settings: readonly string[] },
): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const { status, err } = await runGit(root, [...settings, "push", "--quiet", remote, `${ref}:${ref}`]);
  if (status !== 0)
    throw new OperationalError(
      `the request is committed on the branch ${branch}, and git could not push it to ${remote}: ${err}`,
    );
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the names of the remotes. */
export async function remotesOf(root: string): Promise<readonly string[]> {
  return (await answered(root, ["remote"])).split("\n").filter((name) => name !== "");
}

/** The variables that can hold a token for git. */
export type TokenVariable = "GITHUB_TOKEN" | "ROLECALL_JOURNAL_TOKEN";

/**
 * Returns the settings with which git signs in to GitHub with the token of a variable, if it is set, and uses no other credential helper
 * there. The token is not in an argument and is not sent to other hosts: the helper is limited to GitHub's URL and reads the
 * variable when git calls it.
 */
export function tokenSettings(env: Environment, variable: TokenVariable = "GITHUB_TOKEN"): readonly string[] {
  if ((env[variable] ?? "") === "") return [];
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  if (!/^https:\/\/[A-Za-z0-9.-]+(?::\d+)?\/?$/.test(server)) return [];
  const key = `credential.${server.replace(/\/$/, "")}.helper`;
  const helper = `!f() { test "$1" = get && echo username=x-access-token && echo "password=$${variable}"; }; f`;
  return ["-c", `${key}=`, "-c", `${key}=${helper}`];
}
