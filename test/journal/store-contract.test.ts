import { join } from "node:path";
import { journalBranch } from "../../src/journal/journal-branch.ts";
import { journalFile } from "../../src/journal/journal-file.ts";
import { memoryClone, memoryRepository } from "../support/memory-git/repository.ts";
import { bareRepository, clonedRepository } from "../support/real-git.ts";
import { aFolder } from "../support/sandboxed.ts";
import { describeStore } from "./store-contract.ts";

const place = { remote: "origin", branch: "rolecall-journal" };

describeStore("a file", () => {
  const path = join(aFolder(), "journal.jsonl");
  return { store: () => journalFile(path) };
});

describeStore("a branch, with git in memory", () => {
  const remote = memoryRepository();
  return { store: () => journalBranch(memoryClone(remote).open(), place) };
});

describeStore("a branch, with the program git", () => {
  const folder = aFolder();
  const remote = join(folder, "remote.git");
  bareRepository(remote);
  let runs = 0;
  return {
    store: () => {
      runs += 1;
      const clone = join(folder, `runner-${runs}`);
      return journalBranch(clonedRepository(remote, clone).open(), place);
    },
  };
});
