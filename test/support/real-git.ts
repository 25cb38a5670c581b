import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gitRepository } from "../../src/git/git-repository.ts";
import { testCommitsMadeAt } from "./commit-time.ts";
import type { Edit } from "./memory-git/objects.ts";
import type { TestRepository } from "./test-repository.ts";

const madeAt = new Date(testCommitsMadeAt).toISOString();

/** Runs git in a folder with a configured user, and returns its output. */
export const runTestGit = (folder: string, ...argv: readonly string[]): string => runTestGitAt(folder, madeAt, ...argv);

function runTestGitAt(folder: string, date: string, ...argv: readonly string[]): string {
  const person = ["-c", "user.name=Test", "-c", "user.email=test@acme.example"];
  return execFileSync("git", [...person, ...argv], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
  }).trimEnd();
}

/** Writes files below a folder, and removes those whose text is null. */
export function writeFiles(folder: string, edit: Edit): void {
  for (const [path, text] of Object.entries(edit)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    if (text === null) rmSync(file, { force: true });
    else writeFileSync(file, text);
  }
}

/** Makes a bare repository that serves commits by their hash, like GitHub. */
export function bareRepository(folder: string): void {
  mkdirSync(folder, { recursive: true });
  runTestGit(folder, "init", "--quiet", "--bare", "--initial-branch", "main");
  runTestGit(folder, "config", "uploadpack.allowAnySHA1InWant", "true");
}

/** Clones a repository into a new folder and checks out `main`, also when it has no commit. */
export function clonedRepository(remote: string, folder: string): TestRepository {
  mkdirSync(folder, { recursive: true });
  runTestGit(folder, "clone", "--quiet", remote, ".");
  const git = (...argv: readonly string[]): string => runTestGit(folder, ...argv);
  const gitAt = (committedAt: number | undefined, ...argv: readonly string[]): string =>
    runTestGitAt(folder, committedAt === undefined ? madeAt : new Date(committedAt).toISOString(), ...argv);
  return {
    open: (name = "") => gitRepository(join(folder, name), {}),
    write: (edit) => writeFiles(folder, edit),
    commit(message, committedAt) {
      git("add", "--all");
      gitAt(committedAt, "commit", "--quiet", "--allow-empty", "--message", message);
      return git("rev-parse", "HEAD");
    },
    checkout: (branch, revision) =>
      void git("checkout", "--quiet", ...(revision === undefined ? [branch] : ["-B", branch, revision])),
    detach: (revision) => void git("checkout", "--quiet", "--detach", revision),
    reset: (revision) => void git("reset", "--quiet", "--hard", revision),
    mergeFiles: (revision) => void git("merge", "--quiet", "--squash", revision),
    merge(revision, committedAt) {
      gitAt(committedAt, "merge", "--quiet", "--no-ff", "--no-edit", revision);
      return git("rev-parse", "HEAD");
    },
    push: (ref, revision) => void git("push", "--quiet", "--force", "origin", `${revision ?? ""}:${ref}`),
    fetch: () => void git("fetch", "--quiet", "--prune", "--force", "origin", "+refs/heads/*:refs/remotes/origin/*"),
    hash: (revision) => git("rev-parse", "--verify", `${revision}^{commit}`),
    show: (revision, path) => `${git("show", `${revision}:${path}`)}\n`,
    setSetting: (name, value) => void git("config", name, value),
    messageOf: (revision) => git("log", "-1", "--format=%B", revision),
    authorOf: (revision) => git("log", "-1", "--format=%an %ae", revision),
    parentsOf: (revision) => git("log", "-1", "--format=%P", revision).split(" "),
  };
}
