import type { GitReader, GitWriter } from "../ports/git.ts";
import { changedFilesSince } from "./changed-files.ts";
import { commitSource, resolveCommit } from "./commit-source.ts";
import { contentBetween } from "./content-between.ts";
import { fileVersions } from "./file-versions.ts";
import { commitsChanging } from "./commits-changing.ts";
import { firstParents, isShallow } from "./first-parents.ts";
import { versionsOfFiles } from "./versions-of-files.ts";
import { branchFile, pushFile } from "./branch-file.ts";
import { committedAt, fetchCommit, lineSince, mergeBaseOf, mergedCommit, remoteRef, treeOf } from "./history.ts";
import { deleteRemoteBranch, pushNote } from "./note-branch.ts";
import { remoteCommit } from "./remote-commit.ts";
import {
  commitOnNewBranch,
  emptyCommitOnNewBranch,
  currentBranch,
  gitPlace,
  gitSetting,
  hasBranch,
  hasRemoteBranch,
  pushBranch,
  remoteDefaultBranch,
  remotesOf,
  type TokenVariable,
  tokenSettings,
} from "./write-branch.ts";

/**
 * Returns the repository of a folder, read and written with the program `git`.
 * @param root absolute path of the folder that holds `access/`; paths of `changedFiles` are relative to it
 * @param env the environment with the token for a remote on GitHub
 * @param token the variable that holds the token
 */
export function gitRepository(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
  token: TokenVariable = "GITHUB_TOKEN",
): GitReader & GitWriter {
  const settings = tokenSettings(env, token);
  return {
    prefix: async () => (await gitPlace(root))?.prefix ?? null,
    resolveCommit: (revision) => resolveCommit(root, revision),
    readTree: (revision) => commitSource(root, revision).read(),
    treeOf: (commit) => treeOf(root, commit),
    committedAt: (commit) => committedAt(root, commit),
    changedFiles: (range) => changedFilesSince(root, range),
    contentBetween: (base, head) => contentBetween(root, base, head),
    lineSince: (since, tip) => lineSince(root, since, tip),
    fileVersions: (request) => fileVersions(root, request),
    versionsOfFiles: (request) => versionsOfFiles(root, request),
    commitsChanging: (request) => commitsChanging(root, request),
    firstParents: (tip) => firstParents(root, tip),
    isShallow: () => isShallow(root),
    mergeBaseOf: (left, right) => mergeBaseOf(root, left, right),
    mergedCommit: (sides) => mergedCommit(root, sides),
    fetchCommit: (request) => fetchCommit(root, { ...request, settings }),
    hasRemoteRef: async (remote, ref) => (await remoteRef(root, { remote, ref, settings })) !== null,
    remoteCommit: (remote, ref) => remoteCommit(root, { remote, ref, settings }),
    branchFile: (request) => branchFile(root, { ...request, settings }),
    setting: (name) => gitSetting(root, name),
    remotes: () => remotesOf(root),
    currentBranch: () => currentBranch(root),
    remoteDefaultBranch: (remote) => remoteDefaultBranch(root, remote),
    hasBranch: (branch) => hasBranch(root, branch),
    hasRemoteBranch: (remote, branch) => hasRemoteBranch(root, remote, branch),
    commitOnNewBranch: (commit) => commitOnNewBranch(root, commit),
    emptyCommitOnNewBranch: (commit) => emptyCommitOnNewBranch(root, commit),
    pushBranch: (push) => pushBranch(root, { ...push, settings }),
    pushFile: (push) => pushFile(root, { ...push, settings }),
    pushNote: (note) => pushNote(root, { ...note, settings }),
    deleteRemoteBranch: (place) => deleteRemoteBranch(root, { ...place, settings }),
  };
}
