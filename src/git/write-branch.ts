import type { FileCommit } from "../ports/git.ts";
import { OperationalError } from "../diagnostics/user-error.ts";
import { runGit } from "./run-git.ts";

/** The position of a folder in a git repository. */
export interface GitPlace {
  /** The path from the root of the repository to the folder: empty, or with a trailing slash. */
  readonly prefix: string;
}

/** Returns the position of a folder; null: not in a git repository. */
export async function gitPlace(root: string): Promise<GitPlace | null> {
  const { status, out } = await runGit(root, ["rev-parse", "--show-prefix"]);
  return status === 0 ? { prefix: out.toString("utf8").replace(/\n$/, "") } : null;
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
  const tree = await treeWith(root, parent, { path, blob });
  const commit = await answered(root, ["commit-tree", tree, "-p", parent, "-F", "-"], message);
  await answered(root, [
    "update-ref",
    "-m",
    "rolecall request",
    `refs/heads/${branch}`,
    commit,
    "0".repeat(commit.length),
  ]);
  return commit;
}

/** Returns the parent's tree with one file added or replaced, built from the deepest folder upwards. */
async function treeWith(
  root: string,
  parent: string,
  { path, blob }: { readonly path: string; readonly blob: string },
): Promise<string> {
  const parts = path.split("/");
  let child = `100644 blob ${blob}`;
  for (let depth = parts.length - 1; depth >= 0; depth -= 1) {
    const name = parts[depth] ?? "";
    const folder = parts.slice(0, depth).join("/");
    const entries = await entriesOf(root, `${parent}:${folder}`, depth === 0);
    const others = entries.filter((entry) => entry.slice(entry.indexOf("\t") + 1) !== name);
    child = `040000 tree ${await answered(root, ["mktree", "-z"], [...others, `${child}\t${name}`].join("\0"))}`;
  }
  return child.slice("040000 tree ".length);
}

/** Returns the entries of a folder as `<mode> <type> <hash>\t<name>`; none if the folder does not exist. */
async function entriesOf(root: string, folder: string, isRoot: boolean): Promise<readonly string[]> {
  const known = isRoot || (await runGit(root, ["rev-parse", "--verify", "--quiet", folder])).status === 0;
  if (!known) return [];
  const { status, out, err } = await runGit(root, ["ls-tree", "-z", "--full-tree", folder]);
  if (status !== 0) throw new OperationalError(`git cannot list the folder ${folder}: ${err}`);
  return out
    .toString("utf8")
    .split("\0")
    .filter((entry) => entry !== "");
}

/**
 * Pushes a branch to a remote under the same name. Never overwrites a branch with other commits.
 * @throws OperationalError with git's message
 */
export async function pushBranch(
  root: string,
  { remote, branch, env }: { readonly remote: string; readonly branch: string; readonly env: Environment },
): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const { status, err } = await runGit(root, [...tokenSettings(env), "push", "--quiet", remote, `${ref}:${ref}`]);
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

/**
 * Returns the settings with which git signs in to GitHub with GITHUB_TOKEN, if it is set, and uses no other credential helper
 * there. The token is not in an argument and is not sent to other hosts: the helper is limited to GitHub's URL and reads the
 * variable when git calls it.
 */
export function tokenSettings(env: Environment): readonly string[] {
  if ((env["GITHUB_TOKEN"] ?? "") === "") return [];
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  if (!/^https:\/\/[A-Za-z0-9.-]+(?::\d+)?\/?$/.test(server)) return [];
  const key = `credential.${server.replace(/\/$/, "")}.helper`;
  const helper = `!f() { test "$1" = get && echo username=x-access-token && echo "password=$GITHUB_TOKEN"; }; f`;
  return ["-c", `${key}=`, "-c", `${key}=${helper}`];
}

async function answered(root: string, args: readonly string[], input?: string): Promise<string> {
  const { status, out, err } = await runGit(root, args, input);
  if (status !== 0) throw new OperationalError(`git ${args[0] ?? ""} failed: ${err}`);
  return out.toString("utf8").trim();
}
