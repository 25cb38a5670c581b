import type { FileCommit } from "../ports/git.ts";
import { OperationalError } from "../diagnostics/user-error.ts";
import { runGit } from "./run-git.ts";

/** Where something stands in a git repository. */
export interface GitPlace {
  /** From the repository's root to the folder asked about: empty, or with a slash at its end. */
  readonly prefix: string;
}

/** Null where the folder is in no git repository. */
export async function gitPlace(root: string): Promise<GitPlace | null> {
  const { status, out } = await runGit(root, ["rev-parse", "--show-prefix"]);
  return status === 0 ? { prefix: out.toString("utf8").replace(/\n$/, "") } : null;
}

/** A value of git's configuration, or undefined where it is not set. */
export async function gitSetting(root: string, name: string): Promise<string | undefined> {
  const { status, out } = await runGit(root, ["config", "--get", name]);
  return status === 0 ? out.toString("utf8").trim() : undefined;
}

/** The branch that a remote calls its own, such as `main`; undefined where this clone does not know. */
export async function remoteDefaultBranch(root: string, remote: string): Promise<string | undefined> {
  const { status, out } = await runGit(root, ["symbolic-ref", "--quiet", "--short", `refs/remotes/${remote}/HEAD`]);
  return status === 0
    ? out
        .toString("utf8")
        .trim()
        .slice(remote.length + 1)
    : undefined;
}

/** The branch that is checked out; undefined for a detached HEAD. */
export async function currentBranch(root: string): Promise<string | undefined> {
  const { status, out } = await runGit(root, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
  return status === 0 ? out.toString("utf8").trim() : undefined;
}

export async function hasBranch(root: string, branch: string): Promise<boolean> {
  return (await runGit(root, ["rev-parse", "--verify", "--quiet", `refs/heads/${branch}`])).status === 0;
}

/** Whether a remote has this branch, as far as it was fetched. */
export async function hasRemoteBranch(root: string, remote: string, branch: string): Promise<boolean> {
  return (await runGit(root, ["rev-parse", "--verify", "--quiet", `refs/remotes/${remote}/${branch}`])).status === 0;
}

/**
 * Commits one file on a new branch, and gives the commit's full hash. Working folder, index and HEAD stay as they are, so
 * that nothing half-done of the person's gets into the request. The branch is made only if there is none of that name.
 * @throws OperationalError with git's own words
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

/** The parent's tree with one file more, or another: folder by folder from the deepest upwards. */
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

/** `<mode> <type> <hash>\t<name>` of what is in a folder; nothing for one that does not exist yet. */
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
 * Pushes a branch to a remote under its own name; never over a branch that is there and has something else.
 * @throws OperationalError with git's own words
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

/** The names of the remotes. */
export async function remotesOf(root: string): Promise<readonly string[]> {
  return (await answered(root, ["remote"])).split("\n").filter((name) => name !== "");
}

/**
 * Where GITHUB_TOKEN is set, git signs in to GitHub with it, and asks no other helper there. The token itself is in no
 * argument, and no other host is shown it: the helper is bound to GitHub's address, and reads the variable when asked.
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
