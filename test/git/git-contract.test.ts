import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { memoryClone, memoryRepository } from "../support/memory-git/repository.ts";
import { bareRepository, clonedRepository } from "../support/real-git.ts";
import type { TestRepository } from "../support/test-repository.ts";
import { describeGit, type GitSubject } from "./git-contract.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Returns a subject with two clones of one remote. The second one has commits that the first does not have. */
function subjectOf(clone: (name: string) => TestRepository): GitSubject {
  const theirs = clone("theirs");
  theirs.write({ "access/start.yaml": "start: 1\n" });
  theirs.push("refs/heads/main", theirs.commit("Start"));
  const ours = clone("ours");
  ours.setSetting("user.name", "Ada");
  ours.setSetting("user.email", "ada@acme.example");
  ours.checkout("start", "HEAD");
  return {
    ...ours,
    commitAtOrigin(branch, edit) {
      theirs.checkout(branch, "HEAD");
      theirs.write(edit);
      const commit = theirs.commit("Theirs");
      theirs.push(`refs/heads/${branch}`, commit);
      return commit;
    },
  };
}

function programGit(): GitSubject {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-git-"));
  folders.push(folder);
  const remote = join(folder, "remote.git");
  bareRepository(remote);
  const subject = subjectOf((name) => clonedRepository(remote, join(folder, name)));
  // A folder that a test reads before it has files.
  mkdirSync(join(folder, "ours", "company"));
  return subject;
}

function memoryGit(): GitSubject {
  const remote = memoryRepository();
  return subjectOf(() => memoryClone(remote));
}

for (const [name, make] of [
  ["the program git", programGit],
  ["git in memory", memoryGit],
] as const) {
  let subject: GitSubject | undefined;
  describeGit(name, () => (subject ??= make()));
}
