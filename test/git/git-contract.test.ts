import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { gitRepository } from "../../src/git/git-repository.ts";
import type { Edit } from "../support/memory-git/objects.ts";
import { type MemoryRepository, memoryRepository } from "../support/memory-git/repository.ts";
import { describeGit, type GitSubject } from "./git-contract.ts";

const ada = { name: "Ada", email: "ada@acme.example" };
const start = { "access/start.yaml": "start: 1\n" };

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A clone and its bare remote, both in a temporary folder. */
function realGit(): GitSubject {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-git-"));
  folders.push(folder);
  const [remote, root, theirs] = [join(folder, "remote.git"), join(folder, "clone"), join(folder, "theirs")];
  const run = (cwd: string, ...argv: readonly string[]): string =>
    execFileSync("git", argv, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const git = (...argv: readonly string[]): string => run(root, ...argv).trim();
  const writeIn = (place: string, edit: Edit): void => {
    for (const [path, text] of Object.entries(edit)) {
      const file = join(place, path);
      mkdirSync(dirname(file), { recursive: true });
      if (text === null) rmSync(file, { force: true });
      else writeFileSync(file, text);
    }
  };
  const clone = (place: string): void => {
    run(folder, "clone", "--quiet", remote, place);
    run(place, "config", "user.name", ada.name);
    run(place, "config", "user.email", ada.email);
  };
  const commitIn = (place: string, message: string): string => {
    run(place, "add", "--all");
    run(place, "commit", "--quiet", "--allow-empty", "--message", message);
    return run(place, "rev-parse", "HEAD").trim();
  };
  run(folder, "init", "--quiet", "--bare", "--initial-branch", "main", remote);
  run(remote, "config", "uploadpack.allowAnySHA1InWant", "true");
  clone(theirs);
  run(theirs, "checkout", "--quiet", "-B", "main");
  writeIn(theirs, start);
  commitIn(theirs, "Start");
  run(theirs, "push", "--quiet", "origin", "main");
  clone(root);
  mkdirSync(join(root, "company"));
  git("branch", "start");
  return {
    open: (name = "") => gitRepository(join(root, name), {}),
    write: (edit) => writeIn(root, edit),
    commit: (message) => commitIn(root, message),
    checkout: (branch, revision) =>
      void git("checkout", "--quiet", ...(revision === undefined ? [branch] : ["-B", branch, revision])),
    detach: (revision) => void git("checkout", "--quiet", "--detach", revision),
    merge: (revision) => {
      git("merge", "--quiet", "--no-ff", "--no-edit", revision);
      return git("rev-parse", "HEAD");
    },
    push: (ref, revision) => void git("push", "--quiet", "--force", "origin", `${revision ?? ""}:${ref}`),
    commitAtOrigin(branch, edit) {
      run(theirs, "checkout", "--quiet", "-B", branch);
      writeIn(theirs, edit);
      const commit = commitIn(theirs, "Theirs");
      run(theirs, "push", "--quiet", "origin", branch);
      return commit;
    },
    fetch: () => void git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*"),
    setSetting: (name, value) => void git("config", name, value),
    show: (revision, path) => run(root, "show", `${revision}:${path}`),
    messageOf: (revision) => git("log", "-1", "--format=%B", revision),
    authorOf: (revision) => git("log", "-1", "--format=%an %ae", revision),
    parentsOf: (revision) => git("log", "-1", "--format=%P", revision).split(" "),
  };
}

function inMemory(): GitSubject {
  const [remote, repository, theirs] = [memoryRepository(ada), memoryRepository(ada), memoryRepository(ada)];
  const clone = (one: MemoryRepository): void => {
    one.addRemote("origin", remote);
    one.fetch("origin");
    one.checkout("main", "origin/main");
    one.state.remoteDefaults.set("origin", "main");
  };
  remote.write(start);
  remote.commit("Start");
  clone(repository);
  clone(theirs);
  repository.checkout("start", "main");
  const commitAt = (revision: string) => repository.state.commits.get(repository.hash(revision));
  return {
    open: repository.open,
    write: repository.write,
    commit: (message) => repository.commit(message),
    checkout: repository.checkout,
    detach: repository.detach,
    merge(revision) {
      const parents = [repository.hash("HEAD"), repository.hash(revision)];
      repository.mergeFiles(revision);
      return repository.commit("Merge", parents);
    },
    push: (ref, revision) => repository.push("origin", ref, revision),
    commitAtOrigin(branch, edit) {
      theirs.checkout(branch, "HEAD");
      theirs.write(edit);
      const commit = theirs.commit("Theirs");
      theirs.push("origin", `refs/heads/${branch}`, commit);
      return commit;
    },
    fetch: () => repository.fetch("origin"),
    setSetting: (name, value) => void repository.state.settings.set(name, value),
    show: repository.show,
    messageOf: (revision) => commitAt(revision)?.message ?? "",
    authorOf: (revision) => `${commitAt(revision)?.author.name} ${commitAt(revision)?.author.email}`,
    parentsOf: (revision) => commitAt(revision)?.parents ?? [],
  };
}

for (const [name, make] of [
  ["the program git", realGit],
  ["git in memory", inMemory],
] as const) {
  let subject: GitSubject | undefined;
  describeGit(name, () => (subject ??= make()));
}
